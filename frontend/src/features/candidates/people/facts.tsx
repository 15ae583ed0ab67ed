import { useFormat } from "@/lib/format";
import { useT } from "@/lib/intl";
import { Status } from "@/ui/Status";
import type { Row } from "./api";
import styles from "./people.module.css";

/** What hinders, one line each; more than two are counted. */
export function Obstacles({ row }: { row: Row }) {
  const t = useT();
  const [first, second, ...rest] = row.obstacles;
  if (!first) return <span className="muted">{t("candidates.none")}</span>;
  return (
    <span className={styles.lines}>
      <span>{first}</span>
      {second && <span>{second}</span>}
      {rest.length > 0 && <span className="muted">{t("people.moreObstacles", { count: rest.length })}</span>}
    </span>
  );
}

/** Certificates that have ended or soon do, the nearest first. */
export function Certificates({ row }: { row: Row }) {
  const t = useT();
  const format = useFormat();
  if (row.certificate_warnings.length === 0) return <span className="muted">{t("candidates.none")}</span>;
  return (
    <span className={styles.lines}>
      {row.certificate_warnings.map(({ certificate, name, expires, expired }) => (
        <Status key={certificate} tone={expired ? "stop" : "act"}>
          {t(expired ? "people.expired" : "people.expires", { name, day: format.day(expires) })}
        </Status>
      ))}
    </span>
  );
}
