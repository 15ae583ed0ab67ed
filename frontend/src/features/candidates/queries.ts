import { $api } from "@/api/client";

export const candidateQuery = (id: string) => $api.queryOptions("get", "/api/candidates/{id}/", { params: { path: { id } } });

/** What changes when a candidate does: her rows, the work lists and what happened. */
export const LISTS: readonly (readonly unknown[])[] = [
  ["get", "/api/candidates/"],
  ["get", "/api/candidates/board/"],
  ["get", "/api/start/coach/"],
  ["get", "/api/start/coach/today/"],
  ["get", "/api/start/coach/waiting/"],
  ["get", "/api/start/coach/expiring/"],
  ["get", "/api/candidates/{id}/history/"],
  ["get", "/api/candidates/{id}/support/"],
  ["get", "/api/candidates/{id}/nearest/"],
];
