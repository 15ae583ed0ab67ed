import type { components } from "@/api/schema";

type Schemas = components["schemas"];
export type Project = Schemas["Project"];
export type ProjectRow = Schemas["ProjectRow"];
export type ProjectKind = Schemas["ProjectKindEnum"];
export type Curve = Schemas["DemandCurve"];
export type Suggestion = Schemas["Suggestion"];

export const KINDS: readonly ProjectKind[] = ["new_dwellings", "renovation", "school_office", "civil"];

/** When work may be besides the day: a person who has said no to it is not proposed. */
export const ODD_HOURS = ["evenings", "nights", "weekends"] as const;
