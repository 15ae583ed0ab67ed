import { scaleLinear } from "d3-scale";
import { area, curveStepAfter, stack } from "d3-shape";
import type { Curve } from "../words";

/** No more than an eye can follow; what is left is one layer of its own. */
export const MAX_LAYERS = 6;
export const OTHER = "other";

export interface Layer {
  /** Occupation code, or OTHER. */
  key: string;
  name: string;
  heads: number[];
  peak: number;
  personWeeks: number;
}

/** When a trade is at its work, as the mean week. */
function middle(heads: readonly number[]): number {
  const sum = heads.reduce((a, b) => a + b, 0);
  return sum === 0 ? 0 : heads.reduce((a, h, i) => a + h * i, 0) / sum;
}

/** The largest trades in the order they come to the site, so that the stack reads from the ground up; the rest last. */
export function toLayers({ trades }: Pick<Curve, "trades">, otherName: string): Layer[] {
  const bySize = trades.toSorted((a, b) => b.person_weeks - a.person_weeks);
  // One trade over is better drawn than called "other".
  const count = trades.length <= MAX_LAYERS + 1 ? trades.length : MAX_LAYERS;
  const large = bySize
    .slice(0, count)
    .toSorted((a, b) => middle(a.heads) - middle(b.heads))
    .map(({ occupation, heads, peak, person_weeks }) => ({
      key: occupation.code,
      name: occupation.name,
      heads,
      peak,
      personWeeks: person_weeks,
    }));
  const rest = bySize.slice(count);
  const [first] = rest;
  if (!first) return large;
  const heads = first.heads.map((_, i) => rest.reduce((sum, trade) => sum + (trade.heads[i] ?? 0), 0));
  return [
    ...large,
    {
      key: OTHER,
      name: otherName,
      heads: heads.map((h) => Math.round(h * 10) / 10),
      peak: Math.round(Math.max(...heads) * 10) / 10,
      personWeeks: Math.round(rest.reduce((sum, trade) => sum + trade.person_weeks, 0) * 10) / 10,
    },
  ];
}

export interface Drawn {
  layer: Layer;
  path: string;
  /** Where the layer is thickest: its name goes there. */
  label: { x: number; y: number; thickness: number };
}

export interface Frame {
  inline: number;
  block: number;
  start: number;
  end: number;
  top: number;
  bottom: number;
}

export interface Plot {
  drawn: Drawn[];
  x: (week: number) => number;
  y: (heads: number) => number;
  ticks: number[];
}

/** The layers as areas, one step a week. `frame` is in px. */
export function plot(layers: readonly Layer[], weeks: number, frame: Frame): Plot {
  const x = scaleLinear([0, weeks], [frame.start, frame.inline - frame.end]);
  const series = stack<number, string>()
    .keys(layers.map(({ key }) => key))
    .value((week, key) => layers.find((layer) => layer.key === key)?.heads[week] ?? 0)(
    Array.from({ length: weeks }, (_, week) => week),
  );
  const top = Math.max(1, ...(series.at(-1)?.map((point) => point[1]) ?? [1]));
  const y = scaleLinear([0, top], [frame.block - frame.bottom, frame.top]).nice(4);
  const draw = area<[number, number, number]>()
    .x(([week]) => x(week))
    .y0(([, low]) => y(low))
    .y1(([, , high]) => y(high))
    .curve(curveStepAfter);
  const drawn = series.map((points, i) => {
    const layer = layers[i] as Layer;
    const steps = points.map(([low, high], week): [number, number, number] => [week, low, high]);
    const last = steps.at(-1);
    // A step lasts to the end of its week.
    if (last) steps.push([weeks, last[1], last[2]]);
    const widest = thickest(points.map(([low, high]) => high - low));
    const [low, high] = points[widest] ?? [0, 0];
    return {
      layer,
      path: draw(steps) ?? "",
      label: { x: x(widest + 0.5), y: y((low + high) / 2), thickness: y(low) - y(high) },
    };
  });
  return { drawn, x, y, ticks: y.ticks(4).filter((tick) => Number.isInteger(tick)) };
}

/** The middle of the longest stretch near the top, so that a name does not stand at an edge. */
export function thickest(values: readonly number[]): number {
  const limit = Math.max(...values, 0) * 0.85;
  let best = { from: 0, length: 0 };
  let from = 0;
  for (let i = 0; i <= values.length; i += 1) {
    if (i < values.length && (values[i] ?? 0) >= limit && limit > 0) continue;
    if (i - from > best.length) best = { from, length: i - from };
    from = i + 1;
  }
  return best.from + Math.floor(Math.max(0, best.length - 1) / 2);
}
