import { useFormat } from "@/lib/format";
import { useT } from "@/lib/intl";
import { Status } from "./Status";

interface Ending {
  name: string;
  expires: string;
  when: "expired" | "before_start" | "during";
}

/** Certificates that do not last as long as the place does. */
export function EndingCertificates({ rows }: { rows: readonly Ending[] }) {
  const t = useT();
  const format = useFormat();
  if (rows.length === 0) return null;
  return (
    <ul aria-label={t("ui.ending")}>
      {rows.map(({ name, expires, when }) => (
        <li key={name}>
          <Status tone={when === "during" ? "act" : "stop"}>{t(`ui.ending.${when}`, { name, day: format.date(expires) })}</Status>
        </li>
      ))}
    </ul>
  );
}
