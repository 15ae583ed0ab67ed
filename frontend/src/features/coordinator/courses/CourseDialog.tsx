import { useMemo, useState } from "react";
import { api } from "@/api/client";
import { describeProblem, formErrors } from "@/api/describe";
import type { Reference } from "@/api/reference";
import type { components } from "@/api/schema";
import { Picker } from "@/features/projects/form/Picker";
import { T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Form } from "@/ui/Form";
import { Select } from "@/ui/Select";
import { ErrorState } from "@/ui/States";
import { TextField } from "@/ui/TextField";
import { toast } from "@/ui/toasts";
import { useSave } from "./useSave";

type Level = components["schemas"]["LanguageLevelEnum"];
const NONE = "-";
const named = (rows: readonly { code: string; name_sv: string }[]) => rows.map(({ code, name_sv }) => ({ value: code, label: name_sv }));

/** A course: who gives it, what it grants, and what it asks of who begins. */
export function CourseDialog({ reference, onClose }: { reference: Reference; onClose: () => void }) {
  const t = useT();
  const [kind, setKind] = useState<string | null>(null);
  const [grants, setGrants] = useState<string[]>([]);
  const [skills, setSkills] = useState<string[]>([]);
  const [needs, setNeeds] = useState<string[]>([]);
  const [swedish, setSwedish] = useState("0");
  const [teaches, setTeaches] = useState(NONE);
  const save = useSave(
    (body: components["schemas"]["CourseInputRequest"]) => api.POST("/api/courses/", { body }),
    () => {
      toast(t("courses.courseSaved"));
      onClose();
    },
  );
  const errors = useMemo(() => formErrors(save.error, t), [save.error, t]);
  const isField = save.error?.kind === "validation";
  const levels = reference.language_levels.map(({ value, name_sv }) => ({ value: String(value), label: name_sv }));
  return (
    <Dialog title={t("courses.newCourse")} isOpen onClose={onClose} wide>
      <Form
        errors={isField ? errors : null}
        onSubmit={(data) =>
          save.mutate({
            kind: kind ?? "",
            name: String(data.get("name") ?? ""),
            provider: String(data.get("provider") ?? ""),
            grants_certificates: grants,
            grants_skills: skills,
            grants_language: teaches === NONE ? null : "sv",
            grants_language_level: teaches === NONE ? null : (Number(teaches) as Level),
            required_certificates: needs,
            required_language_level: Number(swedish) as Level,
          })
        }
      >
        {save.error && !isField && <ErrorState {...describeProblem(save.error, t)} />}
        <TextField label={t("courses.name")} name="name" isRequired maxLength={160} />
        <TextField label={t("courses.provider")} name="provider" isRequired maxLength={120} />
        <Select label={t("courses.kind")} name="kind" isRequired options={named(reference.course_kinds)} value={kind} onChange={setKind} />
        <Picker label={t("courses.grants")} name="grants_certificates" options={named(reference.certificates)} value={grants} onChange={setGrants} />
        <Picker label={t("courses.skills")} name="grants_skills" options={named(reference.skills)} value={skills} onChange={setSkills} />
        <Select
          label={t("courses.teaches")}
          name="grants_language_level"
          options={[{ value: NONE, label: t("courses.teachesNot") }, ...levels.slice(1)]}
          value={teaches}
          onChange={(value) => setTeaches(value ?? NONE)}
        />
        <Picker label={t("courses.asks")} name="required_certificates" options={named(reference.certificates)} value={needs} onChange={setNeeds} />
        <Select
          label={t("courses.swedish")}
          name="required_language_level"
          options={levels}
          value={swedish}
          onChange={(value) => setSwedish(value ?? "0")}
        />
        <DialogActions>
          <Button type="submit" variant="primary" isPending={save.isPending}>
            <T id="courses.saveCourse" />
          </Button>
          <Button onPress={onClose}>
            <T id="ui.cancel" />
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
