import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CalendarPlus, GraduationCap } from "lucide-react";
import { type ReactNode, useState } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { useReference } from "@/api/reference";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { useUrlState } from "@/lib/url";
import { useToday } from "@/lib/useToday";
import { StaleBanner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { type ColumnDef, DataTable } from "@/ui/DataTable";
import { FilterBar } from "@/ui/FilterBar";
import { PageHead } from "@/ui/PageHead";
import { Pagination } from "@/ui/Pagination";
import { SearchField } from "@/ui/SearchField";
import { Select } from "@/ui/Select";
import { SkeletonRows } from "@/ui/Skeleton";
import { SplitPane } from "@/ui/SplitPane";
import { EmptyState, ErrorState } from "@/ui/States";
import { Prices } from "../runs/Prices";
import { lastDay } from "../words";
import { CourseDialog } from "./CourseDialog";
import { IntakeDetail } from "./IntakeDetail";
import { IntakeDialog } from "./IntakeDialog";
import type { Intake } from "./words";

const PAGE_SIZE = 25;
const ANY = "*";

/** Courses that begin from today on, and their seats; kept by the coordinator for the providers. */
export function CoursesPage(): ReactNode {
  const t = useT();
  const format = useFormat();
  const url = useUrlState();
  const today = useToday();
  const reference = useReference();
  const [asked, setAsked] = useState<"course" | "intake" | null>(null);
  const sort = url.text("sort") === "-start_date" ? "-start_date" : "start_date";
  const isFree = url.text("lediga") === "ja";
  const query = {
    q: url.text("q") || undefined,
    from_date: today,
    free_seats: isFree ? ("true" as const) : undefined,
    ordering: [sort] as ("start_date" | "-start_date")[],
    page: url.number("sida", 1),
    page_size: PAGE_SIZE,
  };
  const { data, error, isPending, dataUpdatedAt, refetch } = $api.useQuery(
    "get",
    "/api/intakes/",
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
  const run = useQuery($api.queryOptions("get", "/api/start/coordinator/", {})).data?.last_run;
  const chosenId = url.text("visa");
  const chosen = data?.results.find(({ id }) => id === chosenId);
  const isFiltered = isFree || url.text("q") !== "";
  const columns: ColumnDef<Intake>[] = [
    { id: "course", header: t("courses.course"), isRowHeader: true, cell: ({ course }) => <bdi>{course.name}</bdi> },
    { id: "provider", header: t("courses.provider"), wideOnly: true, cell: ({ course }) => <bdi>{course.provider}</bdi> },
    { id: "start_date", header: t("courses.start"), sortable: true, cell: (row) => format.day(row.start_date) },
    { id: "end_date", header: t("courses.last"), wideOnly: true, cell: (row) => format.date(lastDay(row.end_date)) },
    { id: "place", header: t("courses.place"), wideOnly: true, cell: ({ municipality }) => municipality.name },
    {
      id: "seats",
      header: t("courses.seatsTaken"),
      numeric: true,
      cell: ({ reserved, seats }) => t("courses.of", { taken: reserved, seats }),
    },
  ];
  return (
    <>
      <PageHead
        title={t("courses.title")}
        action={
          <>
            <Button variant="primary" icon={CalendarPlus} isDisabled={!reference} onPress={() => setAsked("intake")}>
              <T id="courses.newIntake" />
            </Button>
            <Button icon={GraduationCap} isDisabled={!reference} onPress={() => setAsked("course")}>
              <T id="courses.newCourse" />
            </Button>
          </>
        }
      >
        {data && <T id="courses.sentence" values={{ count: data.count }} />} <T id="courses.forProviders" />
      </PageHead>
      <SplitPane
        label={t("courses.detail", { name: chosen?.course.name ?? "" })}
        onClose={() => url.set({ visa: null })}
        detail={chosen ? <IntakeDetail key={`${chosen.id} ${chosen.version}`} intake={chosen} /> : null}
        list={
          <div className="stack-lg">
            <div className="stack">
              <FilterBar
                search={
                  <SearchField
                    label={t("courses.search")}
                    value={url.text("q")}
                    onSearch={(q) => url.set({ q, visa: null, sida: null }, { replace: true })}
                  />
                }
                active={isFree ? [{ id: "lediga", label: t("courses.free") }] : []}
                onRemove={(id) => url.set({ [id]: null })}
                onClear={() => url.set({ lediga: null })}
              >
                <Select
                  label={t("courses.seats")}
                  options={[
                    { value: ANY, label: t("review.filter.any") },
                    { value: "ja", label: t("courses.free") },
                  ]}
                  value={isFree ? "ja" : ANY}
                  onChange={(value) => url.set({ lediga: value === ANY ? null : value, visa: null, sida: null })}
                />
              </FilterBar>
              {error && data && <StaleBanner since={new Date(dataUpdatedAt)} onRefresh={() => void refetch()} />}
              {error && !data ? (
                <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />
              ) : !data ? (
                <SkeletonRows label={t("courses.title")} rows={8} columns={4} />
              ) : (
                <DataTable
                  label={t("courses.title")}
                  columns={columns}
                  rows={data.results}
                  rowKey={(row) => row.id}
                  sort={sort}
                  onSort={(next) => url.set({ sort: next })}
                  onOpen={(row) => url.set({ visa: row.id })}
                  current={chosenId}
                  isLoading={isPending}
                  empty={
                    <EmptyState>
                      <T id={isFiltered ? "courses.emptyFilter" : "courses.empty"} />
                    </EmptyState>
                  }
                />
              )}
              {data && data.count > 0 && (
                <Pagination page={url.number("sida", 1)} pageSize={PAGE_SIZE} total={data.count} href={(sida) => url.href({ sida })} />
              )}
            </div>
            {run && (
              <section className="stack">
                <h2>
                  <T id="courses.worth" values={{ number: run.number }} />
                </h2>
                <Prices run={run.id} only="seat" />
              </section>
            )}
          </div>
        }
      />
      {asked === "course" && reference && <CourseDialog reference={reference} onClose={() => setAsked(null)} />}
      {asked === "intake" && reference && <IntakeDialog reference={reference} onClose={() => setAsked(null)} />}
    </>
  );
}
