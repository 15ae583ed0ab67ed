import type { KeyboardEvent, ReactNode } from "react";
import { useId } from "react";
import { T, type MessageId } from "@/lib/intl";
import styles from "./Register.module.css";

const FIRST = "input:not([type=hidden], [aria-hidden] *, [tabindex='-1']), textarea, [role=spinbutton]";

/** A part of the form under its own heading, with one line on why it is asked, the ground and who sees it. */
export function Part({ name, why, children }: { name: MessageId; why: MessageId; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id} data-part>
      <h2 id={id}>
        <T id={name} />
      </h2>
      <p className={styles.why}>
        <T id={why} />
      </p>
      {children}
    </section>
  );
}

/** Alt with an arrow goes to the first field of the part before or after. */
export function altMovesPart(event: KeyboardEvent<HTMLElement>): void {
  if (!event.altKey || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  const parts = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-part]")];
  const here = parts.findIndex((part) => part.contains(event.target as Node));
  event.preventDefault();
  event.stopPropagation();
  parts[here + (event.key === "ArrowDown" ? 1 : -1)]?.querySelector<HTMLElement>(FIRST)?.focus();
}
