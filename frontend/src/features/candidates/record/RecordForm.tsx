import { type ReactNode, type RefObject, useMemo } from "react";
import { Form } from "react-aria-components";
import { cx } from "@/lib/cx";
import { useGlobalKeys } from "@/lib/keys";
import { useSnapshot, useStore } from "./useRecord";

interface RecordFormProps {
  children: ReactNode;
  onSubmit?: () => void;
  /** What the form itself found, beside what the server said. */
  found?: Record<string, string[]>;
  formRef?: RefObject<HTMLFormElement | null>;
  className?: string;
}

/** Stores each field as one leaves it, and puts what the server said beside it. */
export function RecordForm({ children, onSubmit, found, formRef, className }: RecordFormProps) {
  const store = useStore();
  const { errors } = useSnapshot(store);
  useGlobalKeys(useMemo(() => ({ "ctrl+s": () => void store.flush() }), [store]));
  const all = useMemo(() => ({ ...errors.fields, ...found }), [errors.fields, found]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- leaving any field inside stores it
    <div onBlur={() => void store.flush()}>
      <Form
        ref={formRef}
        validationBehavior="aria"
        validationErrors={all}
        className={cx("form", className)}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit?.();
        }}
      >
        {children}
      </Form>
    </div>
  );
}
