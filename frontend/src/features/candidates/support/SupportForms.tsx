import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { $api } from "@/api/client";
import { describeProblem, formErrors } from "@/api/describe";
import type { components } from "@/api/schema";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { Disclosure } from "@/ui/Disclosure";
import { Form } from "@/ui/Form";
import { SkeletonRows } from "@/ui/Skeleton";
import { EmptyState, ErrorState } from "@/ui/States";
import { Status } from "@/ui/Status";
import { NumberField } from "@/ui/TextField";
import styles from "./support.module.css";

type Answer = components["schemas"]["SupportFormAnswer"];
type Rule = components["schemas"]["SupportRule"];
type Counted = NonNullable<components["schemas"]["PossibleSupport"]["wage"]>;
interface Wage {
  wage: number;
  hours: number;
}
const FULL_TIME = 40;

/** Which support forms are possible, with paragraph and amount; somebody else decides. */
export function SupportForms({ id }: { id: string }) {
  const t = useT();
  const format = useFormat();
  const [wage, setWage] = useState<Wage | null>(null);
  const { data, error, refetch } = useQuery({
    ...$api.queryOptions("get", "/api/candidates/{id}/support/", { params: { path: { id }, query: wage ?? {} } }),
    placeholderData: keepPreviousData,
  });
  if (error && !data) return <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows label={t("support.title")} rows={6} columns={2} />;
  const of = (verdict: Answer["verdict"]) => data.forms.filter((form) => form.verdict === verdict);
  const [possible, unknown, not] = [of("possible"), of("unknown"), of("no")];
  return (
    <div className="stack-lg">
      <div className="stack">
        <p>
          <T id="support.lead" values={{ day: format.date(data.day) }} />
        </p>
        <Form
          errors={formErrors(error, t)}
          onSubmit={(form) => setWage({ wage: Number(form.get("wage")), hours: Number(form.get("hours")) || FULL_TIME })}
        >
          <div className={styles.wage}>
            <NumberField label={t("support.wage")} name="wage" unit="kr" minValue={1} maxValue={200_000} isRequired />
            <NumberField label={t("support.hours")} name="hours" minValue={1} maxValue={FULL_TIME} defaultValue={FULL_TIME} />
            <Button type="submit">
              <T id="support.count" />
            </Button>
          </div>
        </Form>
        <p className="small" role="status">
          {data.wage ? <Ceiling {...data.wage} /> : <T id="support.noWage" />}
        </p>
      </div>
      <section className="stack" aria-labelledby="stod-mojliga">
        <h2 id="stod-mojliga">
          <T id="support.possible" />
        </h2>
        {possible.length === 0 ? (
          <EmptyState>
            <T id="support.none" />
          </EmptyState>
        ) : (
          <Forms forms={possible} sentence={data.sentence} isExact={data.wage !== null} />
        )}
      </section>
      {unknown.length > 0 && (
        <section className="stack" aria-labelledby="stod-saknas">
          <h2 id="stod-saknas">
            <T id="support.unknown" />
          </h2>
          <Forms forms={unknown} sentence={data.sentence} isExact={data.wage !== null} />
        </section>
      )}
      {not.length > 0 && (
        <Disclosure title={t("support.not", { count: not.length })} level={2}>
          <Forms forms={not} />
        </Disclosure>
      )}
    </div>
  );
}

/** What of the wage counts, and why no more does. */
function Ceiling({ month_sek: wage, hours_per_week: hours, counted_sek: counted, cap_sek: cap }: Counted) {
  return <T id={counted < wage ? "support.above" : "support.below"} values={{ wage, hours, counted, cap }} />;
}

interface FormsProps {
  forms: readonly Answer[];
  sentence?: string;
  isExact?: boolean;
}

function Forms({ forms, sentence, isExact = false }: FormsProps) {
  const format = useFormat();
  return (
    <ul className={styles.forms}>
      {forms.map((form) => (
        <li key={form.code} className={styles.form}>
          <div className={styles.head}>
            <h3>{form.name}</h3>
            {sentence && <Status tone={form.verdict === "possible" ? "plain" : "draft"}>{sentence}</Status>}
          </div>
          {form.rules.filter((rule) => rule.verdict === form.verdict).map((rule) => (
            <Ground key={rule.para + rule.who} rule={rule} isExact={isExact} />
          ))}
          <p className="small muted">
            <T id="support.source" values={{ law: form.law, day: format.date(form.checked_on) }} /> {form.note}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Ground({ rule, isExact }: { rule: Rule; isExact: boolean }) {
  const t = useT();
  const format = useFormat();
  const sums = [
    rule.month_sek !== null && t(isExact && rule.of_wage ? "support.monthExact" : "support.month", { sum: rule.month_sek }),
    rule.extra_month_sek !== null && t("support.extra", { sum: rule.extra_month_sek }),
    rule.year_sek !== null && t("support.year", { sum: rule.year_sek }),
    rule.longest_months !== null && t("support.longest", { months: rule.longest_months }),
  ].filter((text) => text !== false);
  return (
    <div className={styles.ground}>
      <p>
        <strong>{rule.para}</strong> {rule.who}
      </p>
      {rule.verdict !== "no" && sums.length > 0 && <p className={styles.sums}>{sums.join(" · ")}</p>}
      {rule.verdict !== "no" && rule.amount !== "" && <p className="small">{rule.amount}</p>}
      {rule.missing.length > 0 && (
        <p className={styles.missing}>
          <T id="support.missing" values={{ what: format.list(rule.missing) }} />
        </p>
      )}
      {rule.against.length > 0 && (
        <p className="small">
          <T id="support.against" values={{ what: format.list(rule.against) }} />
        </p>
      )}
      {rule.note !== "" && (
        <p className="small muted">
          <T id="support.checked" values={{ how: rule.checked, note: rule.note }} />
        </p>
      )}
    </div>
  );
}
