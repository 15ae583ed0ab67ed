import { describe, expect, it, vi } from "vitest";
import { Problem } from "@/api/problem";
import { aCandidate } from "../testing";
import { merge } from "./merge";
import { RecordStore } from "./store";
import { BLANK, type Candidate, type Changes, toValues } from "./values";

const NOW = new Date("2026-03-03T09:42:00Z");

/** A server of one record: writes what it is told, raises the version. */
function backend(first: Candidate | null) {
  let stored = first;
  const write = (changes: Changes) => {
    const { municipality: _place, ...plain } = changes;
    stored = { ...(stored ?? aCandidate({ version: 0 })), ...(plain as object), version: (stored?.version ?? 0) + 1 };
    return stored;
  };
  const create = vi.fn<(changes: Changes) => Promise<Candidate>>(async (changes) => write(changes));
  const update = vi.fn<(seen: Candidate, changes: Changes) => Promise<Candidate>>(async (seen, changes) => {
    if (stored && seen.version !== stored.version) {
      throw new Problem({ kind: "stale", status: 412, current: stored });
    }
    return write(changes);
  });
  return { create, update, now: () => NOW, colleague: write };
}

describe("a new record", () => {
  it("waits for both names, then sends all that was typed", async () => {
    const saving = backend(null);
    const store = new RecordStore(null, saving);
    store.edit({ first_name: "Amina", phone: "070-174 06 05" });
    await store.flush();
    expect(saving.create).not.toHaveBeenCalled();
    expect(store.getSnapshot().state).toBe("waiting");
    store.edit({ last_name: "Warsame" });
    await store.flush();
    expect(saving.create).toHaveBeenCalledExactlyOnceWith({
      first_name: "Amina",
      last_name: "Warsame",
      phone: "070-174 06 05",
    });
    expect(store.getSnapshot()).toMatchObject({ state: "clean", savedAt: NOW, dirty: [] });
  });

  it("is not made while the name is being typed", async () => {
    const saving = backend(null);
    const store = new RecordStore(null, saving, { first_name: "Amina", last_name: "W" });
    await store.flush({ typing: true });
    expect(saving.create).not.toHaveBeenCalled();
  });
});

describe("what one stops typing", () => {
  it("is stored within two ticks, though one never leaves the field", async () => {
    const saving = backend(null);
    const store = new RecordStore(null, saving, { first_name: "Amina", last_name: "Wars" });
    await store.flush({ typing: true });
    store.edit({ last_name: "Warsame" });
    await store.flush({ typing: true });
    expect(saving.create).not.toHaveBeenCalled();
    await store.flush({ typing: true });
    expect(saving.create).toHaveBeenCalledExactlyOnceWith({ first_name: "Amina", last_name: "Warsame" });
    store.edit({ phone: "070-176" });
    await store.flush({ typing: true });
    await store.flush({ typing: true });
    // Six digits are not a number yet.
    expect(saving.update).not.toHaveBeenCalled();
    store.edit({ phone: "070-176 06 05" });
    await store.flush({ typing: true });
    await store.flush({ typing: true });
    expect(saving.update.mock.calls.map(([, changes]) => changes)).toEqual([{ phone: "070-176 06 05" }]);
  });
});

