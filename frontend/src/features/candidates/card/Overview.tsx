import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { TextLink } from "@/ui/Button";
import { DefinitionList } from "@/ui/Lists";
import { Select } from "@/ui/Select";
import { TextField } from "@/ui/TextField";
import { Day } from "../fields/Day";
import fields from "../fields/fields.module.css";
import { NearestWork } from "../nearest/NearestWork";
import { RecordForm } from "../record/RecordForm";
import { SaveBadge } from "../record/SaveBadge";
import { useRecordField } from "../record/useRecord";
import { labelOf, useValueText } from "../record/useValueText";
import { type Candidate, type Key, toValues } from "../record/values";
import { useOwners } from "../way/owners";
import { CertificateWarnings } from "./CertificateWarnings";
import styles from "./card.module.css";
import { TaskStatus } from "./TaskStatus";

const SHOWN: readonly Key[] = [
  "phone",
  "email",
  "languages",
  "wishes",
  "skills",
  "education",
  "certificates",
  "available_from",
  "municipality",
  "max_travel_minutes",
  "licences",
  "target_groups",
];

export function Overview({ candidate, hrefOf }: { candidate: Candidate; hrefOf: (section: string) => string }) {
  const t = useT();
  const format = useFormat();
  const text = useValueText();
  const values = toValues(candidate);
  const mayWrite = candidate.allowed_actions.includes("partial_update");
  return (
    <div className={styles.columns}>
      <div className="stack-lg">
        {mayWrite && <NextStep />}
        <NearestWork candidate={candidate} hrefOf={hrefOf} />
        <section className="stack" aria-labelledby="om">
          <h2 id="om">
            <T id="card.about" />
          </h2>
          <CertificateWarnings candidate={candidate} hrefOf={hrefOf} />
          <DefinitionList items={SHOWN.map((key) => ({ term: t(labelOf(key)), value: text(key, values) || undefined }))} />
        </section>
      </div>
      <section className="stack" aria-labelledby="klart">
        <h2 id="klart">
          <T id="card.checklist" />
        </h2>
        <ul className={styles.tasks}>
          {candidate.checklist.map((task) => (
            <li key={task.code} className={styles.task}>
              {mayWrite ? (
                <TextLink href={hrefOf(task.code)}>{task.label}</TextLink>
              ) : (
                <span>{task.label}</span>
              )}
              <TaskStatus task={task} />
              {!task.optional && task.missing.length > 0 && (
                <p className="small muted">
                  <T id="card.missing" values={{ what: format.facts([...task.missing]) }} />
                </p>
              )}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function NextStep() {
  const t = useT();
  const step = useRecordField("next_step");
  const due = useRecordField("next_step_due");
  const owner = useRecordField("next_step_owner");
  const owners = useOwners();
  return (
    <section className="stack" aria-labelledby="nasta">
      <div className={styles.proposalHead}>
        <h2 id="nasta">
          <T id="record.next_step" />
        </h2>
        <SaveBadge />
      </div>
      <RecordForm>
        <div className={fields.pair}>
          <TextField label={t("card.what")} name="next_step" value={step.value} onChange={step.type} maxLength={200} />
          <Day label={t("record.next_step_due")} name="next_step_due" value={due.value} onChange={due.type} />
        </div>
        <Select
          label={t("record.next_step_owner")}
          name="next_step_owner"
          width="md"
          options={owners}
          value={owner.value}
          onChange={(value) => value && owner.choose(value as typeof owner.value)}
        />
      </RecordForm>
    </section>
  );
}
