import { UserPlus, X } from "lucide-react";
import type { Reference } from "@/api/reference";
import { T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import type { Option } from "@/ui/Choice";
import { ComboBox } from "@/ui/Select";
import { NumberField, TextField } from "@/ui/TextField";
import type { Draft, Tutor } from "./draft";
import styles from "./form.module.css";
import { Picker } from "./Picker";

interface TutorsProps {
  draft: Draft;
  set: (patch: Partial<Draft>) => void;
  reference: Reference;
  languages: readonly Option[];
}

const NEW: Tutor = { name: "", occupation: "", languages: ["sv"], hours_per_week: 10 };

/** Those who teach, by name; without names, only how many hours there are. */
export function Tutors({ draft, set, reference, languages }: TutorsProps) {
  const t = useT();
  const change = (index: number, patch: Partial<Tutor>) =>
    set({ tutors: draft.tutors.map((tutor, i) => (i === index ? { ...tutor, ...patch } : tutor)) });
  const total = draft.tutors.reduce((sum, { hours_per_week: hours }) => sum + hours, 0);
  return (
    <div className="stack">
      {draft.tutors.map((tutor, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a new tutor has no name yet, only a place
        <fieldset key={index} className={styles.tutor}>
          <legend>
            <T id="projectForm.tutorNumber" values={{ number: index + 1 }} />
          </legend>
          <div className={styles.pair}>
            <TextField
              label={t("projectForm.tutorName")}
              name={`tutors.${index}.name`}
              isRequired
              maxLength={120}
              value={tutor.name}
              onChange={(name) => change(index, { name })}
            />
            <ComboBox
              label={t("projectForm.tutorTrade")}
              name={`tutors.${index}.occupation`}
              isRequired
              options={reference.occupations.map(({ code, name_sv }) => ({ value: code, label: name_sv }))}
              defaultValue={tutor.occupation}
              onChange={(occupation) => change(index, { occupation: occupation ?? "" })}
            />
            <NumberField
              label={t("projectForm.tutorHours")}
              name={`tutors.${index}.hours_per_week`}
              minValue={1}
              maxValue={40}
              value={tutor.hours_per_week}
              onChange={(hours) => change(index, { hours_per_week: hours || 1 })}
              unit={t("projectForm.hoursUnit")}
            />
            <Picker
              label={t("projectForm.tutorLanguages")}
              name={`tutors.${index}.languages`}
              options={languages}
              value={tutor.languages}
              onChange={(codes) => change(index, { languages: codes })}
            />
          </div>
          <div>
            <Button
              size="sm"
              variant="quiet"
              icon={X}
              onPress={() => set({ tutors: draft.tutors.filter((other) => other !== tutor) })}
            >
              <T id="projectForm.removeTutor" values={{ number: index + 1 }} />
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button size="sm" icon={UserPlus} onPress={() => set({ tutors: [...draft.tutors, NEW] })}>
          <T id="projectForm.addTutor" />
        </Button>
      </div>
      {draft.tutors.length > 0 ? (
        <p>
          <T id="projectForm.tutorTotal" values={{ hours: total }} />
        </p>
      ) : (
        <NumberField
          label={t("projectForm.hours")}
          name="tutor_hours_per_week"
          description={t("projectForm.hoursHelp")}
          minValue={0}
          maxValue={2000}
          value={draft.tutor_hours_per_week}
          onChange={(hours) => set({ tutor_hours_per_week: hours || 0 })}
          unit={t("projectForm.hoursUnit")}
        />
      )}
    </div>
  );
}
