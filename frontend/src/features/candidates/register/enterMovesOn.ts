import type { KeyboardEvent } from "react";

const FIELDS = "input:not([type=hidden], [aria-hidden] *, [tabindex='-1']), textarea, [role=spinbutton], button[type=submit]";

/** A date is one field though it has three parts. */
const fieldOf = (element: HTMLElement) => element.closest("[data-field]") ?? element;

/**
 * Enter goes to the next field, as on paper. Not in a text of many lines, not while a list is open (there it
 * chooses), and never on a button.
 */
export function enterMovesOn(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const from = event.target as HTMLElement;
  if (from.matches("textarea, button") || from.getAttribute("aria-activedescendant")) return;
  if (!from.matches("input, [role=spinbutton]")) return;
  event.preventDefault();
  event.stopPropagation();
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(FIELDS)].filter((field) => !field.hasAttribute("disabled"));
  const next = all.slice(all.indexOf(from) + 1).find((other) => fieldOf(other) !== fieldOf(from));
  next?.focus();
}
