import type { components } from "@/api/schema";
import type { Option } from "@/ui/Choice";

type Schemas = components["schemas"];
export type Need = Schemas["Need"];
export type NeedRow = Schemas["NeedRow"];
export type NeedState = Schemas["NeedStateEnum"];
export type Form = Schemas["EmploymentFormEnum"];
export type Level = "must" | "nice" | "teach";

export const LEVELS: readonly Level[] = ["must", "nice", "teach"];
export const STATES: readonly NeedState[] = ["draft", "in_review", "open", "partly_filled", "filled", "paused", "closed"];
export const FORMS: readonly Form[] = ["apprentice", "work_practice", "introduction_job", "new_start_job", "ordinary"];

type Named = { code: string; name_sv: string } | { code: string; name: string };

export function options(rows: readonly Named[] | undefined): Option[] {
  return (rows ?? []).map((row) => ({ value: row.code, label: "name_sv" in row ? row.name_sv : row.name }));
}
