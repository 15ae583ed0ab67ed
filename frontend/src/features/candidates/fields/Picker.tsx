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

/** Adds to a list, one at a time: nothing stays chosen, so it is empty for the next. */
export function Picker({ options, taken, onPick, ...props }: PickerProps) {
  return (
    <ComboBox
      {...props}
      options={options.filter(({ value }) => !taken.includes(value))}
      value={null}
      onChange={(value) => {
        if (value !== null) onPick(value);
      }}
    />
  );
}
