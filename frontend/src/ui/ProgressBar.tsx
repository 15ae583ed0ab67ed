import { Label, ProgressBar as AriaProgressBar } from "react-aria-components";
import styles from "./ProgressBar.module.css";

interface ProgressBarProps {
  label: string;
  /** 0–100, or undefined while nobody knows. */
  value?: number;
  /** The figure in words: "Bästa plan hittills: 604 placerade". */
  valueText?: string;
}

/** Drawn as a measure: a rule with ticks, filled from the start. */
export function ProgressBar({ label, value, valueText }: ProgressBarProps) {
  return (
    <AriaProgressBar
      isIndeterminate={value === undefined}
      value={value ?? 0}
      {...(valueText !== undefined && { valueLabel: valueText })}
      className={styles.bar ?? ""}
    >
      {({ percentage, valueText: percent }) => (
        <>
          <div className={styles.words}>
            <Label>{label}</Label>
            <span className={styles.value}>{valueText ?? (value === undefined ? null : percent)}</span>
          </div>
          <svg className={styles.svg} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect className={styles.track} width="100" height="8" />
            {value === undefined ? (
              <rect className={styles.moving} width="24" height="8" />
            ) : (
              <rect className={styles.fill} width={percentage ?? 0} height="8" />
            )}
          </svg>
        </>
      )}
    </AriaProgressBar>
  );
}
