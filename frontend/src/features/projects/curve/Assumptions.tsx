import { useMemo } from "react";
import { T, useT } from "@/lib/intl";
import { useUrlState } from "@/lib/url";
import { Button } from "@/ui/Button";
import { Disclosure } from "@/ui/Disclosure";
import { Form } from "@/ui/Form";
import { NumberField } from "@/ui/TextField";
import type { Curve } from "../words";
import { AssumptionList } from "./AssumptionList";
import styles from "./curve.module.css";
import { figuresOf } from "./figures";

/** Every figure the curve rests on, said to be what it is, and two of them to change. */
export function Assumptions({ curve }: { curve: Curve }) {
  const t = useT();
  const url = useUrlState();
  const own = useMemo(() => figuresOf(url.search), [url.search]);
  const norm = (key: string) => curve.assumptions.find((assumption) => assumption.key.startsWith(key))?.value;
  const isOwn = own.m2_per_dwelling !== undefined;
  return (
    <Disclosure title={t("curve.assumptions", { count: curve.assumptions.length })} level={3}>
      <div className="stack">
        <p>{curve.template_note}</p>
        <AssumptionList assumptions={curve.assumptions} template={curve.template} />
        <Form
          onSubmit={(data) =>
            url.set({ yta: String(data.get("m2_per_dwelling") ?? ""), timmar: String(data.get("hours_per_m2") ?? "") })
          }
        >
          <div className={styles.figures} key={JSON.stringify(own)}>
            <NumberField
              label={t("curve.ownArea")}
              name="m2_per_dwelling"
              minValue={10}
              maxValue={500}
              defaultValue={own.m2_per_dwelling ?? norm("m2_per_dwelling") ?? 70}
              unit={t("curve.m2")}
            />
            <NumberField
              label={t("curve.ownHours")}
              name="hours_per_m2"
              minValue={1}
              maxValue={100}
              defaultValue={own.hours_per_m2 ?? norm("hours_per_m2") ?? 16}
              unit={t("curve.hoursPerM2")}
            />
            <Button type="submit">
              <T id="curve.useOwn" />
            </Button>
            {isOwn && (
              <Button variant="quiet" onPress={() => url.set({ yta: null, timmar: null })}>
                <T id="curve.useNorms" />
              </Button>
            )}
          </div>
        </Form>
        {isOwn && (
          <p className="small" role="status">
            <T id="curve.isOwn" values={{ area: own.m2_per_dwelling ?? 0, hours: own.hours_per_m2 ?? 0 }} />
          </p>
        )}
        <p className="small muted">
          <T id="curve.disclaimer" />
        </p>
      </div>
    </Disclosure>
  );
}
