import type { MessageId } from "@/lib/intl";

/** Reasons we can say in the reader's own language; any other comes in Swedish as it was written. */
export const OWN_WORDS: Partial<Record<string, MessageId>> = {
  trade: "myPath.because.trade",
  taught: "myPath.because.taught",
  course: "myPath.because.course",
  travel_time: "myPath.because.travel",
  skills: "myPath.because.skills",
  language: "myPath.because.language",
  shift_hour: "myPath.because.hour",
  dates: "myPath.because.dates",
};

/** "Betongarbetare" → "betongarbetare" inside a sentence; "VVS-montör" stays. */
export function inSentence(occupation: string): string {
  const [first = "", second = ""] = occupation;
  return second === second.toLocaleUpperCase("sv") ? occupation : first.toLocaleLowerCase("sv") + occupation.slice(1);
}
