import { keepPreviousData, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Building2, ChartBar } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import type { operations } from "@/api/schema";
import { sessionQuery } from "@/api/session";
import { addDays } from "@/lib/dates";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { type Search, useUrlState } from "@/lib/url";
import { StaleBanner } from "@/ui/Banner";
import { Button, LinkButton } from "@/ui/Button";
import { type ColumnDef, DataTable } from "@/ui/DataTable";
import { FilterBar } from "@/ui/FilterBar";
import { PageHead } from "@/ui/PageHead";
import { Pagination } from "@/ui/Pagination";
import { SearchField } from "@/ui/SearchField";
import { Select } from "@/ui/Select";
import { EmptyState, ErrorState } from "@/ui/States";
import { KINDS, type ProjectKind, type ProjectRow } from "../words";

type Query = NonNullable<operations["project_list"]["parameters"]["query"]>;
const PAGE_SIZE = 25;
const DEFAULT_SORT = "name";
const SORTS = ["name", "-name", "start_date", "-start_date"] as const;

const isKind = (text: string): text is ProjectKind => (KINDS as readonly string[]).includes(text);

/** What the address holds that the API knows; the rest is left out. */
export function toQuery(search: Search): Query {
  const kinds = (search.slag ?? "").split(",").filter(isKind);
  const sort = SORTS.find((known) => known === search.sort) ?? DEFAULT_SORT;
  const page = Number(search.sida);
  return {
    page: Number.isInteger(page) && page > 0 ? page : 1,
    page_size: PAGE_SIZE,
    ordering: [sort],
    ...(search.q && { q: search.q }),
    ...(kinds.length > 0 && { kind: kinds }),
  };
}

export function ProjectsPage(): ReactNode {
  const t = useT();
  const url = useUrlState();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const isCompany = session.role === "company";
  const query = toQuery(url.search);
  const kinds = query.kind ?? [];
  const { data, error, isPending, isPlaceholderData, dataUpdatedAt, refetch } = useQuery({
    ...$api.queryOptions("get", "/api/projects/", { params: { query } }),
    placeholderData: keepPreviousData,
  });
  const columns = useColumns();
  const clear = () => url.set({ q: null, slag: null });
  return (
    <>
      <PageHead
        title={t(isCompany ? "projects.title" : "projects.titleRead")}
        action={
          isCompany ? (
            <LinkButton variant="primary" icon={Building2} href="/projekt/nytt">
              <T id="projects.new" />
            </LinkButton>
          ) : (
            session.role === "coordinator" && (
              <LinkButton icon={ChartBar} href="/efterfragan">
                <T id="region.link" />
              </LinkButton>
            )
          )
        }
      >
        {data && <T id="projects.count" values={{ count: data.count }} />}
      </PageHead>
      <div className="stack">
        <FilterBar
          search={
            <SearchField
              label={t("projects.search")}
              value={url.text("q")}
              onSearch={(q) => url.set({ q }, { replace: true })}
            />
          }
          active={kinds.map((kind) => ({ id: kind, label: t(`projects.kind.${kind}`) }))}
          onRemove={(id) => url.set({ slag: kinds.filter((kind) => kind !== id) })}
          onClear={clear}
        >
          <Select
            key={kinds.join()}
            label={t("projects.kind")}
            placeholder={t("projects.addKind")}
            options={KINDS.filter((kind) => !kinds.includes(kind)).map((kind) => ({
              value: kind,
              label: t(`projects.kind.${kind}`),
            }))}
            onChange={(kind) => kind && url.set({ slag: [...kinds, kind] })}
          />
        </FilterBar>
        {error && data && <StaleBanner since={new Date(dataUpdatedAt)} onRefresh={() => void refetch()} />}
        {error && !data ? (
          <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />
        ) : (
          <div aria-busy={isPlaceholderData}>
            <DataTable
              label={t("projects.title")}
              columns={columns}
              rows={data?.results ?? []}
              rowKey={(row) => row.id}
              rowHref={(row) => `/projekt/${row.id}`}
              sort={query.ordering?.[0] ?? DEFAULT_SORT}
              onSort={(sort) => url.set({ sort })}
              isLoading={isPending}
              empty={
                query.q || kinds.length > 0 ? (
                  <EmptyState action={<Button onPress={clear}>{t("projects.showAll")}</Button>}>
                    <T id="projects.emptyFiltered" />
                  </EmptyState>
                ) : (
                  <EmptyState
                    action={
                      isCompany && (
                        <LinkButton icon={Building2} href="/projekt/nytt">
                          <T id="projects.new" />
                        </LinkButton>
                      )
                    }
                  >
                    <T id="projects.empty" />
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
    </>
  );
}

function useColumns(): ColumnDef<ProjectRow>[] {
  const t = useT();
  const format = useFormat();
  return useMemo(
    () => [
      { id: "name", header: t("projects.name"), cell: (row) => <bdi>{row.name}</bdi>, sortable: true, isRowHeader: true },
      { id: "kind", header: t("projects.kind"), cell: (row) => row.kind.label },
      { id: "place", header: t("projects.place"), cell: (row) => row.municipality.name, wideOnly: true },
      {
        id: "dwellings",
        header: t("projects.dwellings"),
        cell: (row) => (row.dwellings === null ? t("projects.none") : format.number(row.dwellings)),
        numeric: true,
        wideOnly: true,
      },
      {
        id: "start_date",
        header: t("projects.time"),
        cell: (row) => (
          <span className="num nowrap">
            {t("projects.span", {
              from: format.iso(row.start_date),
              to: format.iso(addDays(row.start_date, row.duration_weeks * 7 - 1)),
            })}
          </span>
        ),
        sortable: true,
      },
      { id: "tutors", header: t("projects.tutorHours"), cell: (row) => row.tutor_hours_per_week, numeric: true },
      { id: "needs", header: t("projects.needs"), cell: (row) => row.needs.count, numeric: true },
      {
        id: "booked",
        header: t("projects.booked"),
        cell: (row) => t("projects.bookedOf", { booked: row.needs.bars.booked.peak, asked: row.needs.bars.asked.peak }),
        numeric: true,
      },
    ],
    [t, format],
  );
}
