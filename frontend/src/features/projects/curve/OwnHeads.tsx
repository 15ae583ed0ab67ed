import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { useReference } from "@/api/reference";
import { ifMatch } from "@/api/version";
import { addDays } from "@/lib/dates";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { Form } from "@/ui/Form";
import { Segmented } from "@/ui/Segmented";
import { ComboBox, Select } from "@/ui/Select";
import { ErrorState } from "@/ui/States";
import { NumberField } from "@/ui/TextField";
import { toast } from "@/ui/toasts";
import type { Curve, Project } from "../words";
import styles from "./curve.module.css";
import { type Kind, runs, toCells, withRun } from "./own";

/** Heads the company writes itself: what it plans instead of the reckoned, or what there really was. */
export function OwnHeads({ project, curve }: { project: Project; curve: Curve }) {
  const t = useT();
  const format = useFormat();
  const queries = useQueryClient();
  const reference = useReference();
  const [kind, setKind] = useState<Kind>("changes");
  const [attempt, setAttempt] = useState(0);
  const save = useMutation({
    mutationFn: (body: Partial<Record<Kind, ReturnType<typeof toCells>>>) =>
      api.POST("/api/projects/{id}/adjust_curve/", {
        params: { path: { id: project.id }, header: ifMatch(project) },
        body,
      }),
    onSuccess: async () => {
      setAttempt((count) => count + 1);
      toast(t("own.saved"));
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["get", "/api/projects/{id}/"] }),
        queries.invalidateQueries({ queryKey: ["get", "/api/projects/{id}/demand-curve/"] }),
      ]);
    },
  });
  const weeks = weeksOf(project, curve);
  return (
    <div className="stack">
      <h3>
        <T id="own.title" />
      </h3>
      <p className="small muted">
        <T id="own.help" />
      </p>
      {save.error && <ErrorState {...describeProblem(save.error, t)} />}
      {(["changes", "actuals"] as const).map((list) => (
        <OwnList
          key={list}
          title={t(`own.${list}`, { count: curve[list].length })}
          cells={curve[list]}
          isPending={save.isPending}
          onUndo={(gone) => save.mutate({ [list]: toCells(curve[list].filter((cell) => !gone.includes(cell))) })}
        />
      ))}
      <Form
        key={attempt}
        className="stack"
        onSubmit={(data) => {
          const occupation = String(data.get("occupation") ?? "");
          const week = String(data.get("week") ?? "");
          if (!occupation || !week) return;
          save.mutate({
            [kind]: withRun(curve[kind], {
              occupation,
              week,
              weeks: Number(data.get("weeks") ?? 1),
              heads: Number(data.get("heads") ?? 0),
            }),
          });
        }}
      >
        <Segmented
          label={t("own.which")}
          options={[
            { value: "changes", label: t("own.plan") },
            { value: "actuals", label: t("own.actual") },
          ]}
          value={kind}
          onChange={(next) => setKind(next === "actuals" ? "actuals" : "changes")}
        />
        <div className={styles.figures}>
          <ComboBox
            label={t("own.occupation")}
            name="occupation"
            isRequired
            options={(reference?.occupations ?? []).map(({ code, name_sv }) => ({ value: code, label: name_sv }))}
          />
          <Select
            label={t("own.from")}
            name="week"
            isRequired
            options={weeks.map((monday) => ({ value: monday, label: t("own.week", { day: format.iso(monday) }) }))}
          />
          <NumberField label={t("own.weeks")} name="weeks" minValue={1} maxValue={520} defaultValue={4} />
          <NumberField label={t("own.heads")} name="heads" minValue={0} maxValue={500} step={0.5} defaultValue={1} />
          <Button type="submit" isPending={save.isPending}>
            <T id={kind === "changes" ? "own.change" : "own.tell"} />
          </Button>
        </div>
      </Form>
    </div>
  );
}

/** The project's Mondays, also where there is no curve yet. */
function weeksOf(project: Project, curve: Curve): string[] {
  if (curve.weeks.length > 0) return curve.weeks.map(({ monday }) => monday);
  const day = (new Date(`${project.start_date}T00:00:00Z`).getUTCDay() + 6) % 7;
  return Array.from({ length: project.duration_weeks }, (_, i) => addDays(project.start_date, i * 7 - day));
}

interface OwnListProps {
  title: string;
  cells: Curve["changes"];
  isPending: boolean;
  onUndo: (cells: Curve["changes"]) => void;
}

function OwnList({ title, cells, isPending, onUndo }: OwnListProps) {
  const t = useT();
  const format = useFormat();
  if (cells.length === 0) return null;
  return (
    <div className="stack">
      <h4>{title}</h4>
      <ul className={styles.suggestions}>
        {runs(cells).map((run) => {
          const [first] = run;
          const last = run.at(-1);
          if (!first || !last) return null;
          const reckoned = run.flatMap((cell) => (cell.reckoned === null ? [] : [cell.reckoned]));
          return (
            <li key={`${first.occupation.code}:${first.monday}`}>
              <span>
                <strong>
                  <T
                    id="own.run"
                    values={{
                      occupation: first.occupation.name,
                      heads: first.heads,
                      from: first.label,
                      to: last.label,
                      weeks: run.length,
                    }}
                  />
                </strong>{" "}
                <span className="small muted num">
                  {reckoned.length === 0
                    ? t("own.outside")
                    : t("own.reckoned", {
                        low: format.number(Math.min(...reckoned)),
                        high: format.number(Math.max(...reckoned)),
                        isOne: Math.min(...reckoned) === Math.max(...reckoned) ? "yes" : "no",
                      })}
                </span>
              </span>
              <Button size="sm" variant="quiet" icon={Undo2} isDisabled={isPending} onPress={() => onUndo(run)}>
                <T id="own.undo" />
                <span className="visually-hidden">{`${first.occupation.name} ${first.label}`}</span>
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
