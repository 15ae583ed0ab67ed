import { useMemo, useState } from "react";
import { $api, api } from "@/api/client";
import { describeProblem, formErrors } from "@/api/describe";
import type { Reference } from "@/api/reference";
import type { components } from "@/api/schema";
import { addDays } from "@/lib/dates";
import { T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { DateField } from "@/ui/DateField";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Form } from "@/ui/Form";
import { ComboBox } from "@/ui/Select";
import { ErrorState } from "@/ui/States";
import { NumberField, TextField } from "@/ui/TextField";
import { toast } from "@/ui/toasts";
import { useSave } from "./useSave";
import type { Course } from "./words";

const FOUND = 20;
const title = ({ name, provider }: Course) => `${name} (${provider})`;

/** A start of a course: when, where, how many seats, what it costs. */
export function IntakeDialog({ reference, onClose }: { reference: Reference; onClose: () => void }) {
  const t = useT();
  const [text, setText] = useState("");
  const [course, setCourse] = useState<string | null>(null);
  const [place, setPlace] = useState<string | null>(null);
  const [start, setStart] = useState<string | null>(null);
  const [last, setLast] = useState<string | null>(null);
  const [seats, setSeats] = useState(12);
  const found = $api.useQuery("get", "/api/courses/", { params: { query: { q: text || undefined, page_size: FOUND } } });
  const save = useSave(
    (body: components["schemas"]["IntakeCreateRequest"]) => api.POST("/api/intakes/", { body }),
    () => {
      toast(t("courses.intakeSaved"));
      onClose();
    },
  );
  const errors = useMemo(() => formErrors(save.error, t), [save.error, t]);
  const isField = save.error?.kind === "validation";
  return (
    <Dialog title={t("courses.newIntake")} isOpen onClose={onClose}>
      <Form
        errors={isField ? errors : null}
        onSubmit={(data) => {
          if (!course || !place || !start || !last) return;
          save.mutate({
            course,
            start_date: start,
            end_date: addDays(last, 1),
            seats,
            municipality: place,
            cost_sek: Number(data.get("cost_sek") ?? 0),
          });
        }}
      >
        {save.error && !isField && <ErrorState {...describeProblem(save.error, t)} />}
        <ComboBox
          label={t("courses.course")}
          name="course"
          isRequired
          options={(found.data?.results ?? []).map((row) => ({ value: row.id, label: title(row) }))}
          isLoading={found.isFetching}
          onInputChange={setText}
          onChange={setCourse}
        />
        <DateField label={t("courses.start")} name="start_date" isRequired value={start} onChange={setStart} />
        <DateField label={t("courses.last")} name="end_date" isRequired value={last} onChange={setLast} />
        <NumberField label={t("courses.seats")} name="seats" isRequired minValue={0} maxValue={500} value={seats} onChange={setSeats} />
        <ComboBox
          label={t("courses.place")}
          name="municipality"
          isRequired
          options={reference.municipalities.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={setPlace}
        />
        <TextField
          label={t("courses.cost")}
          name="cost_sek"
          isRequired={false}
          inputMode="numeric"
          pattern="[0-9]*"
          width="sm"
          defaultValue="0"
          ltr
        />
        <DialogActions>
          <Button type="submit" variant="primary" isPending={save.isPending}>
            <T id="courses.saveIntake" />
          </Button>
          <Button onPress={onClose}>
            <T id="ui.cancel" />
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
