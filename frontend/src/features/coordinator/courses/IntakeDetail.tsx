import { useMemo, useState } from "react";
import { api } from "@/api/client";
import { useDecision } from "@/api/decision";
import { describeProblem, formErrors } from "@/api/describe";
import { useReference } from "@/api/reference";
import { ifMatch } from "@/api/version";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { ConflictBanner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Form } from "@/ui/Form";
import { DefinitionList } from "@/ui/Lists";
import { ErrorState } from "@/ui/States";
import { NumberField } from "@/ui/TextField";
import { toast } from "@/ui/toasts";
import { lastDay } from "../words";
import { type Intake, TOUCHED } from "./words";

/** One start of a course: what it gives and asks, and its seats. */
export function IntakeDetail({ intake }: { intake: Intake }) {
  const t = useT();
  const format = useFormat();
  const levels = useReference()?.language_levels ?? [];
  const { course } = intake;
  const level = (value: number) => levels.find((row) => row.value === value)?.name_sv ?? String(value);
  const names = (rows: readonly { name: string }[]) => (rows.length > 0 ? format.list(rows.map(({ name }) => name)) : null);
  return (
    <div className="stack">
      <header>
        <h2>
          <bdi>{course.name}</bdi>
        </h2>
        <p className="small muted">
          <bdi>{course.provider}</bdi>
        </p>
      </header>
      <DefinitionList
        items={[
          {
            term: t("courses.when"),
            value: t("courses.period", { from: format.day(intake.start_date), to: format.date(lastDay(intake.end_date)) }),
          },
          { term: t("courses.place"), value: intake.municipality.name },
          { term: t("courses.kind"), value: course.kind.name },
          {
            term: t("courses.gives"),
            value: names([
              ...course.grants_certificates,
              ...course.grants_skills,
              ...(course.grants_language
                ? [{ name: t("courses.language", { language: course.grants_language.name, level: level(course.grants_language.level) }) }]
                : []),
            ]),
          },
          {
            term: t("courses.asks"),
            value: names([
              ...course.required_certificates,
              ...(course.required_language_level > 0
                ? [{ name: t("courses.language", { language: t("courses.swedishName"), level: level(course.required_language_level) }) }]
                : []),
            ]),
          },
          { term: t("courses.cost"), value: t("courses.sek", { amount: intake.cost_sek }) },
        ]}
      />
      <Seats intake={intake} />
    </div>
  );
}

function Seats({ intake }: { intake: Intake }) {
  const t = useT();
  const [seats, setSeats] = useState(intake.seats);
  const decision = useDecision<Intake, number, unknown>({
    object: intake,
    decide: (seen, value) =>
      api.PATCH("/api/intakes/{id}/", { params: { path: { id: seen.id }, header: ifMatch(seen) }, body: { seats: value } }),
    touches: TOUCHED,
    onDone: () => toast(t("courses.seatsSaved")),
  });
  const errors = useMemo(() => formErrors(decision.error, t), [decision.error, t]);
  const isField = decision.error?.kind === "validation";
  return (
    <section>
      <h3>
        <T id="courses.seats" />
      </h3>
      <p>
        <T id="courses.taken" values={{ taken: intake.reserved, seats: intake.seats, free: intake.free }} />
      </p>
      <Form errors={isField ? errors : null} onSubmit={() => decision.decide(seats)}>
        {decision.conflict && <ConflictBanner onShow={() => void decision.accept()} />}
        {decision.error && !isField && <ErrorState {...describeProblem(decision.error, t)} />}
        <NumberField
          label={t("courses.seatsAll")}
          description={t("courses.seatsHelp")}
          name="seats"
          isRequired
          minValue={0}
          maxValue={500}
          value={seats}
          onChange={setSeats}
        />
        <div className="row">
          <Button type="submit" isPending={decision.isPending} isDisabled={seats === intake.seats}>
            <T id="courses.saveSeats" />
          </Button>
        </div>
      </Form>
    </section>
  );
}
