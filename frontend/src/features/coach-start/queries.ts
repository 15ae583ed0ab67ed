import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import type { components } from "@/api/schema";

export type Todo = components["schemas"]["Todo"];
export type Kind = "today" | "waiting" | "expiring";
type Page = components["schemas"]["PaginatedTodoList"];

const REFRESH_MS = 60_000;
const ALL = 100;

/** Ten lines, or with `all` as many as one answer holds. */
export const workListQuery = (kind: Kind, all: boolean) =>
  queryOptions({
    queryKey: ["get", `/api/start/coach/${kind}/`, all],
    queryFn: async () => {
      const { data } = await api.GET(`/api/start/coach/${kind}/`, { params: { query: all ? { page_size: ALL } : {} } });
      return data as Page;
    },
    refetchInterval: REFRESH_MS,
    placeholderData: (previous: Page | undefined) => previous,
  });
