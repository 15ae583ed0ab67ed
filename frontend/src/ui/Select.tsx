import { Check, ChevronDown } from "lucide-react";
import {
  Button,
  ComboBox as AriaComboBox,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
} from "react-aria-components";
import { cx } from "@/lib/cx";
import { T, useT } from "@/lib/intl";
import type { Option } from "./Choice";
import { FieldDescription, FieldErrors, FieldLabel, type FieldProps, fieldData } from "./Field";
import styles from "./fields.module.css";
import { Icon } from "./Icon";
import overlay from "./overlay.module.css";

function OptionItem({ option }: { option: Option }) {
  return (
    <ListBoxItem
      id={option.value}
      textValue={option.label}
      isDisabled={option.isDisabled}
      className={overlay.item ?? ""}
    >
      {({ isSelected }) => (
        <>
          <span className={overlay.itemText}>
            <Text slot="label">{option.label}</Text>
            {option.description && (
              <Text slot="description" className={overlay.itemNote ?? ""}>
                {option.description}
              </Text>
            )}
          </span>
          {isSelected && <Icon as={Check} size={16} />}
        </>
      )}
    </ListBoxItem>
  );
}

interface Choosing {
  options: readonly Option[];
  value?: string | null;
  defaultValue?: string;
  onChange?: (value: string | null) => void;
  isDisabled?: boolean;
  autoFocus?: boolean;
}

type SelectProps = FieldProps & Choosing & { placeholder?: string; width?: "sm" | "md" | "full" };

/** Up to a dozen known options; more than that is a ComboBox. */
export function Select({ label, description, options, onChange, placeholder, width = "full", ...props }: SelectProps) {
  const field = { label, name: props.name, isRequired: props.isRequired };
  const t = useT();
  return (
    <AriaSelect
      {...props}
      {...fieldData(field)}
      placeholder={placeholder ?? t("ui.choose")}
      onChange={(key) => onChange?.(key === null ? null : String(key))}
      className={styles.field ?? ""}
    >
      <FieldLabel {...field} />
      <FieldDescription>{description}</FieldDescription>
      <Button className={cx(styles.select, styles[width])}>
        <SelectValue className={styles.selectValue ?? ""} />
        <Icon as={ChevronDown} size={16} />
      </Button>
      <FieldErrors />
      <Popover className={cx(overlay.popover, overlay.matchTrigger)} offset={4}>
        <ListBox className={overlay.list ?? ""}>
          {options.map((option) => (
            <OptionItem key={option.value} option={option} />
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

type ComboBoxProps = FieldProps &
  Choosing & {
    /** For a list fetched as one types: give the options for the text, and they are not filtered again. */
    onInputChange?: (text: string) => void;
    isLoading?: boolean;
    placeholder?: string;
    /** Text that is not in the list may stay as typed. */
    allowsCustomValue?: boolean;
  };

/** Type-ahead over many options. */
export function ComboBox({
  label,
  description,
  options,
  value,
  defaultValue,
  onChange,
  onInputChange,
  isLoading = false,
  placeholder,
  ...props
}: ComboBoxProps) {
  const field = { label, name: props.name, isRequired: props.isRequired };
  const t = useT();
  const choices = onInputChange ? { items: options } : { defaultItems: options };
  return (
    <AriaComboBox
      {...props}
      {...fieldData(field)}
      {...choices}
      {...(value !== undefined && { value })}
      defaultValue={defaultValue}
      onChange={(key) => onChange?.(key === null ? null : String(key))}
      onInputChange={onInputChange}
      allowsEmptyCollection
      menuTrigger="focus"
      className={styles.field ?? ""}
    >
      <FieldLabel {...field} />
      <FieldDescription>{description}</FieldDescription>
      <div className={styles.combo}>
        <Input className={styles.input ?? ""} placeholder={placeholder ?? t("ui.typeToSearch")} />
        <Button className={styles.inset ?? ""}>
          <Icon as={ChevronDown} size={16} />
        </Button>
      </div>
      <FieldErrors />
      <Popover className={cx(overlay.popover, overlay.matchTrigger)} offset={4}>
        <ListBox<Option & { id?: string }>
          className={overlay.list ?? ""}
          renderEmptyState={() => (
            <p className={overlay.empty}>
              <T id={isLoading ? "ui.searching" : "ui.noMatch"} />
            </p>
          )}
        >
          {(option) => <OptionItem key={option.value} option={option} />}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
