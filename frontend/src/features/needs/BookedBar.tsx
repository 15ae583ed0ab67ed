import { T, useT } from "@/lib/intl";
import styles from "./needs.module.css";

const WIDTH = 72;
const HEIGHT = 10;

/** How much of what was asked is booked. The words carry it; the bar is for the eye. */
export function BookedBar({ asked, booked }: { asked: number; booked: number }) {
  const t = useT();
  const share = asked > 0 ? Math.min(1, booked / asked) : 0;
  return (
    <span className={styles.booked}>
      <svg role="img" aria-label={t("needs.bookedOf", { booked, asked })} width={WIDTH} height={HEIGHT} className={styles.bar}>
        <rect x="0.75" y="0.75" width={WIDTH - 1.5} height={HEIGHT - 1.5} className={styles.barOpen} />
        {share > 0 && (
          <rect x="0.75" y="0.75" width={(WIDTH - 1.5) * share} height={HEIGHT - 1.5} className={styles.barFilled} />
        )}
      </svg>
      <span className="small num" aria-hidden="true">
        <T id="needs.bookedShort" values={{ booked, asked }} />
      </span>
    </span>
  );
}
