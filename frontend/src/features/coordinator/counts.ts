import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";

async function start() {
  const { data } = await api.GET("/api/start/coordinator/");
  return data;
}

/** Below the start page's key, so that every decision that refreshes it refreshes these. */
export const toReviewCount = queryOptions({
  queryKey: ["get", "/api/start/coordinator/", "to_review"] as readonly unknown[],
  queryFn: async () => (await start())?.to_review ?? 0,
});
export const toPublishCount = queryOptions({
  queryKey: ["get", "/api/start/coordinator/", "to_publish"] as readonly unknown[],
  queryFn: async () => (await start())?.needs_to_publish ?? 0,
});
