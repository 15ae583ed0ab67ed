import { useReference } from "@/api/reference";
import { useT } from "@/lib/intl";
import { useUrlState } from "@/lib/url";
import { Checkbox } from "@/ui/Choice";
import { type ActiveFilter, FilterBar } from "@/ui/FilterBar";
import { SearchField } from "@/ui/SearchField";
import { Segmented } from "@/ui/Segmented";
import { ComboBox, Select } from "@/ui/Select";
import { options, STATES } from "../words";
import styles from "./CandidateFilters.module.css";
import { list } from "./filters";

interface Props {
  active: readonly (ActiveFilter & { without: Record<string, string[] | null> })[];
  isCoach: boolean;
}

export function CandidateFilters({ active, isCoach }: Props) {
  const t = useT();
  const url = useUrlState();
  const reference = useReference();
  const states = list(url.search, "lage");
  return (
    <FilterBar
      search={
        <>
          <SearchField
            label={t("candidates.search")}
            value={url.text("q")}
            onSearch={(q) => url.set({ q }, { replace: true })}
          />
          {isCoach && (
            <div className={styles.whose}>
              <Segmented
                label={t("candidates.whose")}
                options={[
                  { value: "mina", label: t("candidates.mine") },
                  { value: "alla", label: t("candidates.all") },
                ]}
                value={url.text("vem") === "alla" ? "alla" : "mina"}
                onChange={(vem) => url.set({ vem: vem === "alla" ? vem : null })}
              />
            </div>
          )}
        </>
      }
      active={active}
      onRemove={(id) => {
        const filter = active.find((other) => other.id === id);
        if (filter) url.set(filter.without);
      }}
      onClear={() => url.set({ lage: null, yrke: null, kommun: null, intyg: null, stilla: null, undantag: null })}
    >
      <Select
        // Each choice is added; the chosen ones stand below, where they can be taken away.
        key={`lage:${states.join()}`}
        label={t("candidates.filterState")}
        placeholder={t(states.length > 0 ? "candidates.addMoreStates" : "candidates.addState")}
        options={STATES.filter((code) => !states.includes(code)).map((code) => ({
          value: code,
          label: t(`candidates.state.${code}`),
        }))}
        onChange={(code) => code && url.set({ lage: [...states, code] })}
      />
      <ComboBox
        key={`yrke:${url.text("yrke")}`}
        label={t("candidates.filterOccupation")}
        placeholder={t("candidates.anyOccupation")}
        options={options(reference?.occupations)}
        value={url.text("yrke") || null}
        onChange={(yrke) => url.set({ yrke })}
      />
      <ComboBox
        key={`kommun:${url.text("kommun")}`}
        label={t("candidates.filterMunicipality")}
        placeholder={t("candidates.anyMunicipality")}
        options={options(reference?.municipalities)}
        value={url.text("kommun") || null}
        onChange={(kommun) => url.set({ kommun })}
      />
      <div className={styles.boxes}>
        <Checkbox isSelected={url.text("intyg") !== ""} onChange={(on) => url.set({ intyg: on ? "1" : null })}>
          {t("candidates.filter.expiring")}
        </Checkbox>
        <Checkbox isSelected={url.text("stilla") !== ""} onChange={(on) => url.set({ stilla: on ? "1" : null })}>
          {t("candidates.filter.stalled")}
        </Checkbox>
        <Checkbox isSelected={url.text("undantag") !== ""} onChange={(on) => url.set({ undantag: on ? "1" : null })}>
          {t("people.filterUnflagged")}
        </Checkbox>
      </div>
    </FilterBar>
  );
}
