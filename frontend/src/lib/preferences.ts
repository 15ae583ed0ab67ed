import { useSyncExternalStore } from "react";

/** Choices about the screen, never about a person: safe to keep in the browser. */
const DEFAULTS = {
  theme: "system" as "system" | "light" | "dark",
  density: "comfortable" as "comfortable" | "dense",
  keys: "on" as "on" | "off",
  charts: "chart" as "chart" | "table",
  locale: "sv" as "sv" | "en" | "ar",
};
export type Preferences = typeof DEFAULTS;

const listeners = new Set<() => void>();
const storageKey = (name: string) => `byggvagen.${name}`;

export function readPreference<K extends keyof Preferences>(name: K): Preferences[K] {
  return (localStorage.getItem(storageKey(name)) as Preferences[K] | null) ?? DEFAULTS[name];
}

export function writePreference<K extends keyof Preferences>(name: K, value: Preferences[K]): void {
  localStorage.setItem(storageKey(name), value);
  if (name === "theme" || name === "density") applyAppearance();
  for (const listener of listeners) listener();
}

/** Puts theme and density on the root element, where the tokens look for them. */
export function applyAppearance(): void {
  const root = document.documentElement.dataset;
  root.theme = readPreference("theme");
  root.density = readPreference("density");
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePreference<K extends keyof Preferences>(name: K) {
  const value = useSyncExternalStore(subscribe, () => readPreference(name));
  return [value, (next: Preferences[K]) => writePreference(name, next)] as const;
}
