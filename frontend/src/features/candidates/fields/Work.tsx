import { useReference } from "@/api/reference";
import { T, useT } from "@/lib/intl";
import { Checkbox } from "@/ui/Choice";
import { Select } from "@/ui/Select";
import { useRecordField } from "../record/useRecord";
import type { Values } from "../record/values";
import { nameOf, options, stepName } from "../words";
import styles from "./fields.module.css";
import { Picker } from "./Picker";
import { useProofs } from "./proofs";
import { RowList } from "./RowList";

type Wish = Values["wishes"][number];
type Proof = Values["skills"][number]["proof"];
type Mastery = NonNullable<Values["skills"][number]["mastery"]>;
const NOT_ASKED = "not_asked";
const MASTERIES = [1, 2, 3, 4] as const satisfies readonly Mastery[];

const replace = <R,>(rows: readonly R[], old: R, row: R) => rows.map((other) => (other === old ? row : other));

/** The trades wished for, in order. `isBrief` leaves experience for later. */
export function Wishes({ isBrief = false }: { isBrief?: boolean }) {
  const t = useT();
  const reference = useReference();
  const { value: rows, choose } = useRecordField("wishes");
  const rungs = (reference?.rungs ?? []).map(({ value, name_sv: label }) => ({ value: String(value), label }));
  return (
    <div className={styles.group}>
      <RowList
        label={t("record.wishes")}
        rows={rows}
        keyOf={(row) => row.occupation}
        nameOf={(row) => nameOf(reference?.occupations, row.occupation)}
        onRemove={(row) => choose(rows.filter((other) => other !== row))}
        onOrder={choose}
        details={
          isBrief
            ? (row) => (
                <p className={styles.notice}>
                  <T id="record.rungIs" values={{ rung: stepName(reference?.rungs, row.rung ?? 0) }} />
                </p>
              )
            : (row, index) => (
                  <Select
                    label={t("record.rung")}
                    name={`wishes.${index}.rung`}
                    options={rungs}
                    value={String(row.rung)}
                    onChange={(rung) => rung && choose(replace(rows, row, { ...row, rung: Number(rung) as Wish["rung"] }))}
                  />
              )
        }
      />
      <Picker
        label={rows.length === 0 ? t("record.wishes") : t("record.addWish")}
        name="wishes"
        options={options(reference?.occupations)}
        taken={rows.map(({ occupation }) => occupation)}
        onPick={(occupation) => choose([...rows, { occupation, rung: 0 }])}
      />
    </div>
  );
}

export function Skills() {
  const t = useT();
  const reference = useReference();
  const { value: rows, choose } = useRecordField("skills");
  const { value: wishes } = useRecordField("wishes");
  const none = useRecordField("has_none");
  const proofs = useProofs();
  const masteries = [
    { value: NOT_ASKED, label: t("record.notKnown") },
    ...MASTERIES.map((level) => ({ value: String(level), label: t(`record.mastery.${level}`) })),
  ];
  const ssyk = new Set(
    wishes.map(({ occupation }) => reference?.occupations.find(({ code }) => code === occupation)?.ssyk2012 ?? ""),
  );
  const usual = new Set([...ssyk].flatMap((code) => reference?.skills_by_ssyk[code]?.map(({ skill }) => skill) ?? []));
  // The usual ones of the trades wished for come first.
  const choices = options(reference?.skills)
    .map(({ value, label }) => (usual.has(value) ? { value, label, description: t("record.usualSkill") } : { value, label }))
    .toSorted((a, b) => Number(usual.has(b.value)) - Number(usual.has(a.value)));
  return (
    <div className={styles.group}>
      <RowList
        label={t("record.skills")}
        rows={rows}
        keyOf={(row) => row.skill}
        nameOf={(row) => nameOf(reference?.skills, row.skill)}
        onRemove={(row) => choose(rows.filter((other) => other !== row))}
        details={(row, index) => (
          <>
            <Select
              label={t("record.mastery")}
              name={`skills.${index}.mastery`}
              options={masteries}
              value={row.mastery ? String(row.mastery) : NOT_ASKED}
              onChange={(mastery) =>
                mastery && choose(replace(rows, row, { ...row, mastery: mastery === NOT_ASKED ? null : (Number(mastery) as Mastery) }))
              }
            />
            <Select
              label={t("record.proof")}
              name={`skills.${index}.proof`}
              options={proofs}
              value={row.proof}
              onChange={(proof) => proof && choose(replace(rows, row, { ...row, proof: proof as Proof }))}
            />
          </>
        )}
      />
      <Picker
        label={t("record.addSkill")}
        name="skills"
        options={choices}
        taken={rows.map(({ skill }) => skill)}
        onPick={(skill) =>
          choose([...rows, { skill, proof: "own_word", mastery: null }], { has_none: none.value.filter((section) => section !== "skills") })
        }
      />
      {rows.length === 0 && <HasNone section="skills" label={t("record.noSkills")} />}
    </div>
  );
}

/** Asked and answered: there are none. */
export function HasNone({ section, label }: { section: Values["has_none"][number]; label: string }) {
  const { value, choose } = useRecordField("has_none");
  return (
    <Checkbox
      isSelected={value.includes(section)}
      onChange={(on) => choose(on ? [...value, section] : value.filter((other) => other !== section))}
    >
      {label}
    </Checkbox>
  );
}
