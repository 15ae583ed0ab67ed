import { type RefObject, useEffect, useRef } from "react";
import { T } from "@/lib/intl";
import styles from "./ErrorSummary.module.css";

export interface SummaryItem {
  /** The field's name; without one the text is not a link. */
  name?: string;
  text: string;
}

/** The first thing in a field that takes focus. */
export function focusField(root: ParentNode, name: string): void {
  const field = root.querySelector(`[data-field="${CSS.escape(name)}"]`);
  const control = field?.querySelector<HTMLElement>(
    "[role=spinbutton], input:not([type=hidden], [aria-hidden] *), textarea, button:not([aria-hidden] *), [tabindex='0']",
  );
  control?.scrollIntoView?.({ block: "center" });
  control?.focus();
}

interface Props {
  items: readonly SummaryItem[];
  /** Where the fields are. */
  scope: RefObject<HTMLElement | null>;
}

/** Everything that stopped the form, in one place, in focus, each with a way to its field. */
export function ErrorSummary({ items, scope }: Props) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (items.length > 0) ref.current?.focus();
  }, [items]);
  if (items.length === 0) return null;
  return (
    <div ref={ref} role="alert" tabIndex={-1} className={styles.summary}>
      <h2 className={styles.title}>
        <T id="ui.errorSummary" values={{ count: items.length }} />
      </h2>
      <ul className={styles.list}>
        {items.map(({ name, text }) => (
          <li key={`${name ?? ""}:${text}`}>
            {name === undefined ? (
              text
            ) : (
              <button
                type="button"
                className={styles.link}
                onClick={() => scope.current && focusField(scope.current, name)}
              >
                {text}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
