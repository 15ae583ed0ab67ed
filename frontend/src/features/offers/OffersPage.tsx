import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { T, useT } from "@/lib/intl";
import { useUrlState } from "@/lib/url";
import { StaleBanner } from "@/ui/Banner";
import { Button, LinkButton } from "@/ui/Button";
import { FilterBar } from "@/ui/FilterBar";
import { PageHead } from "@/ui/PageHead";
import { Pagination } from "@/ui/Pagination";
import { Segmented } from "@/ui/Segmented";
import { Select } from "@/ui/Select";
import { SkeletonRows } from "@/ui/Skeleton";
import { EmptyState, ErrorState } from "@/ui/States";
import { OfferCard } from "./OfferCard";
import styles from "./offers.module.css";
import { PAGE_SIZE, sortOf, toQuery, VIEWS, viewOf } from "./words";

/** The candidates on their way to us: what each can and has, and what we answer. */
export function OffersPage(): ReactNode {
  const t = useT();
  const url = useUrlState();
  const view = viewOf(url.search);
  const query = toQuery(url.search);
  const { data, error, isPlaceholderData, dataUpdatedAt, refetch } = useQuery({
    ...$api.queryOptions("get", "/api/offers/", { params: { query } }, { refetchInterval: 60_000 }),
    placeholderData: keepPreviousData,
  });
  const start = useQuery($api.queryOptions("get", "/api/start/company/")).data;
  const need = useQuery({
    ...$api.queryOptions("get", "/api/needs/{id}/", { params: { path: { id: url.text("behov") } } }),
    enabled: url.text("behov") !== "",
  }).data;

  return (
    <>
      <PageHead title={t("offers.title")}>
        {start && <T id="offers.state" values={{ answer: start.to_answer, asked: start.asked_candidates }} />}
      </PageHead>
      <div className="stack">
        <FilterBar
          search={
            <div className={styles.views}>
              <Segmented
                label={t("offers.view")}
                options={VIEWS.map((value) => ({ value, label: t(`offers.view.${value}`) }))}
                value={view}
                onChange={(next) => url.set({ lage: next === "svara" ? null : next })}
              />
            </div>
          }
          active={
            url.text("behov")
              ? [
                  {
                    id: "behov",
                    label: need
                      ? t("needs.titleOne", { number: need.number, occupation: need.occupation.name })
                      : t("offers.oneNeed"),
                  },
                ]
              : []
          }
          onRemove={() => url.set({ behov: null })}
        >
          <div className={styles.sort}>
            <Select
              label={t("table.sortBy")}
              options={[
                { value: "state_since", label: t("offers.sort.waited") },
                { value: "-state_since", label: t("offers.sort.latest") },
                { value: "start_date", label: t("offers.sort.start") },
              ]}
              value={sortOf(url.search)}
              onChange={(sort) => url.set({ sort })}
            />
          </div>
        </FilterBar>
        {error && data && <StaleBanner since={new Date(dataUpdatedAt)} onRefresh={() => void refetch()} />}
        {error && !data ? (
          <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />
        ) : !data ? (
          <SkeletonRows label={t("offers.title")} rows={6} columns={3} />
        ) : data.results.length === 0 ? (
          <Empty view={view} asked={start?.asked_candidates ?? 0} hasNeeds={(start?.needs.length ?? 0) > 0} />
        ) : (
          <ul className={styles.list} aria-label={t("offers.title")} aria-busy={isPlaceholderData}>
            {data.results.map((offer) => (
              <li key={offer.id}>
                <OfferCard offer={offer} />
              </li>
            ))}
          </ul>
        )}
        {data && data.count > PAGE_SIZE && (
          <Pagination page={query.page ?? 1} pageSize={PAGE_SIZE} total={data.count} href={(sida) => url.href({ sida })} />
        )}
      </div>
    </>
  );
}

/** Why nobody is here, and what would help. */
function Empty({ view, asked, hasNeeds }: { view: string; asked: number; hasNeeds: boolean }) {
  const t = useT();
  const url = useUrlState();
  if (view !== "svara") {
    return (
      <EmptyState action={<Button onPress={() => url.set({ lage: "alla", behov: null })}>{t("offers.showAll")}</Button>}>
        <T id="offers.emptyView" />
      </EmptyState>
    );
  }
  if (asked > 0) {
    return (
      <EmptyState
        action={<Button onPress={() => url.set({ lage: "tillfragade" })}>{t("offers.showAsked", { count: asked })}</Button>}
      >
        <T id="offers.emptyAsked" values={{ count: asked }} />
      </EmptyState>
    );
  }
  return (
    <EmptyState
      action={
        <LinkButton href={hasNeeds ? "/behov" : "/behov/nytt"}>
          <T id={hasNeeds ? "offers.seeNeeds" : "needs.post"} />
        </LinkButton>
      }
    >
      <T id={hasNeeds ? "offers.emptyNone" : "offers.emptyNoNeeds"} />
    </EmptyState>
  );
}
