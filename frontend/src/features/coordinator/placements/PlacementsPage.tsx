import { keepPreviousData } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import type { operations } from "@/api/schema";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { type Search, useUrlState } from "@/lib/url";
import { StaleBanner } from "@/ui/Banner";
import { LinkButton } from "@/ui/Button";
import { type ColumnDef, DataTable } from "@/ui/DataTable";
import { FilterBar } from "@/ui/FilterBar";
import { PageHead } from "@/ui/PageHead";
import { Pagination } from "@/ui/Pagination";
import { SearchField } from "@/ui/SearchField";
import { Select } from "@/ui/Select";
import { SkeletonRows } from "@/ui/Skeleton";
import { SplitPane } from "@/ui/SplitPane";
import { EmptyState, ErrorState } from "@/ui/States";
import { Status } from "@/ui/Status";
import { RunButton } from "../runs/RunButton";
import { useRunControl } from "../runs/useRunControl";
import { lastDay, type Placement } from "../words";
import { PlacementDetail } from "./PlacementDetail";
import { PLACEMENT_TONES } from "./tones";

export type PlacementQuery = NonNullable<operations["placement_list"]["parameters"]["query"]>;
type State = Placement["state"];
const STATES: readonly State[] = ["planned", "training", "ongoing", "ended", "broken_off"];
const SORTS = ["start_date", "-start_date", "end_date", "-end_date", "candidate", "-candidate"] as const;
const ANY = "*";
const PAGE_SIZE = 25;

export function placementQuery(search: Search): PlacementQuery {
  const state = STATES.find((value) => value === search.lage);
  const ordering = SORTS.find((value) => value === search.sort) ?? "start_date";
  const page = Number(search.sida);
  return {
    ...(search.q && { q: search.q }),
    ...(state && { state: [state] }),
    ...(Number.isInteger(page) && page > 1 && { page }),
    ordering: [ordering],
    page_size: PAGE_SIZE,
  };
}

/** Everything all have agreed on, followed until it ends. */
export function PlacementsPage(): ReactNode {
  const t = useT();
  const format = useFormat();
  const url = useUrlState();
  const control = useRunControl();
  const query = placementQuery(url.search);
  const { data, error, isPending, dataUpdatedAt, refetch } = $api.useQuery(
    "get",
    "/api/placements/",
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
  const chosenId = url.text("visa");
  const listed = data?.results.find(({ id }) => id === chosenId);
  const alone = $api.useQuery(
    "get",
    "/api/placements/{id}/",
    { params: { path: { id: chosenId } } },
    { enabled: chosenId !== "" && !listed && !isPending },
  );
  const chosen = listed ?? (chosenId ? alone.data : undefined);
  const state = STATES.find((value) => value === url.text("lage"));
  const columns: ColumnDef<Placement>[] = [
    { id: "candidate", header: t("coordPlacements.col.person"), sortable: true, isRowHeader: true, cell: (row) => <bdi>{row.candidate.name}</bdi> },
    {
      id: "need",
      header: t("coordPlacements.col.need"),
      cell: (row) => <T id="cstart.pair" values={{ occupation: row.need.occupation, project: row.need.project_name }} />,
    },
    { id: "form", header: t("coordPlacements.col.form"), cell: (row) => row.employment_form_label, wideOnly: true },
    { id: "start_date", header: t("coordPlacements.col.start"), sortable: true, cell: (row) => format.day(row.start_date) },
    { id: "end_date", header: t("coordPlacements.col.end"), sortable: true, wideOnly: true, cell: (row) => format.date(lastDay(row.end_date)) },
    {
      id: "state",
      header: t("review.col.state"),
      cell: (row) => <Status tone={PLACEMENT_TONES[row.state]}>{row.outcome_label || row.state_label}</Status>,
    },
  ];
  return (
    <>
      <PageHead title={t("coordPlacements.title")} action={control.active && <RunButton control={control} />}>
        {data && <T id="coordPlacements.sentence" values={{ count: data.count }} />}
      </PageHead>
      <SplitPane
        label={t("coordPlacements.detail", { name: chosen?.candidate.name ?? "" })}
        onClose={() => url.set({ visa: null })}
        detail={
          chosenId ? (
            chosen ? (
              <PlacementDetail key={chosen.id} placement={chosen} />
            ) : alone.error ? (
              <ErrorState {...describeProblem(alone.error, t)} />
            ) : (
              <SkeletonRows label={t("coordPlacements.title")} columns={2} />
            )
          ) : null
        }
        list={
          <div className="stack">
            <FilterBar
              search={
                <SearchField
                  label={t("coordPlacements.search")}
                  value={url.text("q")}
                  onSearch={(q) => url.set({ q, visa: null }, { replace: true })}
                />
              }
              active={state ? [{ id: "lage", label: t(`placementState.${state}`) }] : []}
              onRemove={(id) => url.set({ [id]: null })}
              onClear={() => url.set({ lage: null })}
            >
              <Select
                label={t("review.filter.state")}
                options={[
                  { value: ANY, label: t("review.filter.any") },
                  ...STATES.map((value) => ({ value, label: t(`placementState.${value}`) })),
                ]}
                value={state ?? ANY}
                onChange={(value) => url.set({ lage: value === ANY ? null : value, visa: null })}
              />
            </FilterBar>
            {error && data && <StaleBanner since={new Date(dataUpdatedAt)} onRefresh={() => void refetch()} />}
            {error && !data ? (
              <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />
            ) : (
              <DataTable
                label={t("coordPlacements.title")}
                columns={columns}
                rows={data?.results ?? []}
                rowKey={(row) => row.id}
                sort={query.ordering?.[0]}
                onSort={(sort) => url.set({ sort })}
                onOpen={(row) => url.set({ visa: row.id })}
                current={chosenId}
                isLoading={isPending}
                empty={
                  <EmptyState
                    action={
                      <LinkButton href={url.text("q") || state ? "/placeringar" : "/forslag"}>
                        <T id={url.text("q") || state ? "filter.clear" : "run.toProposals"} />
                      </LinkButton>
                    }
                  >
                    <T id={url.text("q") || state ? "coordPlacements.emptyFilter" : "coordPlacements.empty"} />
                  </EmptyState>
                }
              />
            )}
            {data && data.count > 0 && (
              <Pagination page={url.number("sida", 1)} pageSize={PAGE_SIZE} total={data.count} href={(sida) => url.href({ sida })} />
            )}
          </div>
        }
      />
    </>
  );
}
