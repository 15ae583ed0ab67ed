import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import type { Curve } from "../words";
import styles from "./curve.module.css";

/** The curve's figures: every trade, every week. The same data as the picture. */
export function CurveTable({ curve }: { curve: Curve }) {
  const t = useT();
  const format = useFormat();
  const one = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so keys must reach it
    <div className={styles.scroll} role="region" aria-label={t("curve.table")} tabIndex={0}>
      <table className={styles.table}>
        <caption className="visually-hidden">{t("curve.table")}</caption>
        <thead>
          <tr>
            <th scope="col">
              <T id="curve.weekHead" />
            </th>
            <th scope="col">
              <T id="curve.total" />
            </th>
            {curve.trades.map(({ occupation }) => (
              <th key={occupation.code} scope="col">
                {occupation.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {curve.weeks.map((week, i) => (
            <tr key={week.monday}>
              <th scope="row">{week.label}</th>
              <td>
                <strong>{format.number(week.heads, one)}</strong>
              </td>
              {curve.trades.map(({ occupation, heads }) => (
                <td key={occupation.code}>{heads[i] ? format.number(heads[i], one) : t("projects.none")}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
