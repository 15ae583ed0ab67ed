import type { components } from "@/api/schema";

type Schemas = components["schemas"];
export type Candidate = Schemas["Candidate"];
/** The whole record in the shape the API takes: codes, and lists written whole. */
export type Values = Omit<Required<Schemas["PatchedCandidateInputRequest"]>, "languages"> & {
  /** Here the level is always told; the API can also read it off the course. */
  languages: (Schemas["LanguageInputRequest"] & { level: Schemas["LanguageLevelEnum"] })[];
};
export type Key = keyof Values;
export type Changes = Partial<Values>;

const codes = (rows: readonly { code: string }[] | undefined) => (rows ?? []).map(({ code }) => code);

/** What a new record starts with: the defaults of the API. */
export const BLANK: Values = {
  first_name: "",
  last_name: "",
  phone: "",
  email: "",
  identity: { number: "", grade: "", no_number_reason: "" },
  birth_date: null,
  preferred_language: "sv",
  municipality: null,
  district: null,
  station: null,
  available_from: null,
  available_to: null,
  hours_per_week: 40,
  earliest_start_time: null,
  latest_end_time: null,
  evenings: null,
  nights: null,
  weekends: null,
  max_travel_minutes: 60,
  has_car: false,
  has_bicycle: false,
  next_step: "",
  next_step_due: null,
  next_step_owner: "coach",
  coach: "",
  has_none: [],
  wishes: [],
  languages: [],
  skills: [],
  education: [],
  certificates: [],
  licences: [],
  adaptations: [],
  adaptation_note: "",
  target_groups: [],
  support_periods: [],
  away: [],
  consents: [],
};

export function toValues(candidate: Candidate): Values {
  return {
    first_name: candidate.first_name,
    last_name: candidate.last_name,
    phone: candidate.phone,
    email: candidate.email,
    // Masked: sent back as it is, the number stays; what is typed instead replaces it.
    identity: {
      number: candidate.identity?.masked ?? "",
      grade: candidate.identity?.grade ?? "",
      no_number_reason: candidate.identity?.no_number_reason ?? "",
    },
    birth_date: candidate.birth_date,
    preferred_language: candidate.preferred_language.code,
    municipality: candidate.municipality?.code ?? null,
    district: candidate.district?.code ?? null,
    station: candidate.station?.code ?? null,
    available_from: candidate.available_from,
    available_to: candidate.available_to,
    hours_per_week: candidate.hours_per_week,
    earliest_start_time: candidate.earliest_start_time,
    latest_end_time: candidate.latest_end_time,
    evenings: candidate.evenings,
    nights: candidate.nights,
    weekends: candidate.weekends,
    max_travel_minutes: candidate.max_travel_minutes,
    has_car: candidate.has_car,
    has_bicycle: candidate.has_bicycle,
    next_step: candidate.next_step,
    next_step_due: candidate.next_step_due,
    next_step_owner: candidate.next_step_owner,
    coach: candidate.coach.id,
    has_none: candidate.has_none,
    wishes: candidate.wishes.map(({ occupation, rung }) => ({ occupation, rung })),
    languages: candidate.languages.map(({ language, level, listening, speaking, reading, writing, sfi_course }) => ({
      language,
      level,
      listening,
      speaking,
      reading,
      writing,
      sfi_course,
    })),
    skills: candidate.skills.map(({ skill, proof, mastery }) => ({ skill, proof, mastery })),
    education: candidate.education.map(({ level, subject, finished, recognition, proof }) => ({
      level,
      subject,
      finished,
      recognition,
      proof,
    })),
    certificates: candidate.certificates.map(({ certificate, issued, expires, proof }) => ({
      certificate,
      issued,
      expires,
      proof,
    })),
    licences: codes(candidate.licences),
    adaptations: codes(candidate.adaptations),
    target_groups: candidate.target_groups.map(({ target_group, ground, valid_from, valid_to, days }) => ({
      target_group,
      ground,
      valid_from,
      valid_to,
      days,
    })),
    away: candidate.away.map(({ first_day, last_day }) => ({ first_day, last_day })),
    support_periods: candidate.support_periods.map(({ kind, first_day, last_day }) => ({ kind, first_day, last_day })),
    adaptation_note: candidate.adaptation_note ?? "",
    consents: candidate.consents.filter((row) => row.withdrawn_at === null).map((row) => row.purpose),
  };
}

/** Lists whose order means nothing; the order of wishes is the order of wishing. */
const SETS = new Set<Key>([
  "has_none",
  "languages",
  "skills",
  "education",
  "certificates",
  "licences",
  "adaptations",
  "target_groups",
  "support_periods",
  "away",
  "consents",
]);

export function same<K extends Key>(key: K, a: Values[K], b: Values[K]): boolean {
  const text = (value: unknown) =>
    SETS.has(key) && Array.isArray(value)
      ? value.map((item) => JSON.stringify(item)).toSorted().join()
      : JSON.stringify(value);
  return text(a) === text(b);
}

export const KEYS = Object.keys(BLANK) as Key[];

export function changedKeys(before: Values, after: Values): Key[] {
  return KEYS.filter((key) => !same(key, before[key], after[key]));
}

/** `next`, with the very values of `before` where they say the same. */
export function reuse(before: Values, next: Values): Values {
  return { ...next, ...pick(before, KEYS.filter((key) => same(key, before[key], next[key]))) };
}

export function pick(values: Values, keys: readonly Key[]): Changes {
  return Object.fromEntries(keys.map((key) => [key, values[key]]));
}
