import { Check, Lock, Play, X } from "lucide-react";
import { useState } from "react";
import { useFormat } from "@/lib/format";
import { useUrlState } from "@/lib/url";
import { Button } from "@/ui/Button";
import { type ColumnDef, DataTable } from "@/ui/DataTable";
import { FilterBar } from "@/ui/FilterBar";
import { DefinitionList, ReasonList, TimelineList } from "@/ui/Lists";
import { PageHead } from "@/ui/PageHead";
import { Pagination } from "@/ui/Pagination";
import { SearchField } from "@/ui/SearchField";
import { Select } from "@/ui/Select";
import { SplitPane } from "@/ui/SplitPane";
import { EmptyState } from "@/ui/States";
import { Status } from "@/ui/Status";
import { REASONS, ROWS, type Sample, STEPS, TRADES } from "./samples";

export function ListView() {
  const format = useFormat();
  const url = useUrlState();
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const shownId = url.text("visa");
  const shown = ROWS.find((row) => row.id === shownId);
  const columns: ColumnDef<Sample>[] = [
    { id: "person", header: "Deltagare", cell: (row) => <bdi>{row.person}</bdi>, sortable: true, isRowHeader: true },
    { id: "need", header: "Behov", cell: (row) => row.need, sortable: true },
    { id: "start", header: "Start", cell: (row) => format.day(row.start), sortable: true },
    { id: "travel", header: "Resa, min", cell: (row) => row.travel, numeric: true, sortable: true },
    { id: "margin", header: "Marginal", cell: (row) => row.margin, wideOnly: true },
    { id: "status", header: "Läge", cell: (row) => <Status tone={row.tone}>{row.status}</Status> },
  ];
  const sort = url.text("sort") || "start";
  const key = sort.replace("-", "") as keyof Sample;
  const rows = ROWS.toSorted((a, b) => (a[key] < b[key] ? -1 : 1) * (sort.startsWith("-") ? -1 : 1)).filter((row) =>
    row.person.toLowerCase().includes(url.text("q").toLowerCase()),
  );
  const filters = url.list("filter").map((id) => ({ id, label: id }));

  return (
    <>
      <PageHead
        title="Förslag"
        action={
          <Button variant="primary" icon={Play} marked={!shown}>
            Optimera om
          </Button>
        }
      >
        <strong>17 förslag att granska.</strong> Fyra behov riskerar att stå tomma vecka 14. Senaste körning 07.00, 0,2 %
        från bästa möjliga.
      </PageHead>
      <SplitPane
        label="Förslag för Amina"
        onClose={() => url.set({ visa: null })}
        list={
          <div className="stack">
            <FilterBar
              active={filters}
              onRemove={(id) => url.set({ filter: url.list("filter").filter((other) => other !== id) })}
              onClear={() => url.set({ filter: null })}
              search={
                <SearchField label="Sök förslag" value={url.text("q")} onSearch={(q) => url.set({ q }, { replace: true })} />
              }
            >
              <Select label="Yrke" options={TRADES} />
              <Select
                label="Läge"
                options={[
                  { value: "a", label: "Att granska" },
                  { value: "b", label: "Låst" },
                ]}
              />
            </FilterBar>
            <DataTable
              label="Förslag"
              columns={columns}
              rows={rows}
              rowKey={(row) => row.id}
              sort={sort}
              onSort={(next) => url.set({ sort: next })}
              selected={selected}
              onSelect={setSelected}
              current={shownId}
              onOpen={(row) => url.set({ visa: row.id })}
              empty={
                <EmptyState action={<Button onPress={() => url.set({ q: null })}>Rensa sökningen</Button>}>
                  Ingen träff. Prova ett annat namn.
                </EmptyState>
              }
            />
            <Pagination page={url.number("sida", 3)} pageSize={10} total={174} href={(sida) => url.href({ sida })} />
          </div>
        }
        detail={shown && <Detail row={shown} />}
      />
    </>
  );
}

function Detail({ row }: { row: Sample }) {
  return (
    <div className="stack-lg">
      <div className="stack">
        <div>
          <h2>
            <bdi>{row.person}</bdi>
          </h2>
          <p className="muted">{row.need}</p>
        </div>
        <div className="row">
          <Button variant="primary" icon={Check} marked>
            Godkänn förslag
          </Button>
          <Button icon={X}>Avvisa</Button>
          <Button variant="quiet" icon={Lock}>
            Lås
          </Button>
        </div>
      </div>
      <div className="stack">
        <h3>Varför?</h3>
        <ReasonList reasons={REASONS} />
      </div>
      <div className="stack">
        <h3>Väg</h3>
        <TimelineList label="Väg" steps={STEPS} />
      </div>
      <DefinitionList
        items={[
          { term: "Handledare", value: "Nilofar Sadat, 4 timmar i veckan" },
          { term: "Stödform", value: "Introduktionsjobb. Möjlig – AF avgör." },
          { term: "Certifikat", value: undefined },
        ]}
      />
    </div>
  );
}
