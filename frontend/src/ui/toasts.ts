import { useSyncExternalStore } from "react";

export interface ToastItem {
  id: number;
  text: string;
  tone: "plain" | "stop";
  undo?: () => void;
}

let items: readonly ToastItem[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly ToastItem[]): void {
  items = next;
  for (const listener of listeners) listener();
}

/** Says what happened, politely. With `undo` it offers the way back, also on Ctrl+Z. At most three at once. */
export function toast(text: string, { undo, tone = "plain" }: { undo?: () => void; tone?: ToastItem["tone"] } = {}): void {
  publish([...items, { id: nextId++, text, tone, undo }].slice(-3));
}

export function dismissToast(id: number): void {
  publish(items.filter((item) => item.id !== id));
}

/** Undoes the latest action that can be undone; false when there is none. */
export function undoLatest(): boolean {
  const latest = items.findLast((item) => item.undo);
  if (!latest) return false;
  dismissToast(latest.id);
  latest.undo?.();
  return true;
}

export function useToasts(): readonly ToastItem[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => items,
  );
}
