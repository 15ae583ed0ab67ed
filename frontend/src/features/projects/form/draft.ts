import type { components } from "@/api/schema";
import { ODD_HOURS, type Project } from "../words";

type Schemas = components["schemas"];
type Body = Schemas["ProjectCreateRequest"];
export type Tutor = Required<Schemas["TutorInputRequest"]>;
export type Phase = Schemas["PhaseInputRequest"];

/** The form's values; an empty number is null until it is filled in. */
export type Draft = Omit<Required<Body>, "lat" | "lon" | "duration_weeks" | "tutors"> & {
  lat: number | null;
  lon: number | null;
  duration_weeks: number | null;
  tutors: Tutor[];
};
export type Field = keyof Draft;

export function emptyDraft(): Draft {
  return {
    name: "",
    property_name: "",
    developer: "",
    area: "",
    kind: "new_dwellings",
    dwellings: null,
    municipality: "",
    lat: null,
    lon: null,
    start_date: "",
    duration_weeks: null,
    shift_start: "06:45",
    shift_end: null,
    evenings: false,
    nights: false,
    weekends: false,
    tutor_hours_per_week: 0,
    crew_languages: ["sv"],
    adaptations: [],
    phases: [],
    tutors: [],
  };
}

const codes = (rows: readonly { code: string }[]) => rows.map(({ code }) => code);

export function fromProject(project: Project): Draft {
  return {
    name: project.name,
    property_name: project.property_name,
    developer: project.developer,
    area: project.area,
    kind: project.kind.code,
    dwellings: project.dwellings,
    municipality: project.municipality.code,
    lat: project.lat,
    lon: project.lon,
    start_date: project.start_date,
    duration_weeks: project.duration_weeks,
    shift_start: project.shift_start.slice(0, 5),
    shift_end: project.shift_end?.slice(0, 5) ?? null,
    evenings: project.evenings,
    nights: project.nights,
    weekends: project.weekends,
    tutor_hours_per_week: project.tutor_hours_per_week,
    crew_languages: codes(project.crew_languages),
    adaptations: codes(project.adaptations),
    phases: project.phases.map(({ name, start_date, end_date }) => ({ name, start_date, end_date })),
    tutors: project.tutors.map(({ name, occupation, languages, hours_per_week }) => ({
      name,
      occupation: occupation.code,
      languages: codes(languages),
      hours_per_week,
    })),
  };
}

const FIELDS = Object.keys(emptyDraft()) as Field[];
const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

export function changedFields(base: Draft, draft: Draft): Field[] {
  return FIELDS.filter((field) => !isSame(base[field], draft[field]));
}

/** What reaches every person on the site; changing it lifts approvals of the project's needs (docs/api.md). */
const SITE: ReadonlySet<Field> = new Set([
  "municipality",
  "lat",
  "lon",
  "shift_start",
  "shift_end",
  ...ODD_HOURS,
  "crew_languages",
  "adaptations",
]);

export function changesSite(fields: readonly Field[]): boolean {
  return fields.some((field) => SITE.has(field));
}

/** The fields for the API. The hours of named tutors are added up by the server, so they are not sent twice. */
export function toBody(draft: Draft, fields: readonly Field[]): Partial<Body> {
  const sent = fields.filter((field) => field !== "tutor_hours_per_week" || draft.tutors.length === 0);
  return Object.fromEntries(sent.map((field) => [field, draft[field]])) as Partial<Body>;
}

/** Required fields are checked by the form, so what is sent is whole. */
export function toNew(draft: Draft): Body {
  return toBody(draft, FIELDS) as Body;
}

/** What the other wrote where we wrote nothing; `clashes` are the fields both changed, in different ways. */
export function merge(base: Draft, mine: Draft, theirs: Draft): { merged: Draft; clashes: Field[] } {
  const own = changedFields(base, mine);
  return {
    merged: { ...theirs, ...Object.fromEntries(own.map((field) => [field, mine[field]])) },
    clashes: own.filter((field) => !isSame(base[field], theirs[field]) && !isSame(mine[field], theirs[field])),
  };
}
