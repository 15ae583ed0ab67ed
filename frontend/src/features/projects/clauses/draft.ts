import type { components } from "@/api/schema";

type Schemas = components["schemas"];
export type Contract = Schemas["Contract"];
export type ContractRow = Schemas["ContractRow"];
export type ClauseModel = Schemas["ClauseModel"];
export type ClauseReport = Schemas["ClauseReport"];
type Body = Schemas["ContractCreateRequest"];
export type Purchase = Body["purchase"];
export type Exemption = Schemas["ExemptionInputRequest"];
export type Evidence = Required<Schemas["EvidenceInputRequest"]>;
/** An hour not filled in is null until it is. */
export interface Hours {
  month: string;
  total: number | null;
  skilled: number | null;
}

export const PURCHASES: readonly Purchase[] = ["works", "services", "goods", "framework", "direct", "call_off"];
export const FIGURES = ["places", "employment_months", "practice_months", "share_percent", "free_months"] as const;
export type Figure = (typeof FIGURES)[number];

export interface Draft {
  buyer: string;
  number: string;
  value_sek: number | null;
  purchase: Purchase;
  start_date: string;
  end_date: string;
  full_time_people: number | null;
  planned_hours: number | null;
  exemptions: Exemption[];
  evidence: Evidence[];
  hours: Hours[];
}
export type Field = keyof Draft;

/** The clause is chosen once; a contract that exists keeps its own. */
export interface Clause {
  model: string;
  figures: Partial<Record<Figure, number>>;
  municipality: string;
}

export function emptyDraft(): Draft {
  return {
    buyer: "",
    number: "",
    value_sek: null,
    purchase: "works",
    start_date: "",
    end_date: "",
    full_time_people: null,
    planned_hours: null,
    exemptions: [],
    evidence: [],
    hours: [],
  };
}

const FIELDS = Object.keys(emptyDraft()) as Field[];

export function fromContract(contract: Contract): Draft {
  const picked = Object.fromEntries(FIELDS.map((field) => [field, contract[field]])) as unknown as Draft;
  return {
    ...picked,
    exemptions: contract.exemptions.map(({ start_date, end_date, reason, granted_by }) => ({
      start_date,
      end_date,
      reason,
      granted_by,
    })),
  };
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

export function changedFields(base: Draft, draft: Draft): Field[] {
  return FIELDS.filter((field) => !isSame(base[field], draft[field]));
}

export function toBody(draft: Draft, fields: readonly Field[]): Partial<Body> {
  return Object.fromEntries(fields.map((field) => [field, draft[field]])) as Partial<Body>;
}

/** A new contract: of the clause's figures only those the model lets the contract choose. */
export function toNew(project: string, draft: Draft, clause: Clause, model: ClauseModel): Body {
  const figures = FIGURES.filter((figure) => model.chosen.includes(figure)).map((figure) => [
    figure,
    clause.figures[figure] ?? model.defaults[figure],
  ]);
  return {
    ...toBody(draft, FIELDS),
    ...Object.fromEntries(figures),
    ...(model.chosen.includes("municipality") && { municipality: clause.municipality }),
    project,
    model: model.code,
  } as Body;
}
