import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import styles from "./region.module.css";
import type { Region } from "./RegionPage";

/** Two rulers side by side, one a column: longest is most in that column, and says nothing of the other. */
export function Bars({ data }: { data: Region }) {
  const t = useT();
  const format = useFormat();
  const most = Math.max(1, ...data.trades.map(({ total }) => total));
  const mostAdverts = Math.max(1, ...data.trades.map(({ adverts }) => adverts ?? 0));
  return (
    <table className={styles.bars}>
      <caption className="visually-hidden">{t("region.table")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("region.group")}</th>
          <th scope="col">
            {t("region.personYears")}
            <span className={styles.unit}>
              <T id="region.where" values={{ district: data.district }} />
            </span>
          </th>
          <th scope="col">
            {t("region.adverts", { year: data.adverts_year })}
            <span className={styles.unit}>
              <T id="region.county" />
            </span>
          </th>
        </tr>
      </thead>
      <tbody>
        {data.trades.map(({ ssyk2012, name, person_years, total, adverts }) => (
          <tr key={ssyk2012}>
            <th scope="row">{name}</th>
            <td>
              {person_years.length > 0 ? (
                <Bar share={total / most} text={format.number(total, { maximumFractionDigits: 0 })} tone="full" />
              ) : (
                <span className="small muted">{t("region.notInTemplate")}</span>
              )}
            </td>
            <td>
              {adverts === null ? (
                t("projects.none")
              ) : (
                <Bar share={adverts / mostAdverts} text={format.number(adverts)} tone="outline" />
              )}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t("region.all")}</th>
          <td className="num">{format.number(data.total, { maximumFractionDigits: 0 })}</td>
          <td className="num">{format.number(data.adverts)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function Bar({ share, text, tone }: { share: number; text: string; tone: "full" | "outline" }) {
  return (
    <span className={styles.bar}>
      <span className="num">{text}</span>
      <svg aria-hidden="true" className={styles.track} height="12">
        <rect x="0.5" y="0.5" width={`${Math.max(share * 99, 0.5)}%`} height="11" className={styles[tone]} />
      </svg>
    </span>
  );
}
