import { useEffect, useSyncExternalStore } from "react";

export interface KeyGroup {
  title: string;
  hints: readonly { keys: readonly string[]; does: string }[];
}

let groups: readonly KeyGroup[] = [];
const listeners = new Set<() => void>();

function publish(next: readonly KeyGroup[]): void {
  groups = next;
  for (const listener of listeners) listener();
}

/** The groups on this page, in the order they were mounted. */
export function useKeyHints(): readonly KeyGroup[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => groups,
  );
}

/** Shows the keys of this screen in the help for as long as it is mounted. Pass a stable (memoised) group. */
export function useKeyGroup(group: KeyGroup): void {
  useEffect(() => {
    publish([...groups, group]);
    return () => publish(groups.filter((other) => other !== group));
  }, [group]);
}
