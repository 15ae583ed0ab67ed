import { X } from "lucide-react";
import { useState } from "react";
import { useT } from "@/lib/intl";
import { IconButton } from "@/ui/Button";
import type { Option } from "@/ui/Choice";
import { ComboBox } from "@/ui/Select";
import styles from "./form.module.css";

interface PickerProps {
  label: string;
  name?: string;
  description?: string;
  options: readonly Option[];
  value: readonly string[];
  onChange: (value: string[]) => void;
}

/** Several from a long list: what is chosen stands above, each with a way out. */
export function Picker({ label, name, description, options, value, onChange }: PickerProps) {
  const t = useT();
  const [round, setRound] = useState(0);
  return (
    <div className={styles.picker}>
      <ComboBox
        // A new box for each round: empty, with focus where it was.
        key={round}
        autoFocus={round > 0}
        label={label}
        name={name}
        description={description}
        placeholder={t("projectForm.add")}
        options={options.filter((option) => !value.includes(option.value))}
        onChange={(code) => {
          if (code === null) return;
          onChange([...value, code]);
          setRound(round + 1);
        }}
      />
      {value.length > 0 && (
        <ul className={styles.picked} aria-label={label}>
          {value.map((code) => {
            const what = options.find((option) => option.value === code)?.label ?? code;
            return (
              <li key={code}>
                {what}
                <IconButton
                  icon={X}
                  label={t("projectForm.remove", { what })}
                  onPress={() => onChange(value.filter((other) => other !== code))}
                />
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
