import { usePreference } from "./preferences";
import { PHONE, useMediaQuery } from "./useMediaQuery";

/** True where single keys can be pressed: not on a phone or another screen for fingers, nor when they are turned off. */
export function useHasKeys(): boolean {
  const [keys] = usePreference("keys");
  const isTouched = useMediaQuery(`${PHONE}, (pointer: coarse)`);
  return keys === "on" && !isTouched;
}
