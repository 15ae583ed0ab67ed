import { useCallback } from "react";
import { useReference } from "@/api/reference";
import { useFormat } from "@/lib/format";
import { type MessageId, useT } from "@/lib/intl";
import { nameOf, stepName } from "../words";
import { LANGUAGE_SKILLS } from "../fields/LanguageSkills";
import type { Key, Values } from "./values";

export const LABELS: Record<Exclude<Key, "coach" | "has_none">, MessageId> = {
  first_name: "record.first_name",
  last_name: "record.last_name",
  phone: "record.phone",
  email: "record.email",
  identity: "identity.number",
  birth_date: "record.birth_date",
  preferred_language: "record.preferred_language",
  languages: "record.languages",
  wishes: "record.wishes",
  skills: "record.skills",
  education: "record.education",
  certificates: "record.certificates",
  available_from: "record.available_from",
  available_to: "record.available_to",
  hours_per_week: "record.hours_per_week",
  earliest_start_time: "record.earliest_start_time",
  latest_end_time: "record.latest_end_time",
  evenings: "record.evenings",
  nights: "record.nights",
  weekends: "record.weekends",
  municipality: "record.municipality",
  district: "record.district",
  station: "record.station",
  max_travel_minutes: "record.max_travel_minutes",
  licences: "record.licences",
  has_car: "record.has_car",
  has_bicycle: "record.has_bicycle",
  adaptations: "record.adaptations",
  adaptation_note: "record.adaptation_note",
  target_groups: "record.target_groups",
  support_periods: "record.support_periods",
  away: "record.away",
  next_step: "record.next_step",
  next_step_due: "record.next_step_due",
  next_step_owner: "record.next_step_owner",
  consents: "record.consents",
};

export function labelOf(key: Key): MessageId {
  return key === "coach" ? "record.coach" : key === "has_none" ? "record.has_none" : LABELS[key];
}

/** A field's value in words; empty when there is none. */
export function useValueText(): (key: Key, values: Values) => string {
  const t = useT();
  const format = useFormat();
  const reference = useReference();
  return useCallback(
    (key, values) => {
      const r = reference;
      const list = (names: string[]) => (names.length > 0 ? format.list(names) : "");
      switch (key) {
        case "birth_date":
        case "available_from":
        case "available_to":
        case "next_step_due": {
          const day = values[key];
          return day ? format.date(day) : "";
        }
        case "identity": {
          const { number, no_number_reason: reason } = values[key];
          return number || (reason && t(`identity.none.${reason}`));
        }
        case "preferred_language":
          return nameOf(r?.languages, values[key]);
        case "municipality":
          return nameOf(r?.municipalities, values[key]);
        case "district":
          return nameOf(r?.districts, values[key]);
        case "station":
          return nameOf(r?.stations, values[key]);
        case "hours_per_week":
          return t("record.inHours", { hours: values[key] });
        case "max_travel_minutes":
          return t("record.inMinutes", { minutes: values[key] });
        case "earliest_start_time":
        case "latest_end_time":
          return values[key]?.slice(0, 5).replace(":", ".") ?? t("record.anyTime");
        case "evenings":
        case "nights":
        case "weekends": {
          const can = values[key];
          return can === null ? t("record.notAsked") : t(can ? "record.yes" : "record.no");
        }
        case "has_car":
        case "has_bicycle":
          return values[key] ? t("record.yes") : t("record.no");
        case "languages":
          return list(
            values[key].map((row) => {
              const level = t("record.level.cefr", { name: stepName(r?.language_levels, row.level), level: row.level });
              const known = LANGUAGE_SKILLS.flatMap((skill) => {
                const at = row[skill] ?? null;
                return at === null ? [] : [t(`record.at.${skill}`, { level: stepName(r?.language_levels, at) })];
              });
              return t("record.pair", {
                name: nameOf(r?.languages, row.language),
                detail: known.length > 0 ? t("record.levelAndSkills", { level, skills: format.list(known) }) : level,
              });
            }),
          );
        case "wishes":
          return list(
            values[key].map((row) =>
              t("record.pair", { name: nameOf(r?.occupations, row.occupation), detail: stepName(r?.rungs, row.rung) }),
            ),
          );
        case "skills":
          return list(
            values[key].map((row) =>
              t("record.pair", {
                name: nameOf(r?.skills, row.skill),
                detail: row.mastery
                  ? t("record.masteryAndProof", { mastery: t(`record.mastery.${row.mastery}`), proof: t(`record.proof.${row.proof}`) })
                  : t(`record.proof.${row.proof}`),
              }),
            ),
          );
        case "education":
          return list(
            values[key].map((row) => {
              const facts = [
                row.subject,
                row.finished && t("record.educationYear", { year: String(row.finished) }),
                row.recognition && t("record.recognised", { recognition: row.recognition }),
              ].filter((fact): fact is string => typeof fact === "string" && fact !== "");
              const level = t(`record.education.${row.level}`);
              return facts.length > 0 ? t("record.pair", { name: level, detail: format.facts(facts) }) : level;
            }),
          );
        case "certificates":
          return list(
            values[key].map((row) =>
              row.expires
                ? t("record.pair", {
                    name: nameOf(r?.certificates, row.certificate),
                    detail: t(row.expires < format.iso(new Date()) ? "record.ended" : "record.until", { day: format.date(row.expires) }),
                  })
                : nameOf(r?.certificates, row.certificate),
            ),
          );
        case "licences":
          return list([...values[key]]);
        case "adaptations":
          return list(values[key].map((code) => nameOf(r?.task_demands, code)));
        case "target_groups":
          return list(
            values[key].map((row) => {
              const group = r?.target_groups.find(({ code }) => code === row.target_group);
              const ground = nameOf(group?.grounds, row.ground);
              return t("record.pair", {
                name: group?.name_sv ?? row.target_group,
                detail: row.valid_to ? t("record.groundUntil", { ground, day: format.date(row.valid_to) }) : ground,
              });
            }),
          );
        case "away":
          return list(values[key].map((row) => t("record.span", { first: format.date(row.first_day), last: format.date(row.last_day) })));
        case "support_periods":
          return list(
            values[key].map((row) =>
              t(row.last_day ? "record.periodFromTo" : "record.periodFrom", {
                what: t(`record.period.${row.kind}`),
                first: format.date(row.first_day),
                last: row.last_day ? format.date(row.last_day) : "",
              }),
            ),
          );
        case "consents":
          return list(values[key].map((purpose) => t(`record.purpose.${purpose}`)));
        case "next_step_owner":
          return t(`owner.${values[key]}`);
        case "has_none":
          return list(values[key].map((section) => t(`record.none.${section}`)));
        default:
          return values[key];
      }
    },
    [t, format, reference],
  );
}
