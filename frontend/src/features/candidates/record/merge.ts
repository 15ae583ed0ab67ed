import { type Changes, type Key, KEYS, same, type Values } from "./values";

export interface Merged {
  /** What the form shows: my changes kept, everything else as it is now. */
  values: Values;
  /** Fields that both of us changed, to different things. */
  clashes: Key[];
  /** Fields that only the other one changed. */
  news: Key[];
}

/**
 * Two wrote in the same record. `base` is what both started from, `mine` what this form holds and `theirs` what is
 * stored now. Nothing of mine is dropped: where both changed a field, mine stays in the form until a person chooses.
 */
export function merge(base: Values, mine: Values, theirs: Values): Merged {
  const values: Changes = {};
  const clashes: Key[] = [];
  const news: Key[] = [];
  for (const key of KEYS) {
    const iChanged = !same(key, base[key], mine[key]);
    const theyChanged = !same(key, base[key], theirs[key]);
    Object.assign(values, { [key]: iChanged ? mine[key] : theirs[key] });
    if (theyChanged && !iChanged) news.push(key);
    if (theyChanged && iChanged && !same(key, mine[key], theirs[key])) clashes.push(key);
  }
  return { values: values as Values, clashes, news };
}
