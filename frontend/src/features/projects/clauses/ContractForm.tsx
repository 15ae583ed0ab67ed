import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import { api } from "@/api/client";
import { formErrors } from "@/api/describe";
import { asProblem } from "@/api/problem";
import type { Reference } from "@/api/reference";
import { ifMatch } from "@/api/version";
import { addDays } from "@/lib/dates";
import { T, useT } from "@/lib/intl";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { DateField } from "@/ui/DateField";
import { Form } from "@/ui/Form";
import { LeaveGuard } from "@/ui/LeaveGuard";
import { Select } from "@/ui/Select";
import { NumberField, TextField } from "@/ui/TextField";
import form from "../form/form.module.css";
import { ClauseFields, FrozenClause } from "./ClauseFields";
import {
  changedFields,
  type Clause,
  type ClauseModel,
  type Contract,
  type Draft,
  emptyDraft,
  fromContract,
  type Purchase,
  PURCHASES,
  toBody,
  toNew,
} from "./draft";
import { Evidence, Exemptions, HoursRows } from "./Rows";

interface Props {
  project: string;
  contract: Contract | null;
  models: readonly ClauseModel[];
  reference: Reference;
  onSaved: (contract: Contract) => void;
}

const orNull = (value: number) => (Number.isNaN(value) ? null : value);

export function ContractForm({ project, contract, models, reference, onSaved }: Props) {
  const t = useT();
  const queries = useQueryClient();
  const [seen, setSeen] = useState(contract);
  const base = useMemo(() => (seen ? fromContract(seen) : emptyDraft()), [seen]);
  const [draft, setDraft] = useState<Draft>(base);
  const [clause, setClause] = useState<Clause>({ model: models[0]?.code ?? "", figures: {}, municipality: "" });
  const [isDone, setDone] = useState(false);
  const set = (patch: Partial<Draft>) => setDraft((old) => ({ ...old, ...patch }));
  const changed = changedFields(base, draft);
  const model = models.find(({ code }) => code === clause.model);

  const save = useMutation({
    mutationFn: async () => {
      if (seen) {
        const params = { path: { id: seen.id }, header: ifMatch(seen) };
        return (await api.PATCH("/api/contracts/{id}/", { params, body: toBody(draft, changed) })).data;
      }
      return model && (await api.POST("/api/contracts/", { body: toNew(project, draft, clause, model) })).data;
    },
    onSuccess: async (saved) => {
      if (!saved) return;
      setDone(true);
      await Promise.all(
        (["/api/contracts/", "/api/contracts/{id}/", "/api/clause-reports/{id}/"] as const).map((path) =>
          queries.invalidateQueries({ queryKey: ["get", path] }),
        ),
      );
      onSaved(saved);
    },
    onError: (error) => {
      const problem = asProblem(error);
      if (problem.kind !== "stale" || !problem.current) return;
      const theirs = problem.current as Contract;
      // What we have changed stays ours; the rest is as the other left it.
      setSeen(theirs);
      setDraft({ ...fromContract(theirs), ...Object.fromEntries(changed.map((field) => [field, draft[field]])) });
    },
  });
  const isStale = save.error !== null && asProblem(save.error).kind === "stale";
  const errors = useMemo(() => (isStale ? null : formErrors(save.error, t)), [isStale, save.error, t]);

  return (
    <Form errors={errors} className={form.form} onSubmit={() => save.mutate()}>
      {isStale && (
        <Banner tone="stop" isUrgent>
          <T id="contractForm.clash" />
        </Banner>
      )}
      <Block id="avtalet" title={t("contractForm.contract")}>
        <div className={form.pair}>
          <TextField
            label={t("contractForm.field.buyer")}
            name="buyer"
            isRequired
            maxLength={120}
            value={draft.buyer}
            onChange={(buyer) => set({ buyer })}
          />
          <TextField
            label={t("contractForm.field.number")}
            name="number"
            isRequired
            maxLength={60}
            value={draft.number}
            onChange={(number) => set({ number })}
          />
          <NumberField
            label={t("contractForm.field.value_sek")}
            name="value_sek"
            isRequired
            minValue={0}
            maxValue={1e12}
            unit={t("contractForm.sek")}
            value={draft.value_sek ?? Number.NaN}
            onChange={(value) => set({ value_sek: orNull(value) })}
          />
          <Select
            label={t("contractForm.field.purchase")}
            name="purchase"
            options={PURCHASES.map((purchase) => ({ value: purchase, label: t(`contractForm.purchase.${purchase}`) }))}
            value={draft.purchase}
            onChange={(purchase) => purchase && set({ purchase: purchase as Purchase })}
          />
          <DateField
            label={t("contractForm.field.start_date")}
            name="start_date"
            isRequired
            value={draft.start_date || null}
            onChange={(day) => set({ start_date: day ?? "" })}
          />
          <DateField
            label={t("contractForm.field.end_date")}
            name="end_date"
            isRequired
            value={draft.end_date ? addDays(draft.end_date, -1) : null}
            onChange={(day) => set({ end_date: day ? addDays(day, 1) : "" })}
          />
          <NumberField
            label={t("contractForm.field.full_time_people")}
            name="full_time_people"
            description={t("contractForm.peopleHelp")}
            isRequired={false}
            minValue={0}
            maxValue={100_000}
            value={draft.full_time_people ?? Number.NaN}
            onChange={(value) => set({ full_time_people: orNull(value) })}
          />
          <NumberField
            label={t("contractForm.field.planned_hours")}
            name="planned_hours"
            description={t("contractForm.hoursHelp")}
            isRequired={false}
            minValue={0}
            maxValue={100_000_000}
            value={draft.planned_hours ?? Number.NaN}
            onChange={(value) => set({ planned_hours: orNull(value) })}
          />
        </div>
      </Block>
      <Block id="klausulen" title={t("contractForm.clause")}>
        {seen ? (
          <FrozenClause contract={seen} reference={reference} />
        ) : (
          <ClauseFields clause={clause} model={model} models={models} reference={reference} onChange={setClause} />
        )}
      </Block>
      <Block id="undantag" title={t("contractForm.exemptions", { count: draft.exemptions.length })}>
        <Exemptions rows={draft.exemptions} onChange={(exemptions) => set({ exemptions })} />
      </Block>
      <Block id="underlag" title={t("contractForm.evidence", { count: draft.evidence.length })}>
        <Evidence rows={draft.evidence} onChange={(evidence) => set({ evidence })} />
      </Block>
      <Block id="timmar" title={t("contractForm.hours", { count: draft.hours.length })}>
        <HoursRows rows={draft.hours} onChange={(hours) => set({ hours })} />
      </Block>
      <div className={form.actions}>
        <Button type="submit" variant="primary" marked isPending={save.isPending}>
          <T id={seen ? "contractForm.save" : "contractForm.create"} />
        </Button>
      </div>
      <LeaveGuard isDirty={changed.length > 0 && !isDone} />
    </Form>
  );
}

function Block({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className={form.block}>
      <h2 id={id} className={form.blockTitle}>
        {title}
      </h2>
      {children}
    </section>
  );
}
