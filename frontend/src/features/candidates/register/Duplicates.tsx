import { useState } from "react";
import { T, useT } from "@/lib/intl";
import { useFormat } from "@/lib/format";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { PersonFacts, PersonHead } from "../same/Person";
import { AccessDialog, JudgeDialog, type Verdict } from "./JudgeDialog";
import styles from "./Register.module.css";
import type { Duplicate, Found } from "./useDuplicates";

interface Props {
  found: Found;
  /** Those the coach has said are somebody else. */
  others: ReadonlySet<string>;
  onOther: (id: string) => void;
  onSame: (person: Duplicate) => void;
  /** What has been written is laid beside what was there. */
  onMerge?: (person: Duplicate) => void;
  /** The draft, once it is stored: what is said of it and another is kept. */
  draft?: string | undefined;
  birthDate?: string | null;
  /** There is something to compare with. */
  hasAsked: boolean;
}

const ID = "finns-redan";

/** On a narrow screen the people stand below the form: said above it, with a way there. */
export function DuplicatesNotice({ found, others }: Pick<Props, "found" | "others">) {
  const count = found.own.filter(({ id }) => !others.has(id)).length;
  if (count === 0 && !found.elsewhere) return null;
  return (
    <div className={styles.narrow}>
      <Banner
        tone="notice"
        action={
          <Button
            size="sm"
            onPress={() => {
              const people = document.querySelector<HTMLElement>(`#${ID}`);
              people?.scrollIntoView?.();
              people?.focus({ preventScroll: true });
            }}
          >
            <T id="register.jump" />
          </Button>
        }
      >
        {count > 0 ? <T id="register.maybe" values={{ count }} /> : <T id="register.elsewhereShort" />}
      </Banner>
    </div>
  );
}

/** Beside the form, never in its way. */
export function Duplicates({ found, others, onOther, onSame, onMerge, hasAsked, draft, birthDate = null }: Props) {
  const t = useT();
  const format = useFormat();
  const [asked, setAsked] = useState<{ verdict: Verdict; person: Duplicate } | null>(null);
  const [isAsking, setAsking] = useState(false);
  const own = found.own.filter(({ id }) => !others.has(id));
  const isEmpty = own.length === 0 && !found.elsewhere;
  return (
    <aside id={ID} tabIndex={-1} className={styles.aside} aria-label={t("register.duplicates")}>
      <h2 className={styles.asideTitle}>
        <T id="register.duplicates" />
      </h2>
      <div aria-live="polite">
        {!hasAsked ? (
          <p className="small muted">
            <T id="register.duplicatesHelp" />
          </p>
        ) : found.isSearching ? (
          <p className="small muted">
            <T id="ui.searching" />
          </p>
        ) : isEmpty ? (
          <p className="small muted">
            <T id="register.noDuplicates" />
          </p>
        ) : (
          <p className="small">
            <T id="register.maybe" values={{ count: own.length }} />
          </p>
        )}
      </div>
      {own.length > 0 && (
        <ul className={styles.people}>
          {own.map((person) => (
            <li key={person.id} className={styles.person}>
              <PersonHead person={person} />
              <p className="small">
                <strong className={person.likeness.code === "very_like" ? styles.veryLike : undefined}>
                  {t(`register.likeness.${person.likeness.code}`)}
                </strong>{" "}
                <span>{format.list(person.because)}</span>
              </p>
              <PersonFacts person={person} />
              <div className="row">
                <Button size="sm" onPress={() => onSame(person)}>
                  <T id="register.same" />
                </Button>
                <Button
                  size="sm"
                  variant="quiet"
                  onPress={() => (draft ? setAsked({ verdict: "not_same", person }) : onOther(person.id))}
                >
                  <T id="register.notSame" />
                </Button>
                {draft && (
                  <>
                    <Button size="sm" variant="quiet" onPress={() => setAsked({ verdict: "unsure", person })}>
                      <T id="register.unsure" />
                    </Button>
                    {onMerge && (
                      <Button size="sm" variant="quiet" onPress={() => onMerge(person)}>
                        <T id="same.mergeWithThis" />
                      </Button>
                    )}
                  </>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {found.elsewhere && (
        <div className={styles.elsewhere}>
          <p>
            <T id="register.elsewhere" />
          </p>
          <Button size="sm" onPress={() => setAsking(true)}>
            <T id="register.askAccess" />
          </Button>
        </div>
      )}
      {asked && draft && (
        <JudgeDialog
          {...asked}
          draft={draft}
          onClose={() => setAsked(null)}
          onDone={() => {
            if (asked.verdict === "not_same") onOther(asked.person.id);
            setAsked(null);
          }}
        />
      )}
      {isAsking && <AccessDialog text={found.elsewhereText} birthDate={birthDate} onClose={() => setAsking(false)} />}
    </aside>
  );
}
