import type { components } from "@/api/schema";

export type MyPath = components["schemas"]["MyPath"];
export type MyProposal = components["schemas"]["MyProposal"];
