import { useState } from "react";
import { useFormat } from "@/lib/format";
import { moment } from "./words";

/** Writes a time stamp as one says it today. "Today" is when the part was drawn first. */
export function useMoment(): (value: string) => string {
  const format = useFormat();
  const [now] = useState(() => new Date());
  return (value) => moment(format, value, now);
}
