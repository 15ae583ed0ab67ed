import type { ReactNode } from "react";
import { FieldError, Label, Text } from "react-aria-components";
import { CircleAlert } from "lucide-react";
import { T } from "@/lib/intl";
import styles from "./fields.module.css";
import { Icon } from "./Icon";

/** What every field takes. `name` is the field's name in the API, so that its errors find their way back. */
export interface FieldProps {
  label: string;
  name?: string;
  /** One line: format, or why we ask. */
  description?: ReactNode;
  isRequired?: boolean;
}

/** Attributes on a field's root that ErrorSummary and Form read. */
export function fieldData({ name, label, isRequired }: FieldProps) {
  return { "data-field": name, "data-label": label, "data-required": isRequired || undefined };
}

/** Required is the normal case; only the optional is marked. */
export function FieldLabel({ label, isRequired }: FieldProps) {
  return (
    <Label className={styles.label ?? ""}>
      {label}
      {isRequired === false && (
        <span className={styles.optional}>
          {" "}
          <T id="ui.optional" />
        </span>
      )}
    </Label>
  );
}

export function FieldDescription({ children }: { children: ReactNode }) {
  if (!children) return null;
  return (
    <Text slot="description" className={styles.description ?? ""}>
      {children}
    </Text>
  );
}

export function FieldErrors() {
  return (
    <FieldError className={styles.error ?? ""}>
      {({ validationErrors }) => (
        <>
          <Icon as={CircleAlert} size={16} />
          <span>{validationErrors.join(" ")}</span>
        </>
      )}
    </FieldError>
  );
}
