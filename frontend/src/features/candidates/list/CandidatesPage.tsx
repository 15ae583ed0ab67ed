import { keepPreviousData, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Columns3, LayoutGrid, Table2, UserPlus } from "lucide-react";
import { useMemo, useState } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { useReference } from "@/api/reference";
import { sessionQuery } from "@/api/session";
import { T, useT } from "@/lib/intl";
import { useUrlState } from "@/lib/url";
import { StaleBanner } from "@/ui/Banner";
import { LinkButton } from "@/ui/Button";
import { DataTable } from "@/ui/DataTable";
import { useKeyGroup } from "@/ui/keyHints";
import { PageHead } from "@/ui/PageHead";
import { Pagination } from "@/ui/Pagination";
import { Segmented } from "@/ui/Segmented";
import { SkeletonRows } from "@/ui/Skeleton";
import { ErrorState } from "@/ui/States";
import { Board } from "../people/Board";
import { BulkBar } from "../people/BulkBar";
import { useColumns } from "../people/columns";
import { ExportMenu } from "../people/ExportMenu";
import { PeopleCards } from "../people/PeopleCards";
import { SavedViews } from "../people/SavedViews";
import tools from "../people/people.module.css";
import { CandidateFilters } from "./CandidateFilters";
import { activeFilters, PAGE_SIZE, toQuery } from "./filters";
import { NothingFound } from "./NothingFound";

type Look = "tabell" | "kort" | "tavla";

export function CandidatesPage() {
  const t = useT();
  const url = useUrlState();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const reference = useReference();
  const isCoach = session.role === "coach";
  const isAll = url.text("vem") === "alla" || !isCoach;
  // Only coaches have candidates of their own.
  const query = toQuery(isCoach ? url.search : { ...url.search, vem: "alla" });
  const { data, error, isPlaceholderData, isPending, dataUpdatedAt, refetch } = useQuery({
    ...$api.queryOptions("get", "/api/candidates/", { params: { query } }),
    placeholderData: keepPreviousData,
  });
  const filters = activeFilters(url.search, reference, t);
  const columns = useColumns(isAll);
  const rows = useMemo(() => data?.results ?? [], [data]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  // What is chosen is always in sight: another page or filter lets go of the rest.
  const selected = useMemo(() => rows.filter(({ id }) => chosen.has(id)), [rows, chosen]);
  const look: Look = url.text("vy") === "kort" || url.text("vy") === "tavla" ? (url.text("vy") as Look) : "tabell";
  usePeopleKeys();

  const empty = <NothingFound query={query} filters={filters} isCoach={isCoach} />;
  return (
    <>
      <PageHead
        title={t(isAll ? "candidates.titleAll" : "candidates.title")}
        action={
          isCoach && (
            <LinkButton variant="primary" icon={UserPlus} href="/deltagare/ny">
              <T id="candidates.register" />
            </LinkButton>
          )
        }
      >
        {data && <T id="candidates.count" values={{ count: data.count, filters: filters.length }} />}
      </PageHead>
      <div className="stack">
        <CandidateFilters active={filters} isCoach={isCoach} />
        <div className={tools.tools} data-print="hide">
          <Segmented
            label={t("people.look")}
            options={[
              { value: "tabell", label: t("people.lookTable"), icon: Table2 },
              { value: "kort", label: t("people.lookCards"), icon: LayoutGrid },
              { value: "tavla", label: t("people.board"), icon: Columns3 },
            ]}
            value={look}
            onChange={(vy) => url.set({ vy: vy === "tabell" ? null : vy })}
          />
          <div className="row">
            <SavedViews />
            <ExportMenu query={query} />
          </div>
        </div>
        {look === "tavla" ? (
          <Board query={query} showsCoach={isAll} hrefOf={(state) => url.href({ vy: null, lage: state })} empty={empty} />
        ) : (
          <>
            {error && data && <StaleBanner since={new Date(dataUpdatedAt)} onRefresh={() => void refetch()} />}
            {error && !data ? (
              <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />
            ) : (
              <div aria-busy={isPlaceholderData}>
                {look === "tabell" ? (
                  <DataTable
                    label={t("candidates.table")}
                    columns={columns}
                    rows={rows}
                    rowKey={(row) => row.id}
                    rowHref={(row) => `/deltagare/${row.id}`}
                    sort={url.text("sort") || "name"}
                    onSort={(sort) => url.set({ sort })}
                    isLoading={isPending}
                    empty={empty}
                    stackBelow={720}
                    {...(isCoach && { selected: new Set(selected.map(({ id }) => id)), onSelect: setChosen })}
                  />
                ) : isPending ? (
                  <SkeletonRows label={t("candidates.table")} rows={8} columns={3} />
                ) : rows.length > 0 ? (
                  <PeopleCards rows={rows} showsCoach={isAll} />
                ) : (
                  empty
                )}
              </div>
            )}
            {data && data.count > 0 && (
              <Pagination page={query.page ?? 1} pageSize={PAGE_SIZE} total={data.count} href={(sida) => url.href({ sida })} />
            )}
            {look === "tabell" && isCoach && <BulkBar rows={selected} onSelect={setChosen} />}
          </>
        )}
      </div>
    </>
  );
}

function usePeopleKeys(): void {
  const t = useT();
  useKeyGroup(
    useMemo(
      () => ({
        title: t("candidates.table"),
        hints: [
          { keys: ["Space"], does: t("people.keys.choose") },
          { keys: ["Shift", "↑↓"], does: t("people.keys.more") },
          { keys: ["←→"], does: t("people.keys.cells") },
          { keys: ["Enter"], does: t("people.keys.open") },
        ],
      }),
      [t],
    ),
  );
}
