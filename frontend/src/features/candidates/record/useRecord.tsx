import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from "react";
import { api } from "@/api/client";
import { isKind } from "@/api/describe";
import { ifMatch } from "@/api/version";
import { candidateQuery, LISTS } from "../queries";
import { RecordStore, type Snapshot } from "./store";
import type { Candidate, Changes, Key, Values } from "./values";

/** Two of these pass at most before what was typed is sent: under five seconds of work can be lost. */
const TICK = 2_000;

async function create(changes: Changes): Promise<Candidate> {
  const { first_name = "", last_name = "" } = changes;
  const { data } = await api.POST("/api/candidates/", { body: { ...changes, first_name, last_name } });
  return data as Candidate;
}

async function update({ seen, changes }: { seen: Candidate; changes: Changes }): Promise<Candidate> {
  const { data } = await api.PATCH("/api/candidates/{id}/", {
    params: { path: { id: seen.id }, header: ifMatch(seen) },
    body: changes,
  });
  return data as Candidate;
}

function remember(queries: QueryClient, candidate: Candidate): void {
  queries.setQueryData(candidateQuery(candidate.id).queryKey, candidate);
  for (const queryKey of LISTS) void queries.invalidateQueries({ queryKey });
}

/** A record that saves itself for as long as it is on the screen, and once more when it leaves. */
export function useRecordStore(candidate: Candidate | null, start?: Changes): RecordStore {
  const queries = useQueryClient();
  // As mutations, so that an ended session is noticed like everywhere else.
  const { mutateAsync: sendNew } = useMutation({ mutationFn: create });
  const { mutateAsync: sendChange } = useMutation({ mutationFn: update });
  const [store] = useState(
    () =>
      new RecordStore(
        candidate,
        {
          create: async (changes) => {
            const stored = await sendNew(changes);
            remember(queries, stored);
            return stored;
          },
          update: async (seen, changes) => {
            try {
              const stored = await sendChange({ seen, changes });
              remember(queries, stored);
              return stored;
            } catch (error) {
              // A colleague's record came with the refusal: the rest of the page shows it too.
              if (isKind(error, "stale") && error.current) remember(queries, error.current as Candidate);
              throw error;
            }
          },
          now: () => new Date(),
        },
        start,
      ),
  );

  useEffect(() => {
    if (candidate) store.rebase(candidate);
  }, [store, candidate]);

  useEffect(() => {
    const retry = () => void store.flush({ typing: true });
    const leave = (event: BeforeUnloadEvent) => {
      if (store.getSnapshot().state !== "clean") event.preventDefault();
    };
    const timer = setInterval(retry, TICK);
    addEventListener("online", retry);
    addEventListener("beforeunload", leave);
    return () => {
      clearInterval(timer);
      removeEventListener("online", retry);
      removeEventListener("beforeunload", leave);
      void store.flush();
    };
  }, [store]);

  return store;
}

const Current = createContext<RecordStore | null>(null);

export function RecordProvider({ store, children }: { store: RecordStore; children: ReactNode }) {
  return <Current value={store}>{children}</Current>;
}

export function useStore(): RecordStore {
  const store = use(Current);
  if (!store) throw new Error("No record around this field");
  return store;
}

export function useSnapshot(store: RecordStore): Snapshot {
  return useSyncExternalStore(store.subscribe, store.getSnapshot);
}

interface FieldHandle<K extends Key> {
  value: Values[K];
  /** While typing: stored when one leaves the field. */
  type: (value: Values[K]) => void;
  /** A choice made: stored at once. */
  choose: (value: Values[K], more?: Changes) => void;
}

export function useRecordField<K extends Key>(key: K): FieldHandle<K> {
  const store = useStore();
  // Its own value only: a letter typed in one field does not draw the others.
  const value = useSyncExternalStore(store.subscribe, () => store.getSnapshot().values[key]);
  return {
    value,
    type: (next) => store.edit({ [key]: next }),
    choose: (next, more) => {
      store.edit({ ...more, [key]: next });
      void store.flush();
    },
  };
}
