import { keepPreviousData } from "@tanstack/react-query";
import { FileUp } from "lucide-react";
import { type ReactNode, useState } from "react";
import { FileTrigger } from "react-aria-components";
import { useRouter } from "@tanstack/react-router";
import { $api } from "@/api/client";
import { describeProblem, formErrors } from "@/api/describe";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { useUrlState } from "@/lib/url";
import { Banner } from "@/ui/Banner";
import { Button, TextLink } from "@/ui/Button";
import { type ColumnDef, DataTable } from "@/ui/DataTable";
import { PageHead } from "@/ui/PageHead";
import { Pagination } from "@/ui/Pagination";
import { EmptyState, ErrorState } from "@/ui/States";
import { Tabs } from "@/ui/Tabs";
import { type Advert, type AdvertImport, MAX_BYTES, PAGE_SIZE, useUpload } from "./api";
import { AttachDialog } from "./AttachDialog";

/** Adverts brought in: the imports with their reports, and those that are nobody's need yet. */
export function AdvertsPage(): ReactNode {
  const t = useT();
  const router = useRouter();
  const url = useUrlState();
  const [tooBig, setTooBig] = useState(false);
  const upload = useUpload((report) => router.history.push(`/annonser/${report.id}`));
  const waiting = useAdverts({ waiting: true }, url.number("sida", 1));
  const flagged = useAdverts({ flagged: true }, url.number("sida", 1));
  const problem = formErrors(upload.error, t);
  const words = problem && [...problem.general, ...Object.values(problem.fields).flat()].join(" ");
  const take = (file: File | undefined) => {
    if (!file) return;
    const over = file.size > MAX_BYTES;
    setTooBig(over);
    if (!over) upload.mutate(file);
  };
  return (
    <>
      <PageHead
        title={t("adverts.title")}
        action={
          <FileTrigger acceptedFileTypes={[".json"]} onSelect={(files) => take(files?.[0])}>
            <Button variant="primary" icon={FileUp} isPending={upload.isPending}>
              <T id="adverts.upload" />
            </Button>
          </FileTrigger>
        }
      >
        <T id="adverts.lead" />
      </PageHead>
      <div className="stack">
        {(tooBig || words) && (
          <Banner tone="stop" isUrgent>
            {tooBig ? <T id="import.tooBig" /> : words}
          </Banner>
        )}
        <Tabs
          label={t("adverts.title")}
          selected={url.text("flik") || "importer"}
          onSelect={(flik) => url.set({ flik: flik === "importer" ? null : flik, sida: null })}
          tabs={[
            { id: "importer", label: t("adverts.tab.imports"), content: <Imports /> },
            {
              id: "vantar",
              label: t("adverts.tab.waiting"),
              count: waiting.data?.count,
              content: <Adverts found={waiting} empty={t("adverts.noneWaiting")} />,
            },
            {
              id: "borttagna",
              label: t("adverts.tab.flagged"),
              count: flagged.data?.count,
              content: <Adverts found={flagged} empty={t("adverts.noneFlagged")} />,
            },
          ]}
        />
      </div>
    </>
  );
}

function useAdverts(which: { waiting?: boolean; flagged?: boolean }, page: number) {
  const query = { ...which, page_size: PAGE_SIZE, ...(page > 1 && { page }) };
  return $api.useQuery("get", "/api/adverts/", { params: { query } }, { placeholderData: keepPreviousData });
}

