const DAY = 86_400_000;

/** "2026-03-03" → midnight UTC. Throws on anything else. */
export function parseDay(iso: string): Date {
  const date = new Date(`${iso}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso) || Number.isNaN(date.getTime()) || toDay(date) !== iso) {
    throw new RangeError(`Not a calendar day: ${iso}`);
  }
  return date;
}

export function toDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** The day `count` days later (earlier when negative). */
export function addDays(iso: string, count: number): string {
  return toDay(new Date(parseDay(iso).getTime() + count * DAY));
}

/** Days from one to the other; negative when `to` comes first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((parseDay(to).getTime() - parseDay(from).getTime()) / DAY);
}

/** ISO 8601 week: belongs to the year of its Thursday. */
export function isoWeek(iso: string): { year: number; week: number } {
  const date = parseDay(iso);
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * DAY);
  const year = thursday.getUTCFullYear();
  return { year, week: 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY)) };
}
