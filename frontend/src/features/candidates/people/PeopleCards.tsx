import { useT } from "@/lib/intl";
import { TextLink } from "@/ui/Button";
import { Status } from "@/ui/Status";
import { TONES } from "../words";
import type { Row } from "./api";
import { Days } from "./Days";
import { Certificates, Obstacles } from "./facts";
import { NextStep } from "./NextStep";
import styles from "./people.module.css";
import { Responsible } from "./Responsible";

/** The same people, one card each: for reading one at a time, and for a phone. */
export function PeopleCards({ rows, showsCoach }: { rows: readonly Row[]; showsCoach: boolean }) {
  const t = useT();
  return (
    <ul className={styles.cards} aria-label={t("candidates.table")}>
      {rows.map((row) => (
        <li key={row.id} className={styles.card}>
          <TextLink href={`/deltagare/${row.id}`}>
            <bdi>{row.name}</bdi>
          </TextLink>
          <Status tone={TONES[row.state.code]}>{row.state.label}</Status>
          <dl className={styles.facts}>
            <div>
              <dt>{t("candidates.nextStep")}</dt>
              <dd>
                <NextStep row={row} />
              </dd>
            </div>
            <div>
              <dt>{t("people.obstacles")}</dt>
              <dd>
                <Obstacles row={row} />
              </dd>
            </div>
            <div>
              <dt>{t("candidates.days")}</dt>
              <dd>
                <Days row={row} />
              </dd>
            </div>
            <div>
              <dt>{t("candidates.certificates")}</dt>
              <dd>
                <Certificates row={row} />
              </dd>
            </div>
            {showsCoach && (
              <div>
                <dt>{t("people.coach")}</dt>
                <dd>
                  <Responsible row={row} />
                </dd>
              </div>
            )}
          </dl>
        </li>
      ))}
    </ul>
  );
}
