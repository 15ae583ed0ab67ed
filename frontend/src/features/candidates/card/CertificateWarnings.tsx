import { useFormat } from "@/lib/format";
import { useT } from "@/lib/intl";
import { TextLink } from "@/ui/Button";
import { Status } from "@/ui/Status";
import type { Candidate } from "../record/values";
import styles from "./card.module.css";

/** Certificates that have ended or soon do; who may write goes from here to where they are. */
export function CertificateWarnings({ candidate, hrefOf }: { candidate: Candidate; hrefOf: (section: string) => string }) {
  const t = useT();
  const format = useFormat();
  const mayWrite = candidate.allowed_actions.includes("partial_update");
  const ending = candidate.certificates.flatMap(({ certificate, name, expires, validity }) =>
    expires && (validity === "expired" || validity === "expiring") ? [{ certificate, name, expires, validity }] : [],
  );
  if (ending.length === 0) return null;
  return (
    <ul className={styles.ending} aria-label={t("card.ending")}>
      {ending.map(({ certificate, name, expires, validity }) => (
        <li key={certificate}>
          <Status tone={validity === "expired" ? "stop" : "act"}>
            {t(validity === "expired" ? "people.expired" : "people.expires", { name, day: format.date(expires) })}
          </Status>
          {mayWrite && <TextLink href={hrefOf("certificates")}>{t("card.renew", { name })}</TextLink>}
        </li>
      ))}
    </ul>
  );
}
