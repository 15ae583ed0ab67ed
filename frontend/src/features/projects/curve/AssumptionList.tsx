import type { components } from "@/api/schema";
import { useT } from "@/lib/intl";
import { Status } from "@/ui/Status";
import styles from "./curve.module.css";

type Schemas = components["schemas"];

/** The norms with range and source, each said to be what it is. */
export function AssumptionList({
  assumptions,
  template,
}: {
  assumptions: readonly Schemas["Assumption"][];
  template: Schemas["CrewTemplateRef"] | null;
}) {
  const t = useT();
  return (
    <ul className={styles.assumptions}>
      {assumptions.map(({ key, name, value, unit, low, high, source, verification }) => (
        <li key={key}>
          <span>
            {name} <Status tone={verification.code === "verified" ? "done" : "draft"}>{verification.label}</Status>
          </span>
          <span className="num">
            {low !== null && high !== null
              ? t("curve.valueSpan", { value, unit, low, high })
              : t("curve.value", { value, unit })}
          </span>
          <span className={styles.source}>{source}</span>
        </li>
      ))}
      {template && (
        <li>
          <span>{template.name}</span>
          <span className={styles.source}>{template.source}</span>
        </li>
      )}
    </ul>
  );
}