function Imports(): ReactNode {
  const t = useT();
  const format = useFormat();
  const url = useUrlState();
  const page = url.number("sida", 1);
  const { data, error, isPending, refetch } = $api.useQuery(
    "get",
    "/api/advert-imports/",
    { params: { query: { page_size: PAGE_SIZE, ...(page > 1 && { page }) } } },
    { placeholderData: keepPreviousData },
  );
  if (error && !data) return <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />;
  const count = (id: "total" | "created" | "updated" | "removed" | "unmatched" | "faulty" | "needs", wideOnly = false): ColumnDef<AdvertImport> => ({
    id,
    header: t(`adverts.count.${id}`),
    numeric: true,
    wideOnly,
    cell: (row) => format.number(row[id]),
  });
  const columns: ColumnDef<AdvertImport>[] = [
    { id: "at", header: t("adverts.col.at"), isRowHeader: true, cell: (row) => `${format.iso(row.created_at)} ${format.time(row.created_at)}` },
    { id: "file", header: t("adverts.col.file"), cell: (row) => row.source },
    { id: "who", header: t("adverts.col.who"), wideOnly: true, cell: (row) => row.created_by?.name ?? t("adverts.byMachine") },
    count("total"),
    count("created"),
    count("updated", true),
    count("removed", true),
    count("unmatched", true),
    count("faulty", true),
    count("needs"),
  ];
  return (
    <div className="stack">
      <DataTable
        label={t("adverts.tab.imports")}
        columns={columns}
        rows={data?.results ?? []}
        rowKey={(row) => row.id}
        rowHref={(row) => `/annonser/${row.id}`}
        isLoading={isPending}
        empty={
          <EmptyState>
            <T id="adverts.noImports" />
          </EmptyState>
        }
      />
      {data && data.count > PAGE_SIZE && (
        <Pagination page={page} pageSize={PAGE_SIZE} total={data.count} href={(to) => url.href({ sida: String(to) })} />
      )}
    </div>
  );
}

function Adverts({ found, empty }: { found: ReturnType<typeof useAdverts>; empty: string }): ReactNode {
  const t = useT();
  const format = useFormat();
  const url = useUrlState();
  const [chosen, setChosen] = useState<Advert | null>(null);
  if (found.error && !found.data) return <ErrorState {...describeProblem(found.error, t)} onRetry={() => void found.refetch()} />;
  const columns: ColumnDef<Advert>[] = [
    { id: "trade", header: t("adverts.col.trade"), isRowHeader: true, cell: (row) => `${row.occupation.name}, ${row.rung.toLowerCase()}` },
    { id: "ad", header: t("adverts.col.ad"), numeric: true, wideOnly: true, cell: (row) => row.ad_id },
    { id: "employer", header: t("adverts.col.employer"), cell: (row) => row.employer || t("adverts.noEmployer") },
    { id: "place", header: t("adverts.col.place"), cell: (row) => row.municipality?.name ?? row.place },
    { id: "heads", header: t("adverts.col.heads"), numeric: true, cell: (row) => format.number(row.headcount) },
    { id: "start", header: t("adverts.col.start"), numeric: true, wideOnly: true, cell: (row) => row.start_date && format.iso(row.start_date) },
    {
      id: "do",
      header: t("adverts.col.do"),
      cell: (row) =>
        row.need ? (
          t("adverts.isNeed", { number: String(row.need.number), state: row.need.state.toLowerCase(), company: row.need.company })
        ) : (
          <Button size="sm" onPress={() => setChosen(row)}>
            <T id="adverts.attach" />
          </Button>
        ),
    },
  ];
  return (
    <div className="stack">
      <DataTable
        label={t("adverts.title")}
        columns={columns}
        rows={found.data?.results ?? []}
        rowKey={(row) => row.id}
        isLoading={found.isPending}
        empty={<EmptyState>{empty}</EmptyState>}
      />
      {found.data && found.data.count > PAGE_SIZE && (
        <Pagination page={url.number("sida", 1)} pageSize={PAGE_SIZE} total={found.data.count} href={(to) => url.href({ sida: String(to) })} />
      )}
      {chosen && <AttachDialog advert={chosen} onClose={() => setChosen(null)} />}
    </div>
  );
}

export function BackToAdverts(): ReactNode {
  return (
    <TextLink href="/annonser">
      <T id="adverts.title" />
    </TextLink>
  );
}
