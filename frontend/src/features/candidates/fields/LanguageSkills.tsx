import { useReference } from "@/api/reference";
import { T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { Disclosure } from "@/ui/Disclosure";
import { Select } from "@/ui/Select";
import type { Candidate, Values } from "../record/values";
import styles from "./fields.module.css";

export const LANGUAGE_SKILLS = ["listening", "speaking", "reading", "writing"] as const;
export type LanguageSkill = (typeof LANGUAGE_SKILLS)[number];
type Row = Values["languages"][number];
type Level = Row["level"];
const UNKNOWN = "unknown";

/** The server's own rule, so that it shows at once: with both known, the lower of listening and speaking. */
export function followed(row: Row): Row {
  const { listening, speaking } = row;
  return isOral(row) ? { ...row, level: Math.min(listening as number, speaking as number) as Level } : row;
}

/** Whether the level follows from the skills, and so is not chosen. */
export function isOral({ listening, speaking }: Row): boolean {
  return typeof listening === "number" && typeof speaking === "number";
}

interface Props {
  row: Row;
  /** Of the row in the list, for the errors of the API. */
  index: number;
  /** The row as the server tells of it, with what the SFI course suggests. */
  stored: Candidate["languages"][number] | undefined;
  onChange: (row: Row) => void;
}

/** The four skills, each unknown until somebody says: nothing is filled in unasked. */
export function LanguageSkills({ row, index, stored, onChange }: Props) {
  const t = useT();
  const levels = (useReference()?.language_levels ?? []).map(({ value, name_sv: label }) => ({ value: String(value), label }));
  const known = LANGUAGE_SKILLS.filter((skill) => typeof row[skill] === "number");
  const suggestion = stored && stored.sfi_course === row.sfi_course ? stored.sfi_suggestion : null;
  return (
    <div className={styles.wide}>
      <Disclosure title={t("record.fourSkills", { count: known.length })} level={3}>
        <div className={styles.group}>
          <div className={styles.four}>
            {LANGUAGE_SKILLS.map((skill) => (
              <Select
                key={skill}
                label={t(`record.skill.${skill}`)}
                name={`languages.${index}.${skill}`}
                options={[{ value: UNKNOWN, label: t("record.notKnown") }, ...levels]}
                value={typeof row[skill] === "number" ? String(row[skill]) : UNKNOWN}
                onChange={(level) =>
                  level && onChange(followed({ ...row, [skill]: level === UNKNOWN ? null : (Number(level) as Level) }))
                }
              />
            ))}
          </div>
          {suggestion && known.length < LANGUAGE_SKILLS.length && (
            <p className={styles.suggestion}>
              <T id="record.sfiSuggests" values={{ level: suggestion.label }} />{" "}
              <Button
                variant="quiet"
                size="sm"
                onPress={() =>
                  onChange(
                    followed({
                      ...row,
                      ...Object.fromEntries(LANGUAGE_SKILLS.map((skill) => [skill, row[skill] ?? suggestion.level])),
                    }),
                  )
                }
              >
                <T id="record.takeSuggestion" />
              </Button>
            </p>
          )}
          <p className={styles.notice}>
            <T id="record.fourSkillsWhy" />
          </p>
        </div>
      </Disclosure>
    </div>
  );
}
