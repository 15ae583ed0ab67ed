import {
  Button,
  Group,
  Input,
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
  TextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from "react-aria-components";
import { Minus, Plus } from "lucide-react";
import { cx } from "@/lib/cx";
import { FieldDescription, FieldErrors, FieldLabel, type FieldProps, fieldData } from "./Field";
import styles from "./fields.module.css";
import { Icon } from "./Icon";

type Width = "xs" | "sm" | "md" | "full";
type TextFieldProps = FieldProps &
  Omit<AriaTextFieldProps, "className" | "style" | "children" | "name"> & {
    /** Rows of a multi-line field. */
    rows?: number;
    /** How much is expected, as a hint to the eye. */
    width?: Width;
    placeholder?: string;
    /** Text that runs left to right in every language: numbers, e-mail, addresses. */
    ltr?: boolean;
  };

export function TextField({ label, description, rows, width = "full", placeholder, ltr, ...props }: TextFieldProps) {
  const field = { label, name: props.name, isRequired: props.isRequired };
  const input = cx(styles.input, styles[width]);
  return (
    <AriaTextField {...props} {...fieldData(field)} className={styles.field ?? ""}>
      <FieldLabel {...field} />
      <FieldDescription>{description}</FieldDescription>
      {rows ? (
        <TextArea className={input} rows={rows} />
      ) : (
        <Input className={input} placeholder={placeholder} dir={ltr ? "ltr" : undefined} />
      )}
      <FieldErrors />
    </AriaTextField>
  );
}

type NumberFieldProps = FieldProps &
  Omit<AriaNumberFieldProps, "className" | "style" | "children" | "name"> & { unit?: string };

export function NumberField({ label, description, unit, ...props }: NumberFieldProps) {
  const field = { label, name: props.name, isRequired: props.isRequired };
  return (
    <AriaNumberField {...props} {...fieldData(field)} className={styles.field ?? ""}>
      <FieldLabel {...field} />
      <FieldDescription>{description}</FieldDescription>
      <div className={styles.withUnit}>
        <Group className={styles.stepper ?? ""}>
          <Button slot="decrement" className={styles.step ?? ""}>
            <Icon as={Minus} size={16} />
          </Button>
          <Input className={styles.number ?? ""} />
          <Button slot="increment" className={styles.step ?? ""}>
            <Icon as={Plus} size={16} />
          </Button>
        </Group>
        {unit && <span className={styles.unit}>{unit}</span>}
      </div>
      <FieldErrors />
    </AriaNumberField>
  );
}
