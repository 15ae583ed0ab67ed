import { useState } from "react";
import type { Option } from "@/ui/Choice";
import { ComboBox } from "@/ui/Select";

interface PickerProps {
  label: string;
  name?: string;
  description?: string;
  options: readonly Option[];
  /** Already in the list. */
  taken: readonly string[];
  onPick: (value: string) => void;
  isRequired?: boolean;
}

/** Adds to a list, one at a time, and is ready for the next. */
export function Picker({ options, taken, onPick, ...props }: PickerProps) {
  const [round, setRound] = useState(0);
  return (
    <ComboBox
      {...props}
      // A new box for each round: empty, with focus where it was.
      key={round}
      autoFocus={round > 0}
      options={options.filter(({ value }) => !taken.includes(value))}
      onChange={(value) => {
        if (value === null) return;
        onPick(value);
        setRound(round + 1);
      }}
    />
  );
}
