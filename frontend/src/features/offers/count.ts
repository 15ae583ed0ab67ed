import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";

/** How many candidates wait for the company's answer. Below the offers' key, so that every answer refreshes it. */
export const offersToAnswer = queryOptions({
  queryKey: ["get", "/api/offers/", "to_answer"] as readonly unknown[],
  queryFn: async () => {
    const { data } = await api.GET("/api/offers/", { params: { query: { state: ["accepted"], page_size: 1 } } });
    return data?.count ?? 0;
  },
});
