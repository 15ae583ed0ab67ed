import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { components } from "@/api/schema";
import { useSettled } from "@/lib/useSettled";
import { ALL_FIELDS, type Draft, toBody } from "./draft";

export type HeadCount = components["schemas"]["HeadCount"];
export type Without = components["schemas"]["Without"];

const PAUSE = 500;
const FIELDS = ALL_FIELDS.filter((field) => field !== "project");

export interface Counted {
  count: HeadCount | undefined;
  /** What stands there is of an earlier draft; the new count is on its way. */
  isOld: boolean;
  /** Not enough is filled in, or it does not hold together: the form itself says what. */
  isWaiting: boolean;
  failed: boolean;
  again: () => void;
}

/** How many can start on the need as it is written now, asked once the writer pauses. */
export function useHeadCount(draft: Draft, need: string | undefined): Counted {
  const isWhole = Boolean(draft.project && draft.occupation && draft.start_date && draft.end_date > draft.start_date);
  const wanted = isWhole ? JSON.stringify({ project: draft.project, body: { ...toBody(draft, FIELDS), need: need ?? null } }) : "";
  const asked = useSettled(wanted, PAUSE);
  const query = useQuery({
    queryKey: ["head-count", asked],
    queryFn: async ({ signal }) => {
      const { project, body } = JSON.parse(asked);
      const answer = await api.POST("/api/projects/{id}/head-count/", { params: { path: { id: project } }, body, signal });
      if (!answer.data) throw new TypeError("An answer without a count");
      return answer.data;
    },
    enabled: asked !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
  const isWrong = query.error !== null && asProblem(query.error).kind === "validation";
  return {
    count: isWhole && !query.error ? query.data : undefined,
    isOld: asked !== wanted || query.isFetching,
    isWaiting: !isWhole || isWrong,
    failed: query.error !== null && !isWrong,
    again: () => void query.refetch(),
  };
}
