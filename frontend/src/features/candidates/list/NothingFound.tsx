import { useQueries } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { $api } from "@/api/client";
import { T, useT } from "@/lib/intl";
import { patchSearch, useUrlState } from "@/lib/url";
import { Button, LinkButton } from "@/ui/Button";
import type { ActiveFilter } from "@/ui/FilterBar";
import { EmptyState } from "@/ui/States";
import { type Query, toQuery } from "./filters";

interface Props {
  query: Query;
  filters: readonly (ActiveFilter & { without: Record<string, string[] | null> })[];
  isCoach: boolean;
}

/** Says which one filter to lift, and how many it would show. */
export function NothingFound({ query, filters, isCoach }: Props) {
  const t = useT();
  const url = useUrlState();
  const text = query.q
    ? [{ id: "q", label: t("candidates.filter.search", { value: query.q }), without: { q: null } }]
    : [];
  const whose = query.coach
    ? [{ id: "vem", label: t("candidates.filter.mine"), without: { vem: "alla" } }]
    : [];
  const ways = [...filters, ...text, ...whose];
  const isFiltered = filters.length > 0 || text.length > 0;
  const counts = useQueries({
    queries: ways.map(({ without }) => ({
      ...$api.queryOptions("get", "/api/candidates/", {
        params: {
          query: {
            ...toQuery({ ...patchSearch(url.search, without), ...(isCoach ? {} : { vem: "alla" }) }),
            page: 1,
            page_size: 1,
          },
        },
      }),
      enabled: isFiltered,
    })),
  });
  if (!isFiltered) {
    return (
      <EmptyState
        action={
          isCoach && (
            <LinkButton icon={UserPlus} href="/deltagare/ny">
              <T id="candidates.register" />
            </LinkButton>
          )
        }
      >
        <T id={query.page && query.page > 1 ? "candidates.emptyPage" : "candidates.emptyAll"} />
      </EmptyState>
    );
  }
  const shows = counts.map(({ data }) => data?.count ?? 0);
  const most = Math.max(0, ...shows);
  const best = ways[shows.indexOf(most)];
  if (!best || most === 0) {
    return (
      <EmptyState action={<Button onPress={() => url.set(CLEAR)}>{t("candidates.clear")}</Button>}>
        <T id="candidates.emptyFiltered" />
      </EmptyState>
    );
  }
  return (
    <EmptyState action={<Button onPress={() => url.set(best.without)}>{t("candidates.lift", { filter: best.label })}</Button>}>
      <T id="candidates.emptyLift" values={{ filter: best.label, count: most }} />
    </EmptyState>
  );
}

const CLEAR = { q: null, lage: null, yrke: null, kommun: null, intyg: null, stilla: null };
