import { Check, Circle, CircleDot, CircleHelp, Minus, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/lib/cx";
import { type MessageId, T } from "@/lib/intl";
import { Icon, type IconType } from "./Icon";
import styles from "./Lists.module.css";

interface Definition {
  term: string;
  value: ReactNode;
  /** A quiet link or button at the end: "Rätta". */
  action?: ReactNode;
}

/** Facts about one thing. Missing is said, not left blank. */
export function DefinitionList({ items }: { items: readonly Definition[] }) {
  return (
    <dl className={styles.definitions}>
      {items.map(({ term, value, action }) => (
        <div key={term} className={styles.definition}>
          <dt>{term}</dt>
          <dd>
            <span className={styles.value}>
              {value ?? (
                <span className="muted">
                  <T id="ui.notGiven" />
                </span>
              )}
            </span>
            {action}
          </dd>
        </div>
      ))}
    </dl>
  );
}

type Phase = "done" | "now" | "later";
export interface Step {
  id: string;
  phase: Phase;
  title: string;
  /** "3–14 mars", in words. */
  when?: string;
  body?: ReactNode;
}

const PHASES: Record<Phase, { icon: IconType; word: MessageId }> = {
  done: { icon: Check, word: "timeline.done" },
  now: { icon: CircleDot, word: "timeline.now" },
  later: { icon: Circle, word: "timeline.later" },
};

/** A way in order: what is done, where one stands, what comes. */
export function TimelineList({ label, steps }: { label: string; steps: readonly Step[] }) {
  return (
    <ol aria-label={label} className={styles.timeline}>
      {steps.map(({ id, phase, title, when, body }) => (
        <li
          key={id}
          className={cx(styles.step, styles[phase])}
          aria-current={phase === "now" ? "step" : undefined}
        >
          <span className={styles.node}>
            <Icon as={PHASES[phase].icon} size={16} />
          </span>
          <div className={styles.stepBody}>
            <p className={styles.phase}>
              <T id={PHASES[phase].word} />
              {when && (
                <span className={styles.when}>
                  <bdi>{when}</bdi>
                </span>
              )}
            </p>
            <p className={styles.stepTitle}>
              <bdi>{title}</bdi>
            </p>
            {body && <div>{typeof body === "string" ? <bdi>{body}</bdi> : body}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}

type Weight = "must" | "plus" | "minus" | "missing";
export interface Reason {
  kind: Weight;
  text: string;
}

const REASONS: Record<Weight, { icon: IconType; word: MessageId }> = {
  must: { icon: Check, word: "reason.must" },
  plus: { icon: Plus, word: "reason.plus" },
  minus: { icon: Minus, word: "reason.minus" },
  missing: { icon: CircleHelp, word: "reason.missing" },
};

/** Why: what is met, what speaks for, what speaks against, and what nobody knows. */
export function ReasonList({ reasons }: { reasons: readonly Reason[] }) {
  return (
    <ul className={styles.reasons}>
      {reasons.map(({ kind, text }) => (
        <li key={`${kind}:${text}`} className={cx(styles.reason, styles[kind])}>
          <Icon as={REASONS[kind].icon} size={16} />
          <span className="visually-hidden">
            <T id={REASONS[kind].word} />
          </span>
          <bdi>{text}</bdi>
        </li>
      ))}
    </ul>
  );
}
