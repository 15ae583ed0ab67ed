import type { components } from "@/api/schema";
import type { Reference } from "@/api/reference";
import type { Tone } from "@/ui/Status";

type State = components["schemas"]["CandidateStateEnum"];

/** Colour only where the coach has something to do. */
export const TONES: Record<State, Tone> = {
  draft: "draft",
  ready: "wait",
  proposed: "wait",
  asked: "act",
  accepted: "wait",
  confirmed: "done",
  in_training: "done",
  on_site: "done",
  followed_up: "plain",
  resting: "off",
  closed: "off",
};

export const STATES = Object.keys(TONES) as State[];

type Named = { code: string; name_sv: string } | { code: string; name: string };

/** Reference rows as options, in Swedish order. */
export function options(rows: readonly Named[] | undefined): { value: string; label: string }[] {
  return (rows ?? [])
    .map((row) => ({ value: row.code, label: "name_sv" in row ? row.name_sv : row.name }))
    .toSorted((a, b) => a.label.localeCompare(b.label, "sv"));
}

export function nameOf(rows: readonly Named[] | undefined, code: string | null): string {
  const row = rows?.find((other) => other.code === code);
  return row ? ("name_sv" in row ? row.name_sv : row.name) : (code ?? "");
}

export function stepName(rows: Reference["rungs"] | undefined, value: number): string {
  return rows?.find((row) => row.value === value)?.name_sv ?? String(value);
}
