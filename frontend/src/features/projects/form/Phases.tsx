import { Plus, X } from "lucide-react";
import { addDays } from "@/lib/dates";
import { T, useT } from "@/lib/intl";
import { Button, IconButton } from "@/ui/Button";
import { DateField } from "@/ui/DateField";
import { TextField } from "@/ui/TextField";
import type { Draft, Phase } from "./draft";
import styles from "./form.module.css";

/** The building's phases in time; they may overlap, as they do on a site. */
export function Phases({ draft, set }: { draft: Draft; set: (patch: Partial<Draft>) => void }) {
  const t = useT();
  const change = (index: number, patch: Partial<Phase>) =>
    set({ phases: draft.phases.map((phase, i) => (i === index ? { ...phase, ...patch } : phase)) });
  return (
    <div className="stack">
      {draft.phases.map((phase, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a new phase has no name yet, only a place
        <div key={index} className={styles.phase}>
          <TextField
            label={t("projectForm.phaseName", { number: index + 1 })}
            name={`phases.${index}.name`}
            isRequired
            maxLength={80}
            value={phase.name}
            onChange={(name) => change(index, { name })}
          />
          <DateField
            label={t("projectForm.phaseFrom", { number: index + 1 })}
            name={`phases.${index}.start_date`}
            isRequired
            value={phase.start_date || null}
            onChange={(day) => change(index, { start_date: day ?? "" })}
          />
          <DateField
            label={t("projectForm.phaseTo", { number: index + 1 })}
            name={`phases.${index}.end_date`}
            isRequired
            value={phase.end_date ? addDays(phase.end_date, -1) : null}
            onChange={(day) => change(index, { end_date: day ? addDays(day, 1) : "" })}
          />
          <IconButton
            icon={X}
            label={t("projectForm.removePhase", { number: index + 1 })}
            onPress={() => set({ phases: draft.phases.filter((other) => other !== phase) })}
          />
        </div>
      ))}
      <div>
        <Button
          size="sm"
          icon={Plus}
          onPress={() => set({ phases: [...draft.phases, { name: "", start_date: draft.start_date, end_date: "" }] })}
        >
          <T id="projectForm.addPhase" />
        </Button>
      </div>
    </div>
  );
}
