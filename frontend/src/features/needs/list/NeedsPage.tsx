import { keepPreviousData, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { SquarePlus } from "lucide-react";
import { type ReactNode, useMemo, useRef } from "react";
import { useRouter } from "@tanstack/react-router";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { useReference } from "@/api/reference";
import { sessionQuery } from "@/api/session";
import { T, useT } from "@/lib/intl";
import { useListKeys } from "@/lib/keys";
import { useUrlState } from "@/lib/url";
import { StaleBanner } from "@/ui/Banner";
import { Button, LinkButton } from "@/ui/Button";
import { DataTable } from "@/ui/DataTable";
import { FilterBar } from "@/ui/FilterBar";
import { useKeyGroup } from "@/ui/keyHints";
import { PageHead } from "@/ui/PageHead";
import { Pagination } from "@/ui/Pagination";
import { SearchField } from "@/ui/SearchField";
import { ComboBox, Select } from "@/ui/Select";
import { EmptyState, ErrorState } from "@/ui/States";
import { options, STATES } from "../words";
import { activeFilters, DEFAULT_SORT, PAGE_SIZE, statesOf, toQuery } from "./filters";
import { useColumns } from "./useColumns";

const NEW = "/behov/nytt";

/** The needs this role may see: a company's own, or what is published for a coach to read. */
export function NeedsPage(): ReactNode {
  const t = useT();
  const url = useUrlState();
  const router = useRouter();
  const reference = useReference();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const isCompany = session.role === "company";
  const query = toQuery(url.search);
  const { data, error, isPending, isPlaceholderData, dataUpdatedAt, refetch } = useQuery({
    ...$api.queryOptions("get", "/api/needs/", { params: { query } }),
    placeholderData: keepPreviousData,
  });
  const projectName = data?.results[0]?.project.name;
  const states = statesOf(url.search);
  const filters = activeFilters(url.search, reference?.occupations, url.text("projekt") ? projectName : undefined, t);
  const columns = useColumns();
  const page = useRef<HTMLDivElement>(null);
  useListKeys(
    page,
    useMemo((): Record<string, () => void> => (isCompany ? { n: () => router.history.push(NEW) } : {}), [isCompany, router]),
  );
  useKeyGroup(
    useMemo(
      () => ({ title: t("needs.title"), hints: isCompany ? [{ keys: ["N"], does: t("needForm.newTitle") }] : [] }),
      [t, isCompany],
    ),
  );
  const clear = () => url.set({ q: null, lage: null, yrke: null, projekt: null });

  return (
    <div ref={page}>
      <PageHead
        title={t(isCompany ? "needs.title" : "needs.titleRead")}
        action={
          isCompany && (
            <LinkButton variant="primary" icon={SquarePlus} href={NEW} aria-keyshortcuts="N">
              <T id="needs.post" />
            </LinkButton>
          )
        }
      >
        {data && <T id="needs.count" values={{ count: data.count, filters: filters.length + (query.q ? 1 : 0) }} />}
      </PageHead>
      <div className="stack">
        <FilterBar
          search={
            <SearchField
              label={t("needs.search")}
              value={url.text("q")}
              onSearch={(q) => url.set({ q }, { replace: true })}
            />
          }
          active={filters}
          onRemove={(id) => {
            const filter = filters.find((other) => other.id === id);
            if (filter) url.set(filter.without);
          }}
          onClear={clear}
        >
          <Select
            // Each choice is added; what is chosen stands below, where it can be taken away.
            key={`lage:${states.join()}`}
            label={t("needs.state")}
            placeholder={t("needs.addState")}
            options={STATES.filter((code) => !states.includes(code) && (isCompany || code !== "draft")).map((code) => ({
              value: code,
              label: t(`needs.state.${code}`),
            }))}
            onChange={(code) => code && url.set({ lage: [...states, code] })}
          />
          <ComboBox
            key={`yrke:${url.text("yrke")}`}
            label={t("needs.occupation")}
            placeholder={t("needs.anyOccupation")}
            options={options(reference?.occupations)}
            value={url.text("yrke") || null}
            onChange={(yrke) => url.set({ yrke })}
          />
        </FilterBar>
        {error && data && <StaleBanner since={new Date(dataUpdatedAt)} onRefresh={() => void refetch()} />}
        {error && !data ? (
          <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />
        ) : (
          <div aria-busy={isPlaceholderData}>
            <DataTable
              label={t("needs.title")}
              columns={columns}
              rows={data?.results ?? []}
              rowKey={(row) => row.id}
              rowHref={(row) => `/behov/${row.id}`}
              sort={url.text("sort") || DEFAULT_SORT}
              onSort={(sort) => url.set({ sort })}
              isLoading={isPending}
              empty={
                filters.length > 0 || query.q ? (
                  <EmptyState action={<Button onPress={clear}>{t("needs.showAll")}</Button>}>
                    <T id="needs.emptyFiltered" />
                  </EmptyState>
                ) : (
                  <EmptyState
                    action={
                      isCompany && (
                        <LinkButton icon={SquarePlus} href={NEW}>
                          <T id="needs.post" />
                        </LinkButton>
                      )
                    }
                  >
                    <T id={isCompany ? "needs.empty" : "needs.emptyRead"} />
                  </EmptyState>
                )
              }
            />
          </div>
        )}
        {data && data.count > 0 && (
          <Pagination page={query.page ?? 1} pageSize={PAGE_SIZE} total={data.count} href={(sida) => url.href({ sida })} />
        )}
      </div>
    </div>
  );
}
