import { useId, useRef, useState } from "react";
import { isoWeek } from "@/lib/dates";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { useWidth } from "@/lib/useWidth";
import type { Curve } from "../words";
import styles from "./curve.module.css";
import { type Frame, type Layer, OTHER, type Plot, plot } from "./layers";
import { Patterns, patternOf } from "./Patterns";

const BLOCK = 340;
const LABEL_ROW = 18;
const LINE = 15;
const LETTER = 7.5;
const START = 34;

interface CurveChartProps {
  curve: Curve;
  layers: readonly Layer[];
  today: string;
}

/**
 * Heads stacked by trade, one step a week. A slider under it walks the weeks: the picture for the eye, the
 * slider and the sentence below for keyboard, touch and speech.
 */
export function CurveChart({ curve, layers, today }: CurveChartProps) {
  const t = useT();
  const format = useFormat();
  const id = useId();
  const ref = useRef<HTMLDivElement>(null);
  const width = useWidth(ref) ?? 900;
  const top = curve.weeks.reduce((best, week, i) => (week.heads > (curve.weeks[best]?.heads ?? 0) ? i : best), 0);
  const [week, setWeek] = useState(top);
  const weeks = curve.weeks.length;
  const bare: Frame = { inline: width, block: BLOCK, start: START, end: 8, top: 14, bottom: 36 };
  // Where a name goes depends on how thick its layer is drawn, and that on how much room the names above take.
  const above = namesAbove(plot(layers, weeks, { ...bare, top: 14 + 2 * LABEL_ROW }), width);
  const frame: Frame = { ...bare, top: 14 + above.rows * LABEL_ROW };
  const { drawn, x, y, ticks } = plot(layers, weeks, frame);
  const chosen = curve.weeks[week];
  const present = layers
    .map((layer) => ({ layer, heads: layer.heads[week] ?? 0 }))
    .filter(({ heads }) => heads >= 0.05)
    .toSorted((a, b) => b.heads - a.heads);
  const sentence = chosen
    ? t("curve.week", {
        week: chosen.label,
        heads: chosen.heads,
        trades: format.list(present.map(({ layer, heads }) => t("curve.trade", { name: layer.name, heads }))),
      })
    : "";
  const now = curve.weeks.findIndex(({ monday }, i) => monday <= today && today < (curve.weeks[i + 1]?.monday ?? monday));
  const every = Math.max(1, Math.ceil(44 / ((width - frame.start) / curve.weeks.length)));

  return (
    <div ref={ref} className={styles.chart}>
      <svg
        role="img"
        aria-label={t("curve.label", { count: layers.length })}
        width={width}
        height={BLOCK}
        className={styles.svg}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          const share = (event.clientX - box.left - frame.start) / (width - frame.start - frame.end);
          setWeek(Math.min(curve.weeks.length - 1, Math.max(0, Math.floor(share * curve.weeks.length))));
        }}
      >
        <Patterns id={id} />
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={frame.start} x2={width - frame.end} y1={y(tick)} y2={y(tick)} className={styles.grid} />
            <text x={frame.start - 6} y={y(tick)} dy="0.35em" className={styles.tick} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {drawn.map(({ layer, path }, i) => (
          <path key={layer.key} d={path} className={styles.layer} fill={patternOf(id, i, layer.key === OTHER)} />
        ))}
        {now >= 0 && (
          <g>
            <line x1={x(now + 0.5)} x2={x(now + 0.5)} y1={frame.top - 4} y2={BLOCK - frame.bottom} className={styles.today} />
            <text x={x(now + 0.5)} y={BLOCK - frame.bottom + 30} className={styles.tick} textAnchor="middle">
              {t("curve.today")}
            </text>
          </g>
        )}
        {curve.weeks.map(({ monday }, i) =>
          i % every === 0 && (now < 0 || Math.abs(i - now) > 0) ? (
            <text key={monday} x={x(i + 0.5)} y={BLOCK - frame.bottom + 14} className={styles.tick} textAnchor="middle">
              {weekTick(monday, i, every)}
            </text>
          ) : null,
        )}
        <line x1={frame.start} x2={width - frame.end} y1={y(0)} y2={y(0)} className={styles.axis} />
        {chosen && (
          <rect
            x={x(week)}
            y={frame.top}
            width={Math.max(1, x(week + 1) - x(week))}
            height={BLOCK - frame.bottom - frame.top}
            className={styles.cursor}
          />
        )}
        {drawn.map(({ layer, label }) => {
          const row = above.row.get(layer.key);
          const over = 12 + (row ?? 0) * LABEL_ROW;
          return row === undefined ? (
            <text key={layer.key} x={label.x} y={label.y} dy="0.35em" className={styles.name} textAnchor="middle">
              {layer.name}
            </text>
          ) : (
            <g key={layer.key}>
              <line x1={label.x} x2={label.x} y1={over + 4} y2={label.y} className={styles.leader} />
              <circle cx={label.x} cy={label.y} r="3" className={styles.dot} />
              <text x={center(label.x, layer.name, width)} y={over} className={styles.name} textAnchor="middle">
                {layer.name}
              </text>
            </g>
          );
        })}
      </svg>
      <label className={styles.slider} data-print="hide">
        <span className="small muted">
          <T id="curve.slider" />
        </span>
        <input
          type="range"
          min={0}
          max={curve.weeks.length - 1}
          value={week}
          aria-valuetext={sentence}
          onChange={(event) => setWeek(event.target.valueAsNumber)}
        />
      </label>
      <p className="small num" aria-hidden="true">
        {sentence}
      </p>
    </div>
  );
}

/** The weeks a layer is thick, in px: what its name has to fit in. */
function room(layer: Layer, x: (week: number) => number): number {
  const limit = layer.peak * 0.7;
  let best = 0;
  let from = 0;
  for (let i = 0; i <= layer.heads.length; i += 1) {
    if (i < layer.heads.length && (layer.heads[i] ?? 0) >= limit) continue;
    best = Math.max(best, i - from);
    from = i + 1;
  }
  return x(best) - x(0);
}

/** Where a name above the drawing stands: over its layer, but never outside. */
function center(at: number, name: string, width: number): number {
  const half = (name.length * LETTER) / 2;
  return Math.max(START + half, Math.min(at, width - half));
}

/** The names that do not fit in their layer, each on a row above where it meets no other. */
function namesAbove({ drawn, x }: Plot, width: number): { rows: number; row: Map<string, number> } {
  const ends: number[] = [];
  const row = new Map<string, number>();
  const outside = drawn
    .filter(({ layer, label }) => label.thickness < LINE + 3 || layer.name.length * LETTER >= room(layer, x))
    .map(({ layer, label }) => ({ layer, at: center(label.x, layer.name, width) }))
    .toSorted((a, b) => a.at - b.at);
  for (const { layer, at } of outside) {
    const half = (layer.name.length * LETTER) / 2 + 8;
    let free = ends.findIndex((end) => end < at - half);
    if (free < 0) free = ends.length;
    ends[free] = at + half;
    row.set(layer.key, free);
  }
  return { rows: ends.length, row };
}

/** "9", and the year where it turns. */
function weekTick(monday: string, index: number, every: number): string {
  const { year, week } = isoWeek(monday);
  return index === 0 || week <= every ? `${week} ’${String(year).slice(2)}` : String(week);
}
