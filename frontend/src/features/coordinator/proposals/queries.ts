import { keepPreviousData } from "@tanstack/react-query";
import { $api } from "@/api/client";
import type { Proposal } from "../words";
import type { ListQuery } from "./filters";

export function useProposals(query: ListQuery) {
  return $api.useQuery("get", "/api/proposals/", { params: { query } }, { placeholderData: keepPreviousData });
}

/** A proposal named in the address but not on this page of the list. */
export function useProposal(id: string, isListed: boolean) {
  return $api.useQuery("get", "/api/proposals/{id}/", { params: { path: { id } } }, { enabled: id !== "" && !isListed });
}

export function useHistory(id: string) {
  return $api.useQuery("get", "/api/proposals/{id}/history/", { params: { path: { id } } });
}

export function useNeed(id: string) {
  return $api.useQuery("get", "/api/needs/{id}/", { params: { path: { id } } });
}

/** How many others are proposed to the same need and not yet decided on. */
export function useRivals(proposal: Proposal) {
  return $api.useQuery("get", "/api/proposals/", {
    params: { query: { need: proposal.need.id, state: ["new", "in_review", "locked"], page_size: 1 } },
  });
}
