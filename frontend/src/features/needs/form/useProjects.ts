import { useQuery } from "@tanstack/react-query";
import { $api } from "@/api/client";

/** The company's projects to choose from. */
export function useProjects() {
  return useQuery({
    ...$api.queryOptions("get", "/api/projects/", { params: { query: { ordering: ["name"], page_size: 100 } } }),
    select: (page) => page.results,
  });
}
