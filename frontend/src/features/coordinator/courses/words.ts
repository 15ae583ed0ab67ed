import type { components } from "@/api/schema";

export type Intake = components["schemas"]["Intake"];
export type Course = components["schemas"]["Course"];

/** What a change of courses or seats shows on. */
export const TOUCHED = [
  ["get", "/api/intakes/"],
  ["get", "/api/intakes/{id}/"],
  ["get", "/api/courses/"],
] as const;
