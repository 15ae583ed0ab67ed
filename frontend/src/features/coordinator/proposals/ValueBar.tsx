import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { usePreference } from "@/lib/preferences";
import { type Proposal, signed, weeksOfWork } from "../words";
import styles from "./value.module.css";

const WIDTH = 240;
const BAR = 12;
const GAP = 3;

export interface Segment {
  code: string;
  x: number;
  width: number;
  isMinus: boolean;
}

/**
 * What speaks for lies end to end from the start; what speaks against lies under it, back from where that
 * ended, so that the lower row stops at the value itself. Lengths in px of `width`.
 */
export function segments(parts: Proposal["value_parts"], width: number): { segments: Segment[]; end: number } {
  const plus = parts.filter(({ value }) => value > 0);
  const minus = parts.filter(({ value }) => value < 0);
  const sum = plus.reduce((total, { value }) => total + value, 0);
  const scale = sum > 0 ? width / sum : 0;
  let x = 0;
  const found: Segment[] = plus.map(({ code, value }) => {
    const segment = { code, x, width: value * scale, isMinus: false };
    x += segment.width;
    return segment;
  });
  for (const { code, value } of minus) {
    const length = Math.min(x, -value * scale);
    x -= length;
    found.push({ code, x, width: length, isMinus: true });
  }
  return { segments: found, end: x };
}

const SWATCHES = ["a", "b", "c", "d", "e"];

/** The value of the match in its parts: a picture and, beside it, the same in figures. */
export function ValueBar({ proposal }: { proposal: Proposal }) {
  const t = useT();
  const format = useFormat();
  const [view] = usePreference("charts");
  const parts = proposal.value_parts.filter(({ value }) => Math.abs(value) >= 0.05);
  const drawn = segments(parts, WIDTH);
  const swatch = (code: string) => {
    const at = parts.findIndex((part) => part.code === code);
    return (parts[at]?.value ?? 0) < 0 ? "minus" : (SWATCHES[at] ?? "e");
  };
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <T id="review.value" values={{ value: weeksOfWork(format, proposal.value) }} />
      </figcaption>
      {view === "chart" && (
        <svg
          role="img"
          aria-label={t("review.valueLabel", {
            plus: weeksOfWork(format, parts.reduce((sum, { value }) => sum + Math.max(0, value), 0)),
            minus: weeksOfWork(format, parts.reduce((sum, { value }) => sum + Math.max(0, -value), 0)),
          })}
          viewBox={`0 0 ${WIDTH} ${2 * BAR + GAP + 2}`}
          className={styles.svg}
        >
          <pattern id="value-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path d="M0 0V5" className={styles.hatch} />
          </pattern>
          {drawn.segments.map(({ code, x, width, isMinus }) => (
            <rect
              key={code}
              x={x}
              y={isMinus ? BAR + GAP : 0}
              width={Math.max(0, width - 1)}
              height={BAR}
              className={styles.segment}
              data-swatch={swatch(code)}
              {...(isMinus && { fill: "url(#value-hatch)" })}
            />
          ))}
          <path d={`M${drawn.end} ${BAR + 1}V${2 * BAR + GAP + 2}`} className={styles.end} />
        </svg>
      )}
      <table className={styles.table}>
        <caption className="visually-hidden">{t("review.valueParts")}</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">
              <T id="review.part" />
            </th>
            <th scope="col">
              <T id="review.weeksOfWork" />
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ code, label, value }) => (
            <tr key={code}>
              <th scope="row">
                {view === "chart" && (
                  <svg className={styles.key} viewBox="0 0 10 10" aria-hidden="true">
                    <rect width="10" height="10" className={styles.segment} data-swatch={swatch(code)} {...(value < 0 && { fill: "url(#value-hatch)" })} />
                  </svg>
                )}
                {label.charAt(0).toLocaleUpperCase("sv")}
                {label.slice(1)}
              </th>
              <td>{signed(format, value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small muted">
        <T id="review.valueNote" />
      </p>
    </figure>
  );
}
