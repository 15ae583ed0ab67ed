import type { components } from "@/api/schema";
import { parseDay, toDay } from "@/lib/dates";
import type { useFormat } from "@/lib/format";

type Schemas = components["schemas"];
export type Proposal = Schemas["Proposal"];
export type Run = Schemas["Run"];
export type Need = Schemas["Need"];
export type NeedRow = Schemas["NeedRow"];
export type Placement = Schemas["Placement"];

export type Format = ReturnType<typeof useFormat>;

/** The API ends its periods on the first day after; people speak of the last day. */
export function lastDay(end: string): string {
  return toDay(new Date(parseDay(end).getTime() - 86_400_000));
}

/** "10.42" today, "tis 3 mars 10.42" otherwise. */
export function moment(format: Format, value: string, now: Date): string {
  const time = format.time(value);
  return format.iso(value) === format.iso(now) ? time : `${format.day(value)} ${time}`;
}

/** A gap is a promise ("at most"), so it is rounded up, never down. */
export function gapCeiling(gap: number): number {
  return Math.ceil(Number((gap * 1000).toFixed(6))) / 1000;
}

/** Weeks of work with one decimal, and a real minus sign. */
export function signed(format: Format, value: number): string {
  return format.number(value, { signDisplay: "exceptZero", maximumFractionDigits: 1, minimumFractionDigits: 1 });
}

export function weeksOfWork(format: Format, value: number): string {
  return format.number(value, { maximumFractionDigits: 1 });
}
