import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChartArea, Download, Table } from "lucide-react";
import { useMemo, useRef } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { T, useT } from "@/lib/intl";
import { useListKeys } from "@/lib/keys";
import { usePreference } from "@/lib/preferences";
import { useUrlState } from "@/lib/url";
import { useToday } from "@/lib/useToday";
import { Button } from "@/ui/Button";
import { useKeyGroup } from "@/ui/keyHints";
import { Segmented } from "@/ui/Segmented";
import { SkeletonRows } from "@/ui/Skeleton";
import { EmptyState, ErrorState } from "@/ui/States";
import type { Curve, Project } from "../words";
import { Assumptions } from "./Assumptions";
import styles from "./curve.module.css";
import { CurveChart } from "./CurveChart";
import { CurveTable } from "./CurveTable";
import { figuresOf } from "./figures";
import { toCsv, toLayers } from "./layers";
import { Suggestions } from "./Suggestions";

/** The crew the building needs, week by week, what that rests on, and the needs it leads to. */
export function DemandCurve({ project, canPost }: { project: Project; canPost: boolean }) {
  const t = useT();
  const url = useUrlState();
  const today = useToday();
  const [view, setView] = usePreference("charts");
  const { data, error, refetch } = useQuery({
    ...$api.queryOptions("get", "/api/projects/{id}/demand-curve/", {
      params: { path: { id: project.id }, query: figuresOf(url.search) },
    }),
    placeholderData: keepPreviousData,
  });
  const layers = useMemo(() => (data ? toLayers(data, t("curve.other")) : []), [data, t]);
  const section = useRef<HTMLElement>(null);
  useListKeys(
    section,
    useMemo(() => ({ t: () => setView(view === "chart" ? "table" : "chart") }), [view, setView]),
  );
  useKeyGroup(
    useMemo(() => ({ title: t("curve.title"), hints: [{ keys: ["T"], does: t("curve.toggle") }] }), [t]),
  );

  return (
    <section ref={section} className={styles.section} aria-labelledby="bemanningskurva">
      <div className={styles.head}>
        <h2 id="bemanningskurva">
          <T id="curve.title" />
        </h2>
        {data?.available && (
          <div className="row" data-print="hide">
            <Segmented
              label={t("curve.view")}
              options={[
                { value: "chart", label: t("curve.chart"), icon: ChartArea },
                { value: "table", label: t("curve.asTable"), icon: Table },
              ]}
              value={view}
              onChange={(next) => setView(next === "table" ? "table" : "chart")}
            />
            <Button
              variant="quiet"
              size="sm"
              icon={Download}
              onPress={() =>
                download(
                  toCsv(data, { week: t("curve.weekHead"), monday: t("curve.monday"), total: t("curve.total") }),
                  t("curve.file", { project: project.name }),
                )
              }
            >
              <T id="curve.download" />
            </Button>
          </div>
        )}
      </div>
      {error ? (
        <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonRows label={t("curve.title")} rows={8} columns={1} />
      ) : !data.available ? (
        <EmptyState>{data.sentence}</EmptyState>
      ) : (
        <>
          <p className={styles.takeaway}>{data.sentence}</p>
          <p className="small muted">
            <T id="curve.howToRead" />
          </p>
          {view === "table" ? <CurveTable curve={data} /> : <CurveChart curve={data} layers={layers} today={today} />}
          <OtherTrades curve={data} shown={new Set(layers.map(({ key }) => key))} isChart={view === "chart"} />
          <Assumptions curve={data} />
          {canPost && <Suggestions project={project} suggestions={data.suggestions} />}
        </>
      )}
    </section>
  );
}

function OtherTrades({ curve, shown, isChart }: { curve: Curve; shown: ReadonlySet<string>; isChart: boolean }) {
  const t = useT();
  const rest = curve.trades.filter(({ occupation }) => !shown.has(occupation.code));
  if (rest.length === 0 || !isChart) return null;
  return (
    <p className="small muted">
      {t("curve.otherIs", { trades: rest.map(({ occupation }) => occupation.name.toLocaleLowerCase("sv")).join(", ") })}
    </p>
  );
}

function download(text: string, name: string): void {
  // The mark tells a spreadsheet that the file is UTF-8.
  const address = URL.createObjectURL(new Blob(["\uFEFF", text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
