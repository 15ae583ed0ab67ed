import { useMemo } from "react";
import { type FormatNumberOptions, useIntl } from "react-intl";
import { isoWeek, parseDay } from "./dates";

type Moment = string | Date;
const ZONE = "Europe/Stockholm";

/** A plain date is a calendar day and has no zone; a time stamp is shown in Swedish time. */
function resolve(value: Moment): { date: Date; timeZone: string } {
  if (typeof value === "string" && value.length === 10) return { date: parseDay(value), timeZone: "UTC" };
  return { date: new Date(value), timeZone: ZONE };
}

/** A date that breaks over two lines reads badly, in a table most of all. */
const unbroken = (text: string) => text.replaceAll(" ", "\u00A0");

/** Dates, times and numbers the way the interface writes them, in the current language. */
export function useFormat() {
  const intl = useIntl();
  return useMemo(() => {
    const dated = (value: Moment, options: Intl.DateTimeFormatOptions) => {
      const { date, timeZone } = resolve(value);
      return new Intl.DateTimeFormat(intl.locale, { ...options, timeZone }).format(date);
    };
    return {
      /** "mån 3 mars" */
      day: (value: Moment) =>
        unbroken(dated(value, { weekday: "short", day: "numeric", month: "long" }).replace(",", "")),
      /** "måndag 3 mars", spelled out, with the year when it is another: for candidates */
      longDay: (value: Moment) => {
        const isThisYear = resolve(value).date.getUTCFullYear() === new Date().getUTCFullYear();
        return dated(value, { weekday: "long", day: "numeric", month: "long", ...(!isThisYear && { year: "numeric" }) });
      },
      /** "3 mars 2026" */
      date: (value: Moment) => unbroken(dated(value, { day: "numeric", month: "long", year: "numeric" })),
      /** "mars 2026" */
      month: (value: Moment) => unbroken(dated(value, { month: "short", year: "numeric" })),
      /** "2026-03-03", for tables */
      iso: (value: Moment) => {
        const { date, timeZone } = resolve(value);
        return new Intl.DateTimeFormat("sv-SE", { timeZone }).format(date);
      },
      /** "10.42": Swedish clock times are written with a point. */
      time: (value: Moment) => {
        const text = dated(value, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
        return intl.locale.startsWith("sv") ? text.replace(":", ".") : text;
      },
      week: (value: string) => isoWeek(value).week,
      number: (value: number, options?: FormatNumberOptions) => intl.formatNumber(value, options),
      list: (items: string[]) => intl.formatList(items, { type: "conjunction" }),
      /** What is said of one thing: no "and" before the last. */
      facts: (items: string[]) => intl.formatList(items, { type: "unit", style: "short" }),
    };
  }, [intl]);
}
