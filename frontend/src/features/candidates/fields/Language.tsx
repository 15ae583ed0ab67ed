import { useReference } from "@/api/reference";
import { useT } from "@/lib/intl";
import { ComboBox, Select } from "@/ui/Select";
import { useRecordField, useSnapshot, useStore } from "../record/useRecord";
import type { Values } from "../record/values";
import { nameOf, options } from "../words";
import styles from "./fields.module.css";
import { Picker } from "./Picker";
import { followed, isOral, LanguageSkills } from "./LanguageSkills";
import { RowList } from "./RowList";
import { SfiCourse } from "./SfiCourse";

type Row = Values["languages"][number];
type Level = Row["level"];
export const SWEDISH = "sv";
const FLUENT: Level = 6;

/** The language one speaks best, as the list of languages tells it; null before anybody has said. */
export function mainLanguage(rows: readonly Row[]): string | null {
  const other = rows.find(({ language, level }) => language !== SWEDISH && level === FLUENT);
  return other?.language ?? rows.find(({ level }) => level === FLUENT)?.language ?? null;
}

/** Replaces the language spoken best, keeping the level of Swedish that was told. */
export function withMain(rows: readonly Row[], language: string): Row[] {
  const swedish = rows.filter((row) => row.language === SWEDISH && (row.level !== FLUENT || mainLanguage(rows) !== SWEDISH));
  return language === SWEDISH ? [{ language, level: FLUENT }] : [{ language, level: FLUENT }, ...swedish];
}

export function withLevel(rows: readonly Row[], language: string, level: Level): Row[] {
  return rows.some((other) => other.language === language)
    ? rows.map((other) => (other.language === language ? followed({ ...other, level }) : other))
    : [...rows, { language, level }];
}

function useLevels() {
  const t = useT();
  const reference = useReference();
  return (reference?.language_levels ?? []).map(({ value, name_sv: name }) => ({
    value: String(value),
    label: value === 0 ? t("record.level.none") : t("record.level.cefr", { name, level: value }),
  }));
}

/** The next person may speak the same languages; how well she does is her own. */
export function carriedLanguages(rows: readonly Row[]): Row[] {
  return rows.map(({ language, level }) => ({ language, level }));
}

/** The two things matching asks about: the language spoken best and the level of Swedish. */
export function MainLanguage() {
  const t = useT();
  const reference = useReference();
  const levels = useLevels();
  const { candidate } = useSnapshot(useStore());
  const { value: rows, choose } = useRecordField("languages");
  const main = mainLanguage(rows);
  const swedish = rows.find(({ language }) => language === SWEDISH);
  return (
    <div className={styles.pair}>
      <ComboBox
        label={t("record.mainLanguage")}
        name="languages"
        options={options(reference?.languages)}
        value={main}
        onChange={(language) => language && choose(withMain(rows, language), { preferred_language: language })}
        isRequired
      />
      {main !== SWEDISH && (
        <ComboBox
          label={t("record.swedish")}
          name="swedish"
          options={levels}
          value={swedish ? String(swedish.level) : null}
          onChange={(level) => level && choose(withLevel(rows, SWEDISH, Number(level) as Level))}
          {...(swedish && isOral(swedish) && { isDisabled: true, description: t("record.levelFollows") })}
        />
      )}
      {main !== SWEDISH && swedish && (
        <LanguageSkills
          row={swedish}
          index={rows.indexOf(swedish)}
          stored={candidate?.languages.find(({ language }) => language === SWEDISH)}
          onChange={(next) => choose(rows.map((other) => (other === swedish ? next : other)))}
        />
      )}
    </div>
  );
}

export function Languages() {
  const t = useT();
  const reference = useReference();
  const levels = useLevels();
  const { candidate } = useSnapshot(useStore());
  const { value: rows, choose } = useRecordField("languages");
  const contact = useRecordField("preferred_language");
  const put = (row: Row, next: Row) => choose(rows.map((other) => (other === row ? next : other)));
  const stored = (row: Row) => candidate?.languages.find(({ language }) => language === row.language);
  return (
    <>
      <ComboBox
        label={t("record.preferred_language")}
        name="preferred_language"
        description={t("record.preferredLanguageWhy")}
        options={options(reference?.languages)}
        value={contact.value}
        onChange={(language) => language && contact.choose(language)}
      />
      <div className={styles.group}>
        <RowList
          label={t("record.languages")}
          rows={rows}
          keyOf={(row) => row.language}
          nameOf={(row) => nameOf(reference?.languages, row.language)}
          onRemove={(row) => choose(rows.filter((other) => other !== row))}
          details={(row, index) => (
            <>
              <Select
                label={t("record.level")}
                name={`languages.${index}.level`}
                options={levels}
                value={String(row.level)}
                onChange={(level) => level && choose(withLevel(rows, row.language, Number(level) as Level))}
                {...(isOral(row) && { isDisabled: true, description: t("record.levelFollows") })}
              />
              {row.language === SWEDISH && (
                <SfiCourse
                  stored={stored(row)}
                  name={`languages.${index}.sfi_course`}
                  value={row.sfi_course ?? null}
                  onChange={(sfi_course, level) =>
                    put(row, followed({ ...row, sfi_course, level: (level ?? row.level) as Level }))
                  }
                />
              )}
              <LanguageSkills row={row} index={index} stored={stored(row)} onChange={(next) => put(row, next)} />
            </>
          )}
        />
        <Picker
          label={t("record.addLanguage")}
          name="languages"
          options={options(reference?.languages)}
          taken={rows.map(({ language }) => language)}
          onPick={(language) => choose([...rows, { language, level: language === SWEDISH ? 1 : FLUENT }])}
        />
      </div>
    </>
  );
}
