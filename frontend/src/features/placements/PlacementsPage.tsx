import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { addDays } from "@/lib/dates";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { useUrlState } from "@/lib/url";
import { StaleBanner } from "@/ui/Banner";
import { Button, LinkButton } from "@/ui/Button";
import { type ColumnDef, DataTable } from "@/ui/DataTable";
import { FilterBar } from "@/ui/FilterBar";
import { PageHead } from "@/ui/PageHead";
import { Pagination } from "@/ui/Pagination";
import { SearchField } from "@/ui/SearchField";
import { Select } from "@/ui/Select";
import { SplitPane } from "@/ui/SplitPane";
import { EmptyState, ErrorState } from "@/ui/States";
import { Status } from "@/ui/Status";
import { PlacementDetail } from "./PlacementDetail";
import { PAGE_SIZE, type Placement, STATES, statesOf, toQuery, TONES } from "./words";

/** What has been agreed: who comes, when, and how it went. */
export function PlacementsPage(): ReactNode {
  const t = useT();
  const url = useUrlState();
  const query = toQuery(url.search);
  const states = statesOf(url.search);
  const { data, error, isPending, isPlaceholderData, dataUpdatedAt, refetch } = useQuery({
    ...$api.queryOptions("get", "/api/placements/", { params: { query } }),
    placeholderData: keepPreviousData,
  });
  const columns = useColumns();
  const chosen = url.text("visa");
  const clear = () => url.set({ q: null, lage: null });
  const isFiltered = Boolean(query.q) || states.length > 0;
  const close = () => url.set({ visa: null }, { replace: true });

  const list = (
    <div className="stack">
      <FilterBar
        search={
          <SearchField
            label={t("placements.search")}
            value={url.text("q")}
            onSearch={(q) => url.set({ q }, { replace: true })}
          />
        }
        active={states.map((state) => ({ id: state, label: t(`placements.state.${state}`) }))}
        onRemove={(id) => url.set({ lage: states.filter((state) => state !== id) })}
        onClear={clear}
      >
        <Select
          key={states.join()}
          label={t("placements.state")}
          placeholder={t("placements.addState")}
          options={STATES.filter((state) => !states.includes(state)).map((state) => ({
            value: state,
            label: t(`placements.state.${state}`),
          }))}
          onChange={(state) => state && url.set({ lage: [...states, state] })}
        />
      </FilterBar>
      {error && data && <StaleBanner since={new Date(dataUpdatedAt)} onRefresh={() => void refetch()} />}
      {error && !data ? (
        <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />
      ) : (
        <div aria-busy={isPlaceholderData}>
          <DataTable
            label={t("placements.title")}
            columns={columns}
            rows={data?.results ?? []}
            rowKey={(row) => row.id}
            onOpen={(row) => url.set({ visa: row.id })}
            current={chosen}
            sort={query.ordering?.[0]}
            onSort={(sort) => url.set({ sort })}
            isLoading={isPending}
            empty={
              isFiltered ? (
                <EmptyState action={<Button onPress={clear}>{t("placements.showAll")}</Button>}>
                  <T id="placements.emptyFiltered" />
                </EmptyState>
              ) : (
                <EmptyState
                  action={
                    <LinkButton href="/kandidater">
                      <T id="placements.toOffers" />
                    </LinkButton>
                  }
                >
                  <T id="placements.empty" />
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
  );

  return (
    <>
      <PageHead title={t("placements.title")}>
        {data && <T id="placements.count" values={{ count: data.count }} />}
      </PageHead>
      <SplitPane
        list={list}
        label={t("placements.one")}
        onClose={close}
        detail={chosen ? <PlacementDetail key={chosen} id={chosen} /> : null}
      />
    </>
  );
}

function useColumns(): ColumnDef<Placement>[] {
  const t = useT();
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: "candidate",
        header: t("placements.name"),
        cell: (row) => <bdi>{row.candidate.name}</bdi>,
        sortable: true,
        isRowHeader: true,
      },
      { id: "occupation", header: t("placements.occupation"), cell: (row) => row.need.occupation },
      { id: "project", header: t("placements.project"), cell: (row) => <bdi>{row.need.project_name}</bdi> },
      { id: "form", header: t("placements.form"), cell: (row) => row.employment_form_label, wideOnly: true },
      {
        id: "start_date",
        header: t("placements.from"),
        cell: (row) => <span className="num nowrap">{format.iso(row.start_date)}</span>,
        sortable: true,
      },
      {
        id: "end_date",
        header: t("placements.to"),
        cell: (row) => <span className="num nowrap">{format.iso(addDays(row.end_date, -1))}</span>,
        sortable: true,
        wideOnly: true,
      },
      {
        id: "state",
        header: t("placements.state"),
        cell: (row) => <Status tone={TONES[row.state]}>{row.state_label}</Status>,
      },
    ],
    [t, format],
  );
}
