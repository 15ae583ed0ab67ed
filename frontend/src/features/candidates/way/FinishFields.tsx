import type { components } from "@/api/schema";
import { useT } from "@/lib/intl";
import { useToday } from "@/lib/useToday";
import { DateField } from "@/ui/DateField";
import { TextField } from "@/ui/TextField";
import { textOf } from "../card/EntryDialog";

export type Finished = components["schemas"]["ActivityDoneInputRequest"];

export const readFinished =
  (entry: string) =>
  (data: FormData): Finished => ({ entry, done_on: textOf(data, "done_on"), outcome: textOf(data, "outcome") });

/** When it was done and what it gave. */
export function FinishFields() {
  const t = useT();
  const today = useToday();
  return (
    <>
      <DateField label={t("journey.doneField")} name="done_on" defaultValue={today} isRequired />
      <TextField
        label={t("journey.outcome")}
        name="outcome"
        description={t("journey.outcomeHelp")}
        maxLength={300}
        isRequired={false}
        autoFocus
      />
    </>
  );
}
