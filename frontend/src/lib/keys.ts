import { type KeyboardEvent, type RefObject, useEffect } from "react";
import { readPreference } from "./preferences";

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches("textarea, select, [role=textbox], [role=spinbutton], [role=combobox]") ||
      (target.matches("input") && !target.matches("[type=checkbox], [type=radio], [type=button]")))
  );
}

/** "ctrl+k", "?", "z"; Cmd counts as Ctrl. */
export function chord(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): string {
  const prefix = event.ctrlKey || event.metaKey ? "ctrl+" : event.altKey ? "alt+" : "";
  return prefix + event.key.toLowerCase();
}

type KeyMap = Record<string, (event: globalThis.KeyboardEvent) => void>;

/**
 * Keys for the whole window. Plain letters are not allowed here: they belong to a list (useListKeys),
 * or assistive technology would lose its own.
 */
export function useGlobalKeys(map: KeyMap): void {
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      if (readPreference("keys") === "off" || event.defaultPrevented) return;
      const action = map[chord(event)];
      if (!action || (!event.ctrlKey && !event.metaKey && isTyping(event.target))) return;
      event.preventDefault();
      action(event);
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [map]);
}

/** Single-letter keys that work only while focus is inside `ref` and not in a text field. */
export function useListKeys(ref: RefObject<HTMLElement | null>, map: KeyMap): void {
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const listen = (event: globalThis.KeyboardEvent) => {
      if (readPreference("keys") === "off" || isTyping(event.target)) return;
      const action = map[chord(event)];
      if (!action) return;
      event.preventDefault();
      // A grid would otherwise take the letter as type-to-find.
      event.stopPropagation();
      action(event);
    };
    element.addEventListener("keydown", listen, true);
    return () => element.removeEventListener("keydown", listen, true);
  }, [ref, map]);
}
