import { Calculator } from "lucide-react";
import { useState } from "react";
import { describeProblem } from "@/api/describe";
import { useFormat } from "@/lib/format";
import { type MessageId, T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { SkeletonRows } from "@/ui/Skeleton";
import { ErrorState } from "@/ui/States";
import { type Price, usePrices } from "../why/api";
import { signed, weeksOfWork } from "../words";
import styles from "./runs.module.css";

const KINDS: Record<Price["kind"], MessageId> = {
  seat: "price.seat",
  place: "price.place",
  tutor_hour: "price.tutorHour",
  budget: "price.budget",
};

/** What one more of something would do for the plan. Worked out when asked for: it takes some seconds. */
export function Prices({ run, only }: { run: string; only?: Price["kind"] }) {
  const t = useT();
  const [isAsked, setAsked] = useState(false);
  const { data: all, error, refetch } = usePrices(run, isAsked);
  const data = only ? all?.filter(({ kind }) => kind === only) : all;
  if (!isAsked) {
    return (
      <div className="stack">
        <p>
          <T id="price.explain" />
        </p>
        <div>
          <Button icon={Calculator} onPress={() => setAsked(true)}>
            <T id="price.ask" />
          </Button>
        </div>
      </div>
    );
  }
  if (error) return <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows label={t("price.title")} rows={4} columns={2} />;
  if (data.length === 0) {
    return (
      <p role="status">
        <T id="price.none" />
      </p>
    );
  }
  return <PriceTable prices={data} />;
}

function PriceTable({ prices }: { prices: readonly Price[] }) {
  const format = useFormat();
  return (
    <table className={styles.prices}>
      <caption className="visually-hidden">
        <T id="price.title" />
      </caption>
      <thead>
        <tr>
          <th scope="col">
            <T id="price.oneMore" />
          </th>
          <th scope="col">
            <T id="price.gives" />
          </th>
        </tr>
      </thead>
      <tbody>
        {prices.map((price) => (
          <tr key={`${price.kind}:${price.item_id}:${price.from_date}`}>
            <th scope="row">
              <strong>
                <T id={KINDS[price.kind]} values={{ amount: price.amount }} />
              </strong>{" "}
              <span>
                {price.title}
                {price.from_date && (
                  <>
                    {" "}
                    <T
                      id={price.kind === "seat" ? "price.starts" : "price.week"}
                      values={{ day: format.day(price.from_date), week: String(format.week(price.from_date)) }}
                    />
                  </>
                )}
              </span>
            </th>
            <td>
              {price.exact ? (
                <T id="price.value" values={{ value: signed(format, price.value ?? 0) }} />
              ) : (
                <T id="price.about" values={{ value: weeksOfWork(format, price.value ?? 0) }} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
