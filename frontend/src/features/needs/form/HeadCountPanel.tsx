import type { Reference } from "@/api/reference";
import { T, useT } from "@/lib/intl";
import { useSettled } from "@/lib/useSettled";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import type { Draft } from "./draft";
import styles from "./form.module.css";
import { useFieldText } from "./useFieldText";
import type { Counted, HeadCount, Without } from "./useHeadCount";

/** A screen reader is told at most once a second, when the number has come to rest. */
const SPOKEN = 1000;

interface Props {
  counted: Counted;
  draft: Draft;
  reference: Reference | undefined;
}

/** How many can start in time, and what each requirement costs. Small groups are never told. */
export function HeadCountPanel({ counted, draft, reference }: Props) {
  const t = useT();
  const name = useAskedName(draft, reference);
  const { count, isOld, isWaiting, failed } = counted;
  const people = count && (count.people ?? t("needForm.fewer", { fewest: count.fewest }));
  const spoken = useSettled(count && !isOld ? t("needForm.canStart", { people: String(people) }) : "", SPOKEN);
  return (
    <section aria-labelledby="antal" className={styles.count} data-old={isOld || undefined}>
      <h2 id="antal">
        <T id="needForm.count" />
      </h2>
      <p className="visually-hidden" aria-live="polite">
        {spoken}
      </p>
      {failed ? (
        <>
          <p>
            <T id="needForm.countFailed" />
          </p>
          <Button size="sm" onPress={counted.again}>
            <T id="ui.retry" />
          </Button>
        </>
      ) : count ? (
        <>
          <p className={styles.people} data-count>
            <strong className="num">{people}</strong> <T id="needForm.countWords" />
          </p>
          {count.people === null && count.without.length > 0 && (
            <Banner tone="notice">
              {count.costliest ? (
                <T
                  id="needForm.costliest"
                  values={{ fewest: count.fewest, what: name(count.costliest), people: count.costliest.people ?? 0 }}
                />
              ) : (
                <T id="needForm.noneCostliest" values={{ fewest: count.fewest }} />
              )}
            </Banner>
          )}
          <ul>
            {worth(count).map((row) => (
              <li key={`${row.kind}:${row.code}`}>
                <T id="needForm.withoutWhat" values={{ what: name(row), people: row.people ?? 0 }} />
              </li>
            ))}
          </ul>
          <p className="small muted">
            <T id="needForm.countHow" />
          </p>
        </>
      ) : (
        <p className="muted">
          <T id={isWaiting ? "needForm.countWaiting" : "needForm.counting"} />
        </p>
      )}
    </section>
  );
}

/** What lets more people in, most first. */
function worth({ people, without }: HeadCount): Without[] {
  return without.filter((row) => (row.people ?? 0) > (people ?? 0)).toSorted((a, b) => (b.people ?? 0) - (a.people ?? 0));
}

/** What is let go of, as in a sentence: "kravet på B-körkort". */
function useAskedName(draft: Draft, reference: Reference | undefined): (row: Without) => string {
  const t = useT();
  const text = useFieldText(reference);
  return ({ kind, code }) => {
    const rows = { skill: reference?.skills, certificate: reference?.certificates, licence: reference?.licences };
    switch (kind) {
      case "skill":
      case "certificate":
      case "licence":
        return rows[kind]?.find((row) => row.code === code)?.name_sv ?? code;
      case "language":
        return t("needForm.asked.language", { level: text("min_language_level", draft) });
      case "rung":
        return t("needForm.asked.rung", { level: text("min_rung", draft) });
      case "age":
        return t("needForm.asked.age", { years: draft.minimum_age });
      case "hours":
        return t("needForm.asked.hours", { hours: draft.hours_per_week });
      case "shift":
        return t("needForm.asked.shift");
    }
  };
}

/** Beside one requirement: how many there would be without it. */
export function WithoutIt({ count, kind, code }: { count: HeadCount | undefined; kind: string; code: string }) {
  const row = count?.without.find((other) => other.kind === kind && other.code === code);
  if (!count || !row) return null;
  const few = count.people === null ? "needForm.withoutStillFew" : "needForm.withoutFewMore";
  return (
    <span className="small muted num">
      {row.people === null ? (
        <T id={few} values={{ fewest: count.fewest }} />
      ) : row.people === count.people ? (
        <T id="needForm.withoutSame" />
      ) : (
        <T id="needForm.without" values={{ people: row.people }} />
      )}
    </span>
  );
}
