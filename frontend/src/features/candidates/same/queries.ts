import { queryOptions } from "@tanstack/react-query";
import { $api, api } from "@/api/client";
import type { components } from "@/api/schema";
import { LISTS } from "../queries";

type Schemas = components["schemas"];
export type Preview = Schemas["MergePreview"];
export type Field = Schemas["MergeField"];
export type Choice = Schemas["MergeChoiceEnum"];
export type Check = Schemas["Check"];
export type AccessRequest = Schemas["AccessRequest"];

export const PAGE = 25;

export const lookAlikesQuery = (id: string) => $api.queryOptions("get", "/api/candidates/{id}/look_alikes/", { params: { path: { id } } });

/** Read anew each time it is opened: what is chosen must stand on what is there. */
export const previewQuery = (id: string, other: string) =>
  queryOptions({
    queryKey: ["merge preview", id, other],
    queryFn: async () => {
      const { data } = await api.POST("/api/candidates/{id}/merge_preview/", { params: { path: { id } }, body: { other } });
      return data as Preview;
    },
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

/** What changes when two are joined, told apart or asked about. */
export const SAME: readonly (readonly unknown[])[] = [
  ...LISTS,
  ["get", "/api/candidates/possible_pairs/"],
  ["get", "/api/candidates/{id}/look_alikes/"],
  ["get", "/api/duplicate-questions/received/"],
  ["get", "/api/duplicate-questions/sent/"],
  ["get", "/api/access-requests/received/"],
  ["get", "/api/access-requests/sent/"],
];

/** Questions to answer and answers to read. Below the start page's key, so that what refreshes it refreshes this. */
export const questionsToMe = queryOptions({
  queryKey: ["get", "/api/start/coach/", "questions"] as readonly unknown[],
  queryFn: async () => {
    const { data } = await api.GET("/api/start/coach/");
    return data ? data.questions.to_answer + data.questions.to_read : 0;
  },
});

export const mergeHref = (kept: string, other?: string) => `/deltagare/${kept}/sla-ihop${other ? `?med=${other}` : ""}`;
