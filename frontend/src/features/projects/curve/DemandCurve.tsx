import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChartArea, Table } from "lucide-react";
import { useMemo, useRef } from "react";
import { $api, api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { T, useT } from "@/lib/intl";
import { useListKeys } from "@/lib/keys";
import { usePreference } from "@/lib/preferences";
import { useUrlState } from "@/lib/url";
import { useToday } from "@/lib/useToday";
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
import { toLayers } from "./layers";
import { FileMenu } from "../FileMenu";
import { OwnHeads } from "./OwnHeads";
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
            <FileMenu
              name={t("curve.file", { project: project.name })}
              fetchFile={async (kind) =>
                (
                  await api.GET("/api/projects/{id}/demand-curve-file/", {
                    params: { path: { id: project.id }, query: { ...figuresOf(url.search), kind } },
                    parseAs: "blob",
                  })
                ).data as Blob
              }
            />
          </div>
        )}
      </div>
      {error ? (
        <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonRows label={t("curve.title")} rows={8} columns={1} />
      ) : !data.available ? (
        <>
          <EmptyState>{data.sentence}</EmptyState>
          {canPost && <OwnHeads project={project} curve={data} />}
        </>
      ) : (
        <>
          <p className={styles.takeaway}>{data.sentence}</p>
          {data.calibration && <p>{data.calibration.sentence}</p>}
          {data.changes.length > 0 && (
            <p className="small">
              <T id="own.isChanged" values={{ count: data.changes.length, who: canPost ? "us" : "them" }} />
            </p>
          )}
          <p className="small muted">
            <T id="curve.howToRead" />
          </p>
          {view === "table" ? <CurveTable curve={data} /> : <CurveChart curve={data} layers={layers} today={today} />}
          <OtherTrades curve={data} shown={new Set(layers.map(({ key }) => key))} isChart={view === "chart"} />
          {data.template ? <Assumptions curve={data} /> : <p className="small muted">{data.template_note}</p>}
          {canPost && <OwnHeads project={project} curve={data} />}
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
