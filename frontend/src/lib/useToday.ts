import { useState } from "react";
import { useFormat } from "./format";

/** Today's date in Sweden, as it was when the page opened. */
export function useToday(): string {
  const format = useFormat();
  const [today] = useState(() => format.iso(new Date()));
  return today;
}
