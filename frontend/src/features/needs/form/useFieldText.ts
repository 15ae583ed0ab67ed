import { useMemo } from "react";
import type { Reference } from "@/api/reference";
import { addDays } from "@/lib/dates";
import { useFormat } from "@/lib/format";
import { useT } from "@/lib/intl";
import { LEVELS } from "../words";
import type { Draft, Field } from "./draft";

/** A field's value as one reads it. */
export function useFieldText(reference: Reference | undefined): (field: Field, draft: Draft) => string {
  const t = useT();
  const format = useFormat();
  return useMemo(() => {
    const name = (rows: readonly { code: string; name_sv: string }[] | undefined, code: string) =>
      rows?.find((row) => row.code === code)?.name_sv ?? code;
    const day = (value: string) => (value ? format.date(value) : t("needForm.nothing"));
    return (field, draft) => {
      switch (field) {
        case "occupation":
          return name(reference?.occupations, draft.occupation);
        case "min_rung":
          return reference?.rungs.find(({ value }) => value === draft.min_rung)?.name_sv ?? String(draft.min_rung);
        case "employment_form":
          return t(`needForm.form.${draft.employment_form}`);
        case "start_date":
          return day(draft.start_date);
        case "end_date":
          return draft.end_date ? day(addDays(draft.end_date, -1)) : t("needForm.nothing");
        case "answer_by":
          return draft.answer_by ? day(draft.answer_by) : t("needForm.nothing");
        case "min_language_level":
          return (
            reference?.language_levels.find(({ value }) => value === draft.min_language_level)?.name_sv ??
            String(draft.min_language_level)
          );
        case "task_demands":
          return draft.task_demands.length > 0
            ? format.list(draft.task_demands.map((code) => name(reference?.task_demands, code)))
            : t("needForm.nothing");
        case "steps":
          return format.list(
            draft.steps.map(({ start_date, end_date, headcount }) =>
              start_date && end_date
                ? t("needForm.stepText", { from: day(start_date), to: day(addDays(end_date, -1)), count: headcount })
                : String(headcount),
            ),
          );
        case "requirements": {
          const rows = { skill: reference?.skills, certificate: reference?.certificates, licence: reference?.licences };
          const lists = LEVELS.filter((level) => draft.requirements[level].length > 0).map((level) =>
            t("needForm.levelText", {
              level: t(`needs.level.${level}`),
              items: format.list(draft.requirements[level].map(({ kind, code }) => name(rows[kind], code))),
            }),
          );
          return lists.length > 0 ? format.list(lists) : t("needForm.nothing");
        }
        case "description":
          return draft.description || t("needForm.nothing");
        default:
          return String(draft[field]);
      }
    };
  }, [t, format, reference]);
}
