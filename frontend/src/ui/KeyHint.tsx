import { useHasKeys } from "@/lib/useHasKeys";

/** The key of a button, within its words, where there are keys. */
export function KeyHint({ children }: { children: string }) {
  return useHasKeys() && <span>({children})</span>;
}
