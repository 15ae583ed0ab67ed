import type { Search } from "@/lib/url";

export interface Figures {
  m2_per_dwelling?: number;
  hours_per_m2?: number;
}

const LIMITS = { m2_per_dwelling: [10, 500], hours_per_m2: [1, 100] } as const;

function within(text: string | undefined, [low, high]: readonly [number, number]): number | undefined {
  const value = Number(text);
  return text && value >= low && value <= high ? value : undefined;
}

/** The company's own figures in the address; both or neither, as the curve wants them. */
export function figuresOf(search: Search): Figures {
  const area = within(search.yta, LIMITS.m2_per_dwelling);
  const hours = within(search.timmar, LIMITS.hours_per_m2);
  return area !== undefined && hours !== undefined ? { m2_per_dwelling: area, hours_per_m2: hours } : {};
}
