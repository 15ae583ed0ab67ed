import { useQuery, useQueryClient } from "@tanstack/react-query";
import { $api, api } from "@/api/client";
import { useDecision } from "@/api/decision";
import type { components } from "@/api/schema";
import { ifMatch } from "@/api/version";

type Schemas = components["schemas"];
export type Import = Schemas["Import"];
export type ImportRow = Schemas["ImportRow"];
export type Question = Schemas["ImportQuestion"];
export type FieldCode = Schemas["ImportFieldEnum"];
export type Choice = NonNullable<ImportRow["choice"]>;
export type Show = "all" | "problems" | "duplicates" | "rejected" | "kept";

/** As the server's: told before anything is sent. */
export const MAX_BYTES = 5_000_000;
const POLL_MS = 1000;
const PAGE = 25;

/** What can be done to an import; each is a decision on the version one saw. */
export type Act =
  | { do: "map_columns"; body: Schemas["MappingInputRequest"] }
  | { do: "answer_question"; body: Schemas["AnswerInputRequest"] }
  | { do: "edit"; body: Schemas["EditInputRequest"] }
  | { do: "choose"; body: Schemas["ChoiceInputRequest"] }
  | { do: "start" | "resume" | "undo" | "discard" };

export function isAtWork(job: Import): boolean {
  return job.status === "queued" || job.status === "running";
}

const path = (id: string) => ({ params: { path: { id } } });

export function useImport(id: string) {
  return $api.useQuery("get", "/api/imports/{id}/", path(id), {
    refetchInterval: (query) => (query.state.data && isAtWork(query.state.data) ? POLL_MS : false),
  });
}

export function useQuestions(job: Import) {
  return useQuery<Question[]>({
    // The version: each decision can change every question.
    queryKey: ["import", job.id, job.version, "problems"],
    queryFn: async () => (await api.GET("/api/imports/{id}/problems/", path(job.id))).data ?? [],
    placeholderData: (before) => before,
  });
}

export interface RowPage {
  count: number;
  results: ImportRow[];
}

export function useRows(job: Import, query: { show: Show; key?: string; page: number }) {
  return useQuery<RowPage>({
    queryKey: ["import", job.id, job.version, job.done, "rows", query],
    queryFn: async () => {
      const params = { path: { id: job.id }, query: { ...query, page_size: PAGE } };
      const { data } = await api.GET("/api/imports/{id}/rows/", { params });
      return data as RowPage;
    },
    placeholderData: (before) => before,
  });
}

export const pageSize = PAGE;

/** Decide something about the import; the answer is the import as it now is. */
export function useAct(job: Import, onDone?: (job: Import) => void) {
  const queries = useQueryClient();
  const { queryKey } = $api.queryOptions("get", "/api/imports/{id}/", path(job.id));
  return useDecision<Import, Act, Import>({
    object: job,
    decide: send,
    touches: [queryKey],
    onDone: (now) => {
      queries.setQueryData(queryKey, now);
      onDone?.(now);
    },
  });
}

async function send(seen: Import, act: Act): Promise<Import> {
  const params = { path: { id: seen.id }, header: ifMatch(seen) };
  const call = {
    map_columns: () => api.POST("/api/imports/{id}/map_columns/", { params, body: body(act) }),
    answer_question: () => api.POST("/api/imports/{id}/answer_question/", { params, body: body(act) }),
    edit: () => api.POST("/api/imports/{id}/edit/", { params, body: body(act) }),
    choose: () => api.POST("/api/imports/{id}/choose/", { params, body: body(act) }),
    start: () => api.POST("/api/imports/{id}/start/", { params }),
    resume: () => api.POST("/api/imports/{id}/resume/", { params }),
    undo: () => api.POST("/api/imports/{id}/undo/", { params }),
    discard: () => api.POST("/api/imports/{id}/discard/", { params }),
  }[act.do];
  return (await call()).data as Import;
}

const body = (act: Act) => ("body" in act ? act.body : {}) as never;

export async function upload(file: File): Promise<Import> {
  const form = new FormData();
  form.append("file", file);
  const { data } = await api.POST("/api/imports/", { body: form as never, bodySerializer: (sent) => sent as never });
  return data as Import;
}

export async function paste(text: string): Promise<Import> {
  const { data } = await api.POST("/api/imports/", { body: { text } as never });
  return data as Import;
}
