import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api } from "@/api/client";
import { formErrors } from "@/api/describe";
import { asProblem } from "@/api/problem";
import { ifMatch } from "@/api/version";
import { useT } from "@/lib/intl";
import type { FormErrors } from "@/ui/Form";
import type { Need } from "../words";
import { ALL_FIELDS, changedFields, type Draft, type Field, fromNeed, merge, toBody } from "./draft";

interface Clash {
  fields: Field[];
  theirs: Need;
}

interface Options {
  initial: Draft;
  /** The need being changed; null for a new one. */
  need: Need | null;
  /** The need is sent to the coordinator. */
  onSubmitted: (need: Need) => void;
  /** Saved, and nothing more was asked for. */
  onSaved: (need: Need) => void;
  /** Saved, but there is advice to read before it is sent. */
  onAdvice: (need: Need) => void;
}

const KNOWN = /^(steps|requirements|task_demands)\b.*/;

/** An error deep in a list belongs to the list: that is where the form can show it. */
function byField(errors: FormErrors | null): FormErrors | null {
  if (!errors) return null;
  const fields: Record<string, string[]> = {};
  for (const [name, texts] of Object.entries(errors.fields)) {
    const field = name.replace(KNOWN, "$1");
    fields[field] = [...(fields[field] ?? []), ...texts];
  }
  return { ...errors, fields };
}

const adviceOf = (need: Need) => need.warnings.map(({ code, field }) => `${code}:${field}`).join();

/** The form's values and their way to the server: saved as a draft first, then sent. */
export function useNeedForm({ initial, need, onSubmitted, onSaved, onAdvice }: Options) {
  const t = useT();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(initial);
  const [seen, setSeen] = useState(need);
  const [readAdvice, setReadAdvice] = useState(need ? adviceOf(need) : "");
  const [clash, setClash] = useState<Clash | null>(null);

  const base = useMemo(() => (seen ? fromNeed(seen) : initial), [seen, initial]);
  const changed = changedFields(base, draft);

  const write = async (): Promise<Need> => {
    if (!seen) return read(await api.POST("/api/needs/", { body: toBody(draft, ALL_FIELDS) }));
    if (changed.length === 0) return seen;
    return read(
      await api.PATCH("/api/needs/{id}/", {
        params: { path: { id: seen.id }, header: ifMatch(seen) },
        body: toBody(draft, changed),
      }),
    );
  };

  const save = useMutation({
    mutationFn: async ({ send }: { send: boolean }) => {
      const saved = await write();
      setSeen(saved);
      setDraft(fromNeed(saved));
      setClash(null);
      // What the server advises is read once before the need is sent; after that it is the company's choice.
      const isNews = saved.warnings.length > 0 && adviceOf(saved) !== readAdvice;
      setReadAdvice(adviceOf(saved));
      if (!send) return { need: saved, next: onSaved };
      if (isNews) return { need: saved, next: onAdvice };
      return { need: await submit(saved), next: onSubmitted };
    },
    onSuccess: async ({ need: saved, next }) => {
      next(saved);
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["get", "/api/needs/"] }),
        queries.invalidateQueries({ queryKey: ["get", "/api/needs/{id}/"] }),
        queries.invalidateQueries({ queryKey: ["get", "/api/projects/{id}/demand-curve/"] }),
        queries.invalidateQueries({ queryKey: ["get", "/api/start/company/"] }),
      ]);
    },
    onError: (error) => {
      const problem = asProblem(error);
      if (problem.kind !== "stale" || !problem.current) return;
      const theirs = problem.current as Need;
      const { merged, clashes } = merge(base, draft, fromNeed(theirs));
      // What they changed and we did not is taken in at once; the rest stands side by side.
      setClash({ fields: clashes, theirs });
      setSeen(theirs);
      setDraft(merged);
    },
  });

  const isStale = save.error !== null && asProblem(save.error).kind === "stale";
  const errors = useMemo(() => (isStale ? null : byField(formErrors(save.error, t))), [isStale, save.error, t]);
  return {
    draft,
    set: (patch: Partial<Draft>) => setDraft((old) => ({ ...old, ...patch })),
    replace: setDraft,
    seen,
    base,
    changed,
    save: save.mutate,
    isPending: save.isPending,
    sending: save.variables?.send ?? false,
    errors,
    clash,
    resolve: (field: Field, choice: "mine" | "theirs") => {
      if (!clash) return;
      if (choice === "theirs") setDraft((old) => ({ ...old, [field]: fromNeed(clash.theirs)[field] }));
      setClash({ ...clash, fields: clash.fields.filter((other) => other !== field) });
    },
    closeClash: () => setClash(null),
  };
}

async function submit(saved: Need): Promise<Need> {
  const params = { path: { id: saved.id }, header: ifMatch(saved) };
  return read(await api.POST("/api/needs/{id}/submit/", { params }));
}

/** The client throws a Problem for every failure, so an answer without data cannot be. */
function read(answer: { data?: Need }): Need {
  if (!answer.data) throw new TypeError("An answer without a need");
  return answer.data;
}
