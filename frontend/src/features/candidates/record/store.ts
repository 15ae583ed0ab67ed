import { asProblem, type FieldErrors, type Problem } from "@/api/problem";
import { numberProblem } from "../identity/detect";
import { merge } from "./merge";
import { BLANK, type Candidate, type Changes, changedKeys, type Key, pick, reuse, same, toValues, type Values } from "./values";

export interface Saving {
  create: (changes: Changes) => Promise<Candidate>;
  /** `seen` carries the version for If-Match. */
  update: (seen: Candidate, changes: Changes) => Promise<Candidate>;
  now: () => Date;
}

/** clean: all is stored. waiting: typed, not sent. refused: the server said no, see `errors` or `problem`. */
export type SaveState = "clean" | "waiting" | "saving" | "failed" | "refused" | "clash";

export interface Snapshot {
  /** As stored; null until the first save. */
  candidate: Candidate | null;
  values: Values;
  dirty: readonly Key[];
  state: SaveState;
  savedAt: Date | null;
  /** By the field's name in the API ("certificates.0.expires"). */
  errors: FieldErrors;
  /** Why the last attempt did not get through; null for field errors. */
  problem: Problem | null;
  /** Fields that a colleague and this form changed to different things. Held until `resolve`. */
  clashes: readonly Key[];
  /** Fields a colleague changed meanwhile, already in the form. */
  news: readonly Key[];
}

const NO_ERRORS: FieldErrors = { fields: {}, general: [] };
/** Half a telephone number is wrong and half a name is another: while typing goes on these wait. */
const IS_WHOLE: { [K in Key]?: (value: Values[K]) => boolean } = {
  first_name: (name) => name.trim() !== "",
  last_name: (name) => name.trim() !== "",
  phone: (number) => number === "" || (/^\+?[\d ()/-]+$/.test(number) && number.replace(/\D/g, "").length >= 8),
  email: (address) => address === "" || /^\S+@\S+\.\S{2,}$/.test(address),
  identity: ({ number }) => number === "" || number.includes("•") || numberProblem(number) === null,
};

const rootOf = (name: string) => name.split(".")[0] as Key;

/**
 * A record that saves itself field by field: one request at a time, each on the version last seen. Lives in
 * memory only. Whatever goes wrong, what was typed stays in `values` until it is stored.
 */
export class RecordStore {
  private base: Values;
  private candidate: Candidate | null;
  private values: Values;
  private refused = new Set<Key>();
  private held = new Set<Key>();
  private errors: FieldErrors = NO_ERRORS;
  private problem: Problem | null = null;
  private savedAt: Date | null = null;
  private news: Key[] = [];
  private inFlight: Promise<void> | null = null;
  /** As it stood at the last tick: what is the same now is no longer being typed. */
  private lastTick: Values | null = null;
  private snapshot: Snapshot;
  private readonly listeners = new Set<() => void>();

