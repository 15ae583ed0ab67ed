import { useQuery } from "@tanstack/react-query";
import { ListFilter } from "lucide-react";
import { useState } from "react";
import { Link } from "react-aria-components";
import { $api } from "@/api/client";
import { useReference } from "@/api/reference";
import { type MessageId, T, useT } from "@/lib/intl";
import type { useUrlState } from "@/lib/url";
import { Button } from "@/ui/Button";
import { FilterBar } from "@/ui/FilterBar";
import { SearchField } from "@/ui/SearchField";
import { Select } from "@/ui/Select";
import { CHANGES, FILTERS, type Filter, MARGINS, STATES, VIEWS, type View, viewOf } from "./filters";
import styles from "./review.module.css";

type Url = ReturnType<typeof useUrlState>;

const ANY = "*";

const VIEW_WORDS: Record<View, MessageId> = {
  granska: "review.view.granska",
  bedomning: "review.view.bedomning",
  sakra: "review.view.sakra",
  lasta: "review.view.lasta",
  tid: "review.view.tid",
  svar: "review.view.svar",
  tysta: "review.view.tysta",
  alla: "review.view.alla",
};

/** The named looks, each with how many it holds. */
export function ReviewViews({ url }: { url: Url }) {
  const t = useT();
  const { data } = useQuery($api.queryOptions("get", "/api/start/coordinator/", {}));
  const counts: Partial<Record<View, number>> = data
    ? {
        granska: data.to_review,
        bedomning: data.needs_judgement,
        sakra: data.safe,
        lasta: data.locked,
        tysta: data.company_silent,
        tid: data.times_suggested,
        svar: data.waiting_candidate + data.waiting_company,
      }
    : {};
  const current = viewOf(url.search);
  return (
    <nav aria-label={t("review.views")} className={styles.views} data-print="hide">
      {VIEWS.map((view) => (
        <Link
          key={view}
          href={view === "granska" ? "/forslag" : `/forslag?vy=${view}`}
          className={styles.view ?? ""}
          aria-current={view === current ? "page" : undefined}
        >
          <T id={VIEW_WORDS[view]} />
          {counts[view] !== undefined && <span className={styles.viewCount}>{counts[view]}</span>}
        </Link>
      ))}
    </nav>
  );
}

/** Search always; the rest when asked for, so that the list starts high on the page. */
export function ReviewFilters({ url }: { url: Url }) {
  const t = useT();
  const set = FILTERS.filter((name) => url.text(name) !== "");
  const [isOpen, setOpen] = useState(false);
  const options = useOptions();
  const words: Record<Filter, MessageId> = {
    lage: "review.filter.state",
    marginal: "review.filter.margin",
    andring: "review.filter.change",
    yrke: "review.filter.occupation",
    andrat: "review.filter.stale",
    kurs: "review.filter.course",
    behov: "review.filter.need",
  };
  const labelOf = (name: Filter) => {
    const value = url.text(name);
    const known = name === "behov" ? undefined : options[name].find((option) => option.value === value)?.label;
    return name === "behov" ? t("review.filter.oneNeed") : t("review.filter.active", { filter: t(words[name]), value: known ?? value });
  };
  const select = (name: Exclude<Filter, "behov">) => (
    <Select
      key={name}
      label={t(words[name])}
      options={[{ value: ANY, label: t("review.filter.any") }, ...options[name]]}
      value={url.text(name) || ANY}
      onChange={(value) => url.set({ [name]: value === ANY ? null : value, visa: null })}
    />
  );
  return (
    <FilterBar
      active={set.map((id) => ({ id, label: labelOf(id) }))}
      onRemove={(id) => url.set({ [id]: null })}
      onClear={() => url.set(Object.fromEntries(FILTERS.map((name) => [name, null])))}
      search={
        <div className={styles.searchRow}>
          <SearchField
            label={t("review.search")}
            value={url.text("q")}
            onSearch={(q) => url.set({ q, visa: null }, { replace: true })}
          />
          <Button icon={ListFilter} aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
            <T id="review.filters" />
          </Button>
        </div>
      }
    >
      {isOpen && (
        <div className={styles.selects}>
          {FILTERS.filter((name) => name !== "behov").map((name) => select(name))}
        </div>
      )}
    </FilterBar>
  );
}

function useOptions() {
  const t = useT();
  const reference = useReference();
  const yesNo = [
    { value: "ja", label: t("review.yes") },
    { value: "nej", label: t("review.no") },
  ];
  return {
    lage: STATES.map((value) => ({ value, label: t(`proposalState.${value as Exclude<typeof value, "approved">}`) })),
    marginal: MARGINS.map((value) => ({ value, label: t(`proposalMargin.${value}`) })),
    andring: CHANGES.map((value) => ({ value, label: t(`proposalChange.${value}`) })),
    yrke: (reference?.occupations ?? []).map(({ code, name_sv }) => ({ value: code, label: name_sv })),
    andrat: yesNo,
    kurs: yesNo,
  };
}
