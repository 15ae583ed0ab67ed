import { keepPreviousData } from "@tanstack/react-query";
import { ChartBar, Newspaper } from "lucide-react";
import type { ReactNode } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import type { operations } from "@/api/schema";
import { useReference } from "@/api/reference";
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
import type { NeedRow } from "../words";
import { NeedDetail } from "./NeedDetail";
import { NEED_TONES } from "./tones";

type NeedQuery = NonNullable<operations["need_list"]["parameters"]["query"]>;
/** Drafts are the company's own. */
const STATES = ["in_review", "open", "partly_filled", "filled", "paused", "closed"] as const;
const SORTS = ["start_date", "-start_date", "number", "-number", "state_since", "-state_since"] as const;
const ANY = "*";
const PAGE_SIZE = 25;

export function needQuery(search: Search): NeedQuery {
  const wanted = (search.lage ?? "").split(",");
  const state = STATES.filter((value) => wanted.includes(value));
  const ordering = SORTS.find((value) => value === search.sort) ?? "start_date";
  const page = Number(search.sida);
  return {
    ...(search.q && { q: search.q }),
    ...(search.yrke && { occupation: search.yrke }),
    ...(state.length > 0 && { state: [...state] }),
    ...(Number.isInteger(page) && page > 1 && { page }),
    ordering: [ordering],
    page_size: PAGE_SIZE,
  };
}

/** What the companies ask for: to publish, to send back, and to keep an eye on. */
export function NeedsPage(): ReactNode {
  const t = useT();
  const format = useFormat();
  const url = useUrlState();
  const control = useRunControl();
  const query = needQuery(url.search);
  const { data, error, isPending, dataUpdatedAt, refetch } = $api.useQuery(
    "get",
    "/api/needs/",
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
  const start = $api.useQuery("get", "/api/start/coordinator/", {});
  const reference = useReference();
  const chosenId = url.text("visa");
  const chosen = $api.useQuery("get", "/api/needs/{id}/", { params: { path: { id: chosenId } } }, { enabled: chosenId !== "" });
  const states = STATES.filter((value) => query.state?.includes(value));
  const occupation = reference?.occupations.find(({ code }) => code === url.text("yrke"));
  const columns: ColumnDef<NeedRow>[] = [
    {
      id: "number",
      header: t("reviewNeeds.col.need"),
      sortable: true,
      isRowHeader: true,
      cell: (row) => <T id="review.needTitle" values={{ occupation: row.occupation.name, number: String(row.number) }} />,
    },
    { id: "project", header: t("reviewNeeds.col.project"), cell: (row) => row.project.name },
    { id: "start_date", header: t("review.col.start"), sortable: true, numeric: true, cell: (row) => <T id="week.short" values={{ week: format.week(row.start_date) }} /> },
    {
      id: "seats",
      header: t("reviewNeeds.col.seats"),
      numeric: true,
      cell: (row) => <T id="reviewNeeds.seats" values={{ booked: row.bars.booked.peak, asked: row.bars.asked.peak }} />,
    },
    { id: "form", header: t("coordPlacements.col.form"), cell: (row) => row.employment_form.label, wideOnly: true },
    { id: "answer_by", header: t("reviewNeeds.col.answerBy"), cell: (row) => (row.answer_by ? format.day(row.answer_by) : null), wideOnly: true },
    { id: "state_since", header: t("review.col.state"), sortable: true, cell: (row) => <Status tone={NEED_TONES[row.state.code]}>{row.state.code === "in_review" ? t("needState.in_review") : row.state.label}</Status> },
  ];
  const isFiltered = Boolean(url.text("q") || url.text("lage") || url.text("yrke"));
  return (
    <>
      <PageHead
        title={t("nav.needs")}
        action={
          <>
            {control.active && <RunButton control={control} />}
            <LinkButton icon={ChartBar} href="/efterfragan">
              <T id="region.link" />
            </LinkButton>
            <LinkButton icon={Newspaper} href="/annonser">
              <T id="adverts.title" />
            </LinkButton>
          </>
        }
      >
        {start.data && (
          <>
            <T id="reviewNeeds.toPublish" values={{ count: start.data.needs_to_publish }} />{" "}
            <T id="cstart.atRisk" values={{ count: start.data.needs_at_risk_count }} />
          </>
        )}
      </PageHead>
      <SplitPane
        label={t("reviewNeeds.detail", { number: String(chosen.data?.number ?? "") })}
        onClose={() => url.set({ visa: null })}
        detail={
          chosenId ? (
            chosen.data ? (
              <NeedDetail key={chosen.data.id} need={chosen.data} />
            ) : chosen.error ? (
              <ErrorState {...describeProblem(chosen.error, t)} />
            ) : (
              <SkeletonRows label={t("nav.needs")} columns={2} />
            )
          ) : null
        }
        list={
          <div className="stack">
            <FilterBar
              search={
                <SearchField label={t("reviewNeeds.search")} value={url.text("q")} onSearch={(q) => url.set({ q, visa: null }, { replace: true })} />
              }
              active={[
                ...states.map((value) => ({ id: value as string, label: t(`needState.${value}`) })),
                ...(occupation ? [{ id: "yrke", label: occupation.name_sv }] : []),
              ]}
              onRemove={(id) => url.set(id === "yrke" ? { yrke: null } : { lage: states.filter((value) => value !== id) })}
              onClear={() => url.set({ lage: null, yrke: null })}
            >
              <Select
                label={t("review.filter.state")}
                options={[
                  { value: ANY, label: t("review.filter.any") },
                  ...STATES.map((value) => ({ value, label: t(`needState.${value}`) })),
                ]}
                value={states.length === 1 ? (states[0] ?? ANY) : states.length === 0 ? ANY : null}
                onChange={(value) => url.set({ lage: value === ANY ? null : value, visa: null })}
              />
              <Select
                label={t("review.filter.occupation")}
                options={[
                  { value: ANY, label: t("review.filter.any") },
                  ...(reference?.occupations ?? []).map(({ code, name_sv }) => ({ value: code, label: name_sv })),
                ]}
                value={url.text("yrke") || ANY}
                onChange={(value) => url.set({ yrke: value === ANY ? null : value, visa: null })}
              />
            </FilterBar>
            {error && data && <StaleBanner since={new Date(dataUpdatedAt)} onRefresh={() => void refetch()} />}
            {error && !data ? (
              <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />
            ) : (
              <DataTable
                label={t("nav.needs")}
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
                      isFiltered && (
                        <LinkButton href="/behov">
                          <T id="filter.clear" />
                        </LinkButton>
                      )
                    }
                  >
                    <T id={isFiltered ? "reviewNeeds.emptyFilter" : "reviewNeeds.empty"} />
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
