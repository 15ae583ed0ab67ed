import { type ComponentProps, useState } from "react";
import { DateField } from "@/ui/DateField";

type Props = Omit<ComponentProps<typeof DateField>, "value" | "defaultValue"> & { value: string | null };

/** Typed digit by digit, "1990" passes through the years 1, 19 and 199: those are not told further. */
const EARLIEST = "1900-01-01";

/** A date field that only tells of dates somebody can mean. */
export function Day({ value, onChange, ...props }: Props) {
  const [shown, setShown] = useState(value);
  const [told, setTold] = useState(value);
  // Changed from outside: a colleague, or a choice beside it.
  if (told !== value) {
    setTold(value);
    setShown(value);
  }
  return (
    <DateField
      {...props}
      value={shown}
      onChange={(day) => {
        setShown(day);
        if (day !== null && day < EARLIEST) return;
        setTold(day);
        onChange?.(day);
      }}
    />
  );
}
