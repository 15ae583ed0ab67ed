import { type ReactNode, useEffect, useRef } from "react";
import { useFormat } from "@/lib/format";
import { type MessageId, T, useT } from "@/lib/intl";
import { DefinitionList } from "@/ui/Lists";
import { Certificates } from "../fields/Certificates";
import { Consents } from "../fields/Consents";
import { BirthDate, NameFields, ReachFields } from "../fields/Contact";
import { Education } from "../fields/Education";
import { Languages } from "../fields/Language";
import { Area, Travel } from "../fields/Place";
import { Adaptations } from "../fields/Sensitive";
import { SupportPeriods, TargetGroups } from "../fields/TargetGroups";
import { Availability } from "../fields/Time";
import { Skills, Wishes } from "../fields/Work";
import { IdentityField } from "../identity/IdentityField";
import { RecordForm } from "../record/RecordForm";
import { SaveBadge } from "../record/SaveBadge";
import { LABELS, useValueText } from "../record/useValueText";
import { type Candidate, type Key, toValues } from "../record/values";
import styles from "./card.module.css";
import { TaskStatus } from "./TaskStatus";

interface Section {
  /** As in the checklist, or our own. */
  code: string;
  title: MessageId;
  why?: MessageId;
  fields: ReactNode;
}

const SECTIONS: readonly Section[] = [
  {
    code: "contact",
    title: "card.section.contact",
    fields: (
      <>
        <NameFields />
        <ReachFields />
        <IdentityField />
        <BirthDate />
      </>
    ),
  },
  { code: "language", title: "card.section.language", why: "card.why.language", fields: <Languages /> },
  {
    code: "occupation",
    title: "card.section.occupation",
    why: "card.why.occupation",
    fields: (
      <>
        <Wishes />
        <Skills />
      </>
    ),
  },
  { code: "education", title: "card.section.education", why: "card.why.education", fields: <Education /> },
  { code: "certificates", title: "card.section.certificates", why: "card.why.certificates", fields: <Certificates /> },
  { code: "availability", title: "card.section.availability", why: "card.why.availability", fields: <Availability /> },
  {
    code: "travel",
    title: "card.section.travel",
    why: "card.why.travel",
    fields: (
      <>
        <Area />
        <Travel />
      </>
    ),
  },
  { code: "adaptation", title: "card.section.adaptation", why: "card.why.adaptation", fields: <Adaptations /> },
  {
    code: "group",
    title: "card.section.group",
    why: "card.why.group",
    fields: (
      <>
        <TargetGroups />
        <SupportPeriods />
      </>
    ),
  },
  { code: "consent", title: "card.section.consent", fields: <Consents /> },
];

/** Everything that is known, each part with why it is asked. */
export function Facts({ candidate, section }: { candidate: Candidate; section: string }) {
  const t = useT();
  const format = useFormat();
  const root = useRef<HTMLDivElement>(null);

  // Came here from the checklist: begin at that part.
  useEffect(() => {
    if (section === "") return;
    const heading = root.current?.querySelector<HTMLElement>(`#del-${CSS.escape(section)}`);
    heading?.scrollIntoView?.({ block: "start" });
    heading?.focus({ preventScroll: true });
  }, [section]);

  if (!candidate.allowed_actions.includes("partial_update")) return <ReadOnly candidate={candidate} />;

  const move = (step: 1 | -1) => {
    const headings = [...(root.current?.querySelectorAll<HTMLElement>("h2[id^=del-]") ?? [])];
    const here = headings.findLastIndex((heading) => {
      const part = heading.closest("section");
      return part?.contains(document.activeElement);
    });
    const next = headings[here + step];
    next?.scrollIntoView?.({ block: "start" });
    next?.focus({ preventScroll: true });
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Alt and arrows move between the parts
    <div
      ref={root}
      onKeyDown={(event) => {
        if (!event.altKey || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
        // In a list box Alt and arrow opens the list.
        if ((event.target as HTMLElement).matches("[role=combobox], [aria-haspopup=listbox]")) return;
        event.preventDefault();
        move(event.key === "ArrowDown" ? 1 : -1);
      }}
    >
      <div className={styles.bar}>
        <p className="small muted">
          <T id="card.savesItself" />
        </p>
        <SaveBadge />
      </div>
      <RecordForm>
        <div className={styles.sections}>
          {SECTIONS.map(({ code, title, why, fields }) => {
            const task = candidate.checklist.find((other) => other.code === code);
            return (
              <section key={code} className={styles.section} aria-labelledby={`del-${code}`}>
                <div className={styles.sectionHead}>
                  <h2 id={`del-${code}`} tabIndex={-1}>
                    {t(title)}
                  </h2>
                  {task && <TaskStatus task={task} />}
                </div>
                {why && <p className={styles.why}>{t(why)}</p>}
                {task && !task.optional && task.missing.length > 0 && (
                  <p className="small">
                    <T id="card.missing" values={{ what: format.facts([...task.missing]) }} />
                  </p>
                )}
                {fields}
              </section>
            );
          })}
        </div>
      </RecordForm>
    </div>
  );
}

function ReadOnly({ candidate }: { candidate: Candidate }) {
  const t = useT();
  const text = useValueText();
  const values = toValues(candidate);
  const keys = Object.keys(LABELS) as (keyof typeof LABELS & Key)[];
  return <DefinitionList items={keys.map((key) => ({ term: t(LABELS[key]), value: text(key, values) || undefined }))} />;
}
