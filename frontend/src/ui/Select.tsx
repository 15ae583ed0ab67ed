import { Check, ChevronDown } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import {
  Button,
  ComboBox as AriaComboBox,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from "react-aria-components";
import { cx } from "@/lib/cx";
import { T, useT } from "@/lib/intl";
import type { Option } from "./Choice";
import { FieldDescription, FieldErrors, FieldLabel, type FieldProps, fieldData } from "./Field";
import styles from "./fields.module.css";
import { Icon } from "./Icon";
import overlay from "./overlay.module.css";

/** In a list that changes `id` must be given where the item is made: without it React Aria goes by the place. */
function OptionItem({ option, id = option.value }: { option: Option; id?: string }) {
  return (
    <ListBoxItem
      id={id}
      textValue={option.label}
      isDisabled={option.isDisabled}
      className={overlay.item ?? ""}
    >
      {({ isSelected }) => (
        <>
          <span className={overlay.itemText}>
            {option.label}
            {option.description && <span className={overlay.itemNote}> {option.description}</span>}
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
        <SelectValue<Option> className={styles.selectValue ?? ""}>
          {({ selectedText, isPlaceholder, defaultChildren }) => (isPlaceholder ? defaultChildren : selectedText)}
        </SelectValue>
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

/**
 * React Aria hides the whole page from assistive technology while the list is open, and what is hidden can
 * still take focus. Marked elements it leaves alone; the list then works as the ARIA pattern describes it.
 */
function keepPageReachable(isOpen: boolean): void {
  for (const element of document.body.children) {
    element.toggleAttribute("data-react-aria-top-layer", isOpen);
  }
}

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
  const root = useRef<HTMLDivElement>(null);
  // Inside main the list belongs to a landmark; inside a dialog it must not be clipped.
  const [container, setContainer] = useState<Element>();
  useEffect(() => {
    setContainer(root.current?.closest("main, [role=dialog]") ?? undefined);
    return () => keepPageReachable(false);
  }, []);
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
      ref={root}
      onOpenChange={keepPageReachable}
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
      <Popover
        className={cx(overlay.popover, overlay.matchTrigger)}
        offset={4}
        UNSTABLE_portalContainer={container?.matches("main") ? container : undefined}
      >
        <ListBox<Option & { id?: string }>
          className={overlay.list ?? ""}
          renderEmptyState={() => (
            <p className={overlay.empty}>
              <T id={isLoading ? "ui.searching" : "ui.noMatch"} />
            </p>
          )}
        >
          {(option) => <OptionItem key={option.value} id={option.value} option={option} />}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
