import { Check, Minus } from "lucide-react";
import type { ReactNode } from "react";
import {
  Checkbox as AriaCheckbox,
  CheckboxGroup as AriaCheckboxGroup,
  type CheckboxGroupProps,
  type CheckboxProps as AriaCheckboxProps,
  Radio,
  RadioGroup as AriaRadioGroup,
  type RadioGroupProps,
  Switch as AriaSwitch,
  type SwitchProps as AriaSwitchProps,
} from "react-aria-components";
import { FieldDescription, FieldErrors, FieldLabel, type FieldProps, fieldData } from "./Field";
import styles from "./fields.module.css";
import { Icon } from "./Icon";

type Plain<P> = Omit<P, "className" | "style" | "children" | "name">;

export interface Option {
  value: string;
  label: string;
  description?: string;
  isDisabled?: boolean;
}

/** The box alone: for the first column of a table. */
export function CheckMark({ indeterminate = false }: { indeterminate?: boolean }) {
  return <span className={styles.box}>{indeterminate ? <Icon as={Minus} size={14} /> : <Icon as={Check} size={14} />}</span>;
}

export function Checkbox({ children, ...props }: Plain<AriaCheckboxProps> & { name?: string; children?: ReactNode }) {
  return (
    <AriaCheckbox {...props} className={styles.choice ?? ""}>
      {({ isIndeterminate }) => (
        <>
          <CheckMark indeterminate={isIndeterminate} />
          {children && <span>{children}</span>}
        </>
      )}
    </AriaCheckbox>
  );
}

function OptionText({ option }: { option: Option }) {
  return (
    <span>
      {option.label}
      {option.description && <span className={styles.choiceNote}>{option.description}</span>}
    </span>
  );
}

export function CheckboxGroup({
  label,
  description,
  options,
  ...props
}: FieldProps & Plain<CheckboxGroupProps> & { options: readonly Option[] }) {
  const field = { label, name: props.name, isRequired: props.isRequired };
  return (
    <AriaCheckboxGroup {...props} {...fieldData(field)} className={styles.field ?? ""}>
      <FieldLabel {...field} />
      <FieldDescription>{description}</FieldDescription>
      <FieldErrors />
      <div className={styles.choices}>
        {options.map((option) => (
          <AriaCheckbox
            key={option.value}
            value={option.value}
            isDisabled={option.isDisabled}
            className={styles.choice ?? ""}
          >
            <CheckMark />
            <OptionText option={option} />
          </AriaCheckbox>
        ))}
      </div>
    </AriaCheckboxGroup>
  );
}

export function RadioGroup({
  label,
  description,
  options,
  ...props
}: FieldProps & Plain<RadioGroupProps> & { options: readonly Option[] }) {
  const field = { label, name: props.name, isRequired: props.isRequired };
  return (
    <AriaRadioGroup {...props} {...fieldData(field)} className={styles.field ?? ""}>
      <FieldLabel {...field} />
      <FieldDescription>{description}</FieldDescription>
      <FieldErrors />
      <div className={styles.choices}>
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            isDisabled={option.isDisabled}
            className={styles.choice ?? ""}
          >
            <span className={styles.dot} />
            <OptionText option={option} />
          </Radio>
        ))}
      </div>
    </AriaRadioGroup>
  );
}

/** Takes effect at once; inside a form that is saved, use a checkbox. */
export function Switch({ children, ...props }: Plain<AriaSwitchProps> & { children: ReactNode }) {
  return (
    <AriaSwitch {...props} className={styles.choice ?? ""}>
      <span className={styles.track} />
      <span>{children}</span>
    </AriaSwitch>
  );
}
