import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import type { Option } from "./Choice";
import { Icon, type IconType } from "./Icon";
import styles from "./Segmented.module.css";

interface SegmentedProps {
  label: string;
  options: readonly (Option & { icon?: IconType })[];
  value: string;
  onChange: (value: string) => void;
}

/** Two to four ways to look at the same thing. */
export function Segmented({ label, options, value, onChange }: SegmentedProps) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const [key] = keys;
        if (key !== undefined) onChange(String(key));
      }}
      className={styles.group ?? ""}
    >
      {options.map((option) => (
        <ToggleButton key={option.value} id={option.value} className={styles.segment ?? ""}>
          {option.icon && <Icon as={option.icon} size={16} />}
          {option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