describe("a record", () => {
  it("sends only what differs, with the version last seen", async () => {
    const saving = backend(aCandidate());
    const store = new RecordStore(aCandidate(), saving);
    store.edit({ next_step: "Ring efter 15", has_car: false });
    await store.flush();
    expect(saving.update.mock.calls.map(([seen, changes]) => [seen.version, changes])).toEqual([[3, { next_step: "Ring efter 15" }]]);
    store.edit({ next_step: "Möte" });
    await store.flush();
    expect(saving.update.mock.calls[1]?.[0].version).toBe(4);
  });

  it("keeps what is typed while an answer is on its way", async () => {
    const saving = backend(aCandidate());
    const store = new RecordStore(aCandidate(), saving);
    store.edit({ next_step: "Ring" });
    const saved = store.flush();
    expect(store.getSnapshot().state).toBe("saving");
    store.edit({ next_step: "Ring efter 15" });
    await saved;
    expect(store.getSnapshot()).toMatchObject({ state: "waiting", dirty: ["next_step"] });
    expect(store.getSnapshot().values.next_step).toBe("Ring efter 15");
    await store.flush();
    expect(store.getSnapshot().state).toBe("clean");
    expect(saving.update).toHaveBeenCalledTimes(2);
  });

  it("leaves out what was begun while it waited for its turn", async () => {
    const saving = backend(null);
    const store = new RecordStore(null, saving, { first_name: "Amina", last_name: "Warsame" });
    const first = store.flush();
    const second = store.flush();
    store.edit({ phone: "0" });
    await Promise.all([first, second]);
    expect(saving.create).toHaveBeenCalledTimes(1);
    expect(saving.update).not.toHaveBeenCalled();
    expect(store.getSnapshot()).toMatchObject({ state: "waiting", dirty: ["phone"] });
  });

  it("does not send half a telephone number while typing, and does when one leaves the field", async () => {
    const saving = backend(aCandidate());
    const store = new RecordStore(aCandidate(), saving);
    store.edit({ phone: "07", next_step: "a" });
    await store.flush({ typing: true });
    expect(saving.update.mock.calls[0]?.[1]).toEqual({ next_step: "a" });
    expect(store.getSnapshot().values.phone).toBe("07");
    await store.flush();
    expect(saving.update.mock.calls[1]?.[1]).toEqual({ phone: "07" });
  });

  it("holds back a refused field, saves the others, and tries it again when it is changed", async () => {
    const saving = backend(aCandidate());
    const store = new RecordStore(aCandidate(), saving);
    saving.update.mockRejectedValueOnce(new Problem({ kind: "validation", status: 400, fields: { phone: ["Skriv siffror."] } }));
    store.edit({ phone: "abc" });
    await store.flush();
    expect(store.getSnapshot()).toMatchObject({ state: "refused", errors: { fields: { phone: ["Skriv siffror."] } } });
    store.edit({ next_step: "x" });
    await store.flush();
    expect(saving.update.mock.calls[1]?.[1]).toEqual({ next_step: "x" });
    expect(store.getSnapshot()).toMatchObject({ state: "refused", dirty: ["phone"] });
    expect(store.getSnapshot().values.phone).toBe("abc");
    store.edit({ phone: "070-174 06 06" });
    expect(store.getSnapshot().errors.fields).toEqual({});
    await store.flush();
    expect(store.getSnapshot().state).toBe("clean");
  });

  it("loses nothing while the server is away", async () => {
    const saving = backend(aCandidate());
    const store = new RecordStore(aCandidate(), saving);
    saving.update.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    store.edit({ next_step: "Ring" });
    await store.flush();
    expect(store.getSnapshot()).toMatchObject({ state: "failed", dirty: ["next_step"], problem: { kind: "offline" } });
    await store.flush({ typing: true });
    expect(store.getSnapshot()).toMatchObject({ state: "clean", problem: null });
  });
});

describe("two in the same record", () => {
  it("joins changes of different fields and says what came in", async () => {
    const saving = backend(aCandidate());
    const store = new RecordStore(aCandidate(), saving);
    saving.colleague({ max_travel_minutes: 45 });
    store.edit({ next_step: "Ring" });
    await store.flush();
    expect(saving.update.mock.calls.map(([seen, changes]) => [seen.version, changes])).toEqual([
      [3, { next_step: "Ring" }],
      [4, { next_step: "Ring" }],
    ]);
    const { state, values, news } = store.getSnapshot();
    expect([state, values.next_step, values.max_travel_minutes, news]).toEqual(["clean", "Ring", 45, ["max_travel_minutes"]]);
  });

  it("asks when both changed the same field, and sends nothing of it before the answer", async () => {
    const saving = backend(aCandidate());
    const store = new RecordStore(aCandidate(), saving);
    saving.colleague({ next_step: "Deras" });
    store.edit({ next_step: "Min" });
    await store.flush();
    expect(store.getSnapshot()).toMatchObject({ state: "clash", clashes: ["next_step"] });
    expect(store.getSnapshot().values.next_step).toBe("Min");
    await store.flush();
    expect(saving.update).toHaveBeenCalledTimes(1);
    store.resolve("next_step", "mine");
    await store.flush();
    expect(saving.update.mock.calls[1]?.[0].version).toBe(4);
    expect(store.getSnapshot()).toMatchObject({ state: "clean", clashes: [] });
    expect(store.getSnapshot().candidate?.next_step).toBe("Min");
  });

  it("takes theirs when that is the answer", async () => {
    const saving = backend(aCandidate());
    const store = new RecordStore(aCandidate(), saving);
    saving.colleague({ next_step: "Deras" });
    store.edit({ next_step: "Min" });
    await store.flush();
    store.resolve("next_step", "theirs");
    expect(store.getSnapshot()).toMatchObject({ state: "clean", dirty: [] });
    expect(store.getSnapshot().values.next_step).toBe("Deras");
  });

  it("takes in a refetch without touching what is being typed", () => {
    const store = new RecordStore(aCandidate(), backend(aCandidate()));
    store.edit({ phone: "070" });
    store.rebase(aCandidate({ version: 4, next_step: "Möte" }));
    expect(store.getSnapshot().values).toMatchObject({ phone: "070", next_step: "Möte" });
    store.rebase(aCandidate({ version: 3 }));
    expect(store.getSnapshot().values.next_step).toBe("Möte");
  });
});

const wish = (occupation: string) => ({ occupation, rung: 0 as const });

describe("merge", () => {
  it("does not ask when both made the same change, whatever the order of a set", () => {
    const base = toValues(aCandidate());
    const mine = { ...base, licences: ["B", "C"] };
    expect(merge(base, mine, { ...base, licences: ["C", "B"] })).toMatchObject({ clashes: [], news: [] });
  });

  it("sees that the order of wishes means something", () => {
    const base = { ...BLANK, wishes: [wish("a"), wish("b")] };
    expect(merge(base, base, { ...base, wishes: [wish("b"), wish("a")] }).news).toEqual(["wishes"]);
  });
});
