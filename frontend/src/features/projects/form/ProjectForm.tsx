import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import { api } from "@/api/client";
import { formErrors } from "@/api/describe";
import { asProblem } from "@/api/problem";
import type { Reference } from "@/api/reference";
import { ifMatch } from "@/api/version";
import { T, useT } from "@/lib/intl";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { CheckboxGroup } from "@/ui/Choice";
import { DateField } from "@/ui/DateField";
import { Disclosure } from "@/ui/Disclosure";
import { Form } from "@/ui/Form";
import { LeaveGuard } from "@/ui/LeaveGuard";
import { ComboBox, Select } from "@/ui/Select";
import { NumberField, TextField } from "@/ui/TextField";
import { KINDS, ODD_HOURS, type Project, type ProjectKind } from "../words";
import { changedFields, changesSite, type Draft, emptyDraft, type Field, fromProject, merge, toBody, toNew } from "./draft";
import styles from "./form.module.css";

import { Phases } from "./Phases";
import { Picker } from "./Picker";
import { Tutors } from "./Tutors";

interface ProjectFormProps {
  project: Project | null;
  reference: Reference;
  onSaved: (project: Project) => void;
}

export function ProjectForm({ project, reference, onSaved }: ProjectFormProps) {
  const t = useT();
  const queries = useQueryClient();
  const [seen, setSeen] = useState(project);
  const base = useMemo(() => (seen ? fromProject(seen) : emptyDraft()), [seen]);
  const [draft, setDraft] = useState<Draft>(base);
  const [clashes, setClashes] = useState<Field[] | null>(null);
  const [isDone, setDone] = useState(false);
  const set = (patch: Partial<Draft>) => setDraft((old) => ({ ...old, ...patch }));
  const changed = changedFields(base, draft);

  const save = useMutation({
    mutationFn: async () => {
      if (!seen) return (await api.POST("/api/projects/", { body: toNew(draft) })).data;
      const params = { path: { id: seen.id }, header: ifMatch(seen) };
      return (await api.PATCH("/api/projects/{id}/", { params, body: toBody(draft, changed) })).data;
    },
    onSuccess: async (saved) => {
      if (!saved) return;
      setDone(true);
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["get", "/api/projects/"] }),
        queries.invalidateQueries({ queryKey: ["get", "/api/projects/{id}/"] }),
        queries.invalidateQueries({ queryKey: ["get", "/api/projects/{id}/demand-curve/"] }),
      ]);
      onSaved(saved);
    },
    onError: (error) => {
      const problem = asProblem(error);
      if (problem.kind !== "stale" || !problem.current) return;
      const theirs = problem.current as Project;
      const result = merge(base, draft, fromProject(theirs));
      setSeen(theirs);
      setDraft(result.merged);
      setClashes(result.clashes);
    },
  });
  const isStale = save.error !== null && asProblem(save.error).kind === "stale";
  const errors = useMemo(() => (isStale ? null : formErrors(save.error, t)), [isStale, save.error, t]);

  const languages = reference.languages.map(({ code, name_sv }) => ({ value: code, label: name_sv }));
  const place = reference.municipalities.find(({ code }) => code === draft.municipality);
  const hasOwnPlace = place !== undefined && (draft.lat !== place.lat || draft.lon !== place.lon);

  return (
    <Form errors={errors} className={styles.form} onSubmit={() => save.mutate()}>
      {clashes && (
        <Banner tone="stop" isUrgent>
          {clashes.length === 0 ? (
            <T id="projectForm.clashNone" />
          ) : (
            <T
              id="projectForm.clash"
              values={{ fields: clashes.map((field) => t(`projectForm.field.${field}`)).join(", ") }}
            />
          )}
        </Banner>
      )}
      {clashes && clashes.length > 0 && seen && (
        <div>
          <Button
            onPress={() => {
              setDraft((old) => ({ ...old, ...Object.fromEntries(clashes.map((field) => [field, base[field]])) }));
              setClashes(null);
            }}
          >
            <T id="projectForm.takeTheirs" />
          </Button>
        </div>
      )}
      <Block id="projektet" title={t("projectForm.what")}>
        <div className={styles.pair}>
          <TextField
            label={t("projectForm.field.name")}
            name="name"
            isRequired
            maxLength={120}
            value={draft.name}
            onChange={(name) => set({ name })}
          />
          <Select
            label={t("projectForm.field.kind")}
            name="kind"
            options={KINDS.map((kind) => ({ value: kind, label: t(`projects.kind.${kind}`) }))}
            value={draft.kind}
            onChange={(kind) => kind && set({ kind: kind as ProjectKind })}
          />
          <NumberField
            label={t("projectForm.field.dwellings")}
            name="dwellings"
            description={t("projectForm.dwellingsHelp")}
            isRequired={false}
            minValue={1}
            maxValue={20_000}
            value={draft.dwellings ?? Number.NaN}
            onChange={(dwellings) => set({ dwellings: Number.isNaN(dwellings) ? null : dwellings })}
          />
          <TextField
            label={t("projectForm.field.developer")}
            name="developer"
            isRequired={false}
            maxLength={120}
            value={draft.developer}
            onChange={(developer) => set({ developer })}
          />
          <TextField
            label={t("projectForm.field.property_name")}
            name="property_name"
            isRequired={false}
            maxLength={120}
            value={draft.property_name}
            onChange={(property) => set({ property_name: property })}
          />
        </div>
      </Block>
      <Block id="var-och-nar" title={t("projectForm.whereWhen")}>
        <div className={styles.pair}>
          <ComboBox
            label={t("projectForm.field.municipality")}
            name="municipality"
            isRequired
            options={reference.municipalities.map(({ code, name }) => ({ value: code, label: name }))}
            defaultValue={draft.municipality}
            onChange={(code) => {
              const chosen = reference.municipalities.find((row) => row.code === code);
              // A position of one's own is kept only where it was written.
              set({ municipality: code ?? "", ...(chosen && { lat: chosen.lat, lon: chosen.lon }) });
            }}
          />
          <TextField
            label={t("projectForm.field.area")}
            name="area"
            isRequired={false}
            maxLength={80}
            value={draft.area}
            onChange={(area) => set({ area })}
          />
          <DateField
            label={t("projectForm.field.start_date")}
            name="start_date"
            isRequired
            value={draft.start_date || null}
            onChange={(day) => set({ start_date: day ?? "" })}
          />
          <NumberField
            label={t("projectForm.field.duration_weeks")}
            name="duration_weeks"
            isRequired
            minValue={1}
            maxValue={520}
            value={draft.duration_weeks ?? Number.NaN}
            onChange={(weeks) => set({ duration_weeks: Number.isNaN(weeks) ? null : weeks })}
            unit={t("projectForm.weeksUnit")}
          />
          <TextField
            label={t("projectForm.field.shift_start")}
            name="shift_start"
            description={t("projectForm.shiftHelp")}
            isRequired
            width="xs"
            ltr
            value={draft.shift_start}
            onChange={(time) => set({ shift_start: time.replace(".", ":") })}
          />
          <TextField
            label={t("projectForm.field.shift_end")}
            name="shift_end"
            description={t("projectForm.shiftEndHelp")}
            isRequired={false}
            width="xs"
            ltr
            value={draft.shift_end ?? ""}
            onChange={(time) => set({ shift_end: time.replace(".", ":") || null })}
          />
          <CheckboxGroup
            label={t("projectForm.oddHours")}
            name="odd_hours"
            description={t("projectForm.oddHoursHelp")}
            isRequired={false}
            options={ODD_HOURS.map((when) => ({ value: when, label: t(`projectForm.field.${when}`) }))}
            value={ODD_HOURS.filter((when) => draft[when])}
            onChange={(chosen) => set(Object.fromEntries(ODD_HOURS.map((when) => [when, chosen.includes(when)])))}
          />
        </div>
        <Disclosure
          title={t("projectForm.position")}
          isOpen={hasOwnPlace || Boolean(errors?.fields.lat ?? errors?.fields.lon)}
        >
          <div className="stack">
            <p>
              <T id="projectForm.positionHelp" />
            </p>
            <div className={styles.pair}>
              <NumberField
                label={t("projectForm.field.lat")}
                name="lat"
                minValue={55}
                maxValue={69.5}
                step={0.0001}
                formatOptions={{ maximumFractionDigits: 5 }}
                value={draft.lat ?? Number.NaN}
                onChange={(lat) => set({ lat: Number.isNaN(lat) ? null : lat })}
              />
              <NumberField
                label={t("projectForm.field.lon")}
                name="lon"
                minValue={10.5}
                maxValue={24.5}
                step={0.0001}
                formatOptions={{ maximumFractionDigits: 5 }}
                value={draft.lon ?? Number.NaN}
                onChange={(lon) => set({ lon: Number.isNaN(lon) ? null : lon })}
              />
            </div>
          </div>
        </Disclosure>
        <Disclosure title={t("projectForm.phases", { count: draft.phases.length })}>
          <Phases draft={draft} set={set} />
        </Disclosure>
      </Block>
      <Block id="laget" title={t("projectForm.crew")}>
        <Tutors draft={draft} set={set} reference={reference} languages={languages} />
        <div className={styles.pair}>
          <Picker
            label={t("projectForm.field.crew_languages")}
            name="crew_languages"
            description={t("projectForm.languagesHelp")}
            options={languages}
            value={draft.crew_languages}
            onChange={(codes) => set({ crew_languages: codes })}
          />
          <Picker
            label={t("projectForm.field.adaptations")}
            name="adaptations"
            description={t("projectForm.adaptationsHelp")}
            options={reference.task_demands.map(({ code, name_sv }) => ({ value: code, label: name_sv }))}
            value={draft.adaptations}
            onChange={(codes) => set({ adaptations: codes })}
          />
        </div>
      </Block>
      {seen && seen.needs.bars.booked.peak > 0 && changesSite(changed) && (
        <Banner tone="notice">
          <T id="projectForm.lifts" values={{ count: seen.needs.bars.booked.peak }} />
        </Banner>
      )}
      <div className={styles.actions}>
        <Button type="submit" variant="primary" marked isPending={save.isPending}>
          <T id={seen ? "projectForm.save" : "projectForm.create"} />
        </Button>
      </div>
      <LeaveGuard isDirty={changed.length > 0 && !isDone} />
    </Form>
  );
}

function Block({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className={styles.block}>
      <h2 id={id} className={styles.blockTitle}>
        {title}
      </h2>
      {children}
    </section>
  );
}
