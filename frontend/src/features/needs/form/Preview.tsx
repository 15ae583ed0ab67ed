import type { Reference } from "@/api/reference";
import { addDays } from "@/lib/dates";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { LEVELS } from "../words";
import type { Draft } from "./draft";
import styles from "./form.module.css";
import { HeadCountPanel } from "./HeadCountPanel";
import { useFieldText } from "./useFieldText";
import type { Counted } from "./useHeadCount";

interface Props {
  draft: Draft;
  reference: Reference | undefined;
  project?: string | undefined;
  counted: Counted;
}

/** The need as the coordinator will read it, and how many can start, while it is being written. */
export function Preview({ draft, reference, project, counted }: Props) {
  const t = useT();
  const format = useFormat();
  const text = useFieldText(reference);
  const peak = Math.max(1, ...draft.steps.map(({ headcount }) => headcount));
  const isDated = draft.start_date !== "" && draft.end_date !== "";
  return (
    <aside className={styles.preview} aria-label={t("needForm.preview")}>
      <HeadCountPanel counted={counted} draft={draft} reference={reference} />
      <h2>
        <T id="needForm.preview" />
      </h2>
      <p className={styles.sentence}>
        {draft.occupation ? (
          <T
            id="needForm.previewWhat"
            values={{ count: peak, occupation: text("occupation", draft), form: text("employment_form", draft) }}
          />
        ) : (
          <T id="needForm.previewEmpty" />
        )}
      </p>
      {project && (
        <p>
          <bdi>{project}</bdi>
        </p>
      )}
      {isDated && (
        <p className="num">
          <T
            id="needForm.previewWhen"
            values={{
              from: format.date(draft.start_date),
              to: format.date(addDays(draft.end_date, -1)),
              hours: draft.hours_per_week,
            }}
          />
        </p>
      )}
      <ul>
        {LEVELS.map((level) => (
          <li key={level}>
            <T
              id="needForm.previewLevel"
              values={{ level: t(`needs.level.${level}`), count: draft.requirements[level].length }}
            />
          </li>
        ))}
      </ul>
      <p className="small muted">
        <T id="needForm.previewNext" />
      </p>
    </aside>
  );
}
