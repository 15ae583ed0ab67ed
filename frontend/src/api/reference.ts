import { useQuery } from "@tanstack/react-query";
import { $api } from "./client";
import type { components } from "./schema";

export type Reference = components["schemas"]["Reference"];

/** Everything forms choose from. One fetch a visit; the browser revalidates it by its ETag. */
export const referenceQuery = $api.queryOptions("get", "/api/reference/", {}, { staleTime: Number.POSITIVE_INFINITY });

export function useReference(): Reference | undefined {
  return useQuery(referenceQuery).data;
}