  constructor(
    candidate: Candidate | null,
    private readonly saving: Saving,
    start: Changes = {},
  ) {
    this.candidate = candidate;
    this.base = candidate ? toValues(candidate) : BLANK;
    this.values = { ...this.base, ...start };
    this.snapshot = this.take();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  getSnapshot = (): Snapshot => this.snapshot;

  edit(changes: Changes): void {
    this.values = { ...this.values, ...changes };
    const touched = Object.keys(changes) as Key[];
    for (const key of touched) this.refused.delete(key);
    const fields = Object.entries(this.errors.fields).filter(([name]) => !touched.includes(rootOf(name)));
    if (fields.length < Object.keys(this.errors.fields).length) {
      this.errors = { fields: Object.fromEntries(fields), general: [] };
    }
    this.news = this.news.filter((key) => !touched.includes(key));
    this.publish();
  }

  /** Stores what can be stored. `typing`, on every tick, leaves out what may be half written. */
  async flush({ typing = false } = {}): Promise<void> {
    const wanted = this.sendable(typing);
    if (typing) this.lastTick = this.values;
    return this.store(wanted);
  }

  /** One at a time. What is begun while one waits is not part of it: it may be half a word. */
  private async store(wanted: readonly Key[]): Promise<void> {
    if (this.inFlight) {
      await this.inFlight;
      return this.store(wanted);
    }
    const still = this.sendable(false);
    const keys = wanted.filter((key) => still.includes(key));
    if (keys.length === 0) return;
    this.inFlight = this.send(keys).finally(() => {
      this.inFlight = null;
      this.publish();
    });
    this.publish();
    await this.inFlight;
  }

  /** Takes in the record as somebody else made it. Our own save under way answers for itself. */
  rebase(current: Candidate): void {
    if (this.inFlight || (this.candidate && current.version <= this.candidate.version)) return;
    this.takeIn(current);
  }

  private takeIn(current: Candidate): void {
    const theirs = toValues(current);
    const merged = merge(this.base, this.values, theirs);
    this.candidate = current;
    this.base = theirs;
    this.values = reuse(this.values, merged.values);
    this.held = new Set([...this.held, ...merged.clashes]);
    this.news = merged.news;
    this.publish();
  }

  /** The person has seen both and chosen. */
  resolve(key: Key, choice: "mine" | "theirs"): void {
    this.held.delete(key);
    if (choice === "theirs") this.values = { ...this.values, ...pick(this.base, [key]) };
    this.publish();
  }

  /** Drops what is not stored. Only when the person says that it was somebody else. */
  discard(): void {
    this.values = this.base;
    this.held.clear();
    this.refused.clear();
    this.errors = NO_ERRORS;
    this.problem = null;
    this.publish();
  }

  private sendable(typing: boolean): Key[] {
    const hasName = this.values.first_name.trim() !== "" && this.values.last_name.trim() !== "";
    const isNameDone = !typing || (this.isSettled("first_name") && this.isSettled("last_name"));
    if (!this.candidate && !(hasName && isNameDone)) return [];
    return changedKeys(this.base, this.values).filter(
      (key) => !this.refused.has(key) && !this.held.has(key) && !(typing && !this.isSettled(key)),
    );
  }

  /** Whole as it stands, and not touched since the last tick. */
  private isSettled<K extends Key>(key: K): boolean {
    const isWhole: ((value: Values[K]) => boolean) | undefined = IS_WHOLE[key];
    const before = this.lastTick?.[key];
    return !isWhole || (before !== undefined && same(key, before, this.values[key]) && isWhole(this.values[key]));
  }

  private async send(keys: readonly Key[], again = true): Promise<void> {
    const sent = this.values;
    const changes = pick(sent, keys);
    try {
      const stored = this.candidate
        ? await this.saving.update(this.candidate, changes)
        : await this.saving.create(changes);
      this.settle(stored, sent, keys);
    } catch (error) {
      const problem = asProblem(error);
      if (problem.kind === "stale" && problem.current && again) {
        this.takeIn(problem.current as Candidate);
        const left = this.sendable(false).filter((key) => keys.includes(key));
        // Only I touched these: they go again, on the version just seen.
        if (left.length > 0) await this.send(left, false);
        return;
      }
      this.refuse(problem, keys);
    }
  }

  private settle(stored: Candidate, sent: Values, keys: readonly Key[]): void {
    // Not part of this save, or typed while the answer was on its way: kept. The rest is as the server wrote it.
    const unsent = changedKeys(this.base, sent).filter((key) => !keys.includes(key));
    const typed = changedKeys(sent, this.values);
    this.candidate = stored;
    this.base = toValues(stored);
    this.values = reuse(this.values, { ...this.base, ...pick(this.values, [...unsent, ...typed]) });
    this.savedAt = this.saving.now();
    this.problem = null;
    if (this.refused.size === 0) this.errors = NO_ERRORS;
  }

  private refuse(problem: Problem, keys: readonly Key[]): void {
    this.problem = problem;
    if (problem.kind !== "validation" && problem.kind !== "conflict") return;
    const named = Object.keys(problem.fields).map(rootOf);
    const wrong = named.length > 0 ? named : keys;
    for (const key of wrong) this.refused.add(key);
    this.errors = { fields: problem.fields, general: problem.general };
    if (named.length > 0) this.problem = null;
  }

  private take(): Snapshot {
    const dirty = changedKeys(this.base, this.values);
    const refused = dirty.filter((key) => this.refused.has(key));
    return {
      candidate: this.candidate,
      values: this.values,
      dirty,
      savedAt: this.savedAt,
      errors: this.errors,
      problem: this.problem,
      clashes: dirty.filter((key) => this.held.has(key)),
      news: this.news,
      state: this.inFlight
        ? "saving"
        : this.held.size > 0
          ? "clash"
          : refused.length > 0
            ? "refused"
            : dirty.length === 0
              ? "clean"
              : this.problem
                ? "failed"
                : "waiting",
    };
  }

  private publish(): void {
    this.snapshot = this.take();
    for (const listener of this.listeners) listener();
  }
}
