import { type FormEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { Form as AriaForm } from "react-aria-components";
import { cx } from "@/lib/cx";
import { useT } from "@/lib/intl";
import { ErrorSummary } from "./ErrorSummary";

export type FieldErrorMap = Record<string, string[]>;

/** Errors as the API layer gives them: by field name, and those that belong to no field. */
export interface FormErrors {
  fields: FieldErrorMap;
  general: string[];
}

interface FormProps {
  /** The server's answer to the last attempt, or null. */
  errors?: FormErrors | null;
  onSubmit: (data: FormData, submitter: HTMLElement | null) => void;
  children: ReactNode;
  className?: string;
}

function emptyRequired(form: HTMLFormElement, data: FormData) {
  return [...form.querySelectorAll<HTMLElement>("[data-field][data-required]")].flatMap(({ dataset }) => {
    const filled = data.getAll(dataset.field ?? "").some((value) => value !== "");
    return filled ? [] : [{ name: dataset.field ?? "", label: dataset.label ?? "" }];
  });
}

/**
 * Fields keep their own values; submit hands over FormData by field name. Missing required fields and
 * the server's errors look the same: a summary in focus, and the text beside its field.
 */
export function Form({ errors, onSubmit, children, className }: FormProps) {
  const t = useT();
  const ref = useRef<HTMLFormElement>(null);
  const [missing, setMissing] = useState<FieldErrorMap>({});

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const empty = emptyRequired(form, data);
    setMissing(Object.fromEntries(empty.map(({ name, label }) => [name, [t("ui.required", { label })]])));
    if (empty.length > 0) return;
    onSubmit(data, (event.nativeEvent as SubmitEvent).submitter);
  };

  const hasMissing = Object.keys(missing).length > 0;
  const fields = hasMissing ? missing : errors?.fields;

  // One field may fill in another: what has a value since the attempt is not missing any more. The summary stays
  // as it was, or it would take the focus.
  const [filled, setFilled] = useState("");
  useEffect(() => {
    if (!ref.current || !hasMissing) return;
    const empty = new Set(emptyRequired(ref.current, new FormData(ref.current)).map(({ name }) => name));
    setFilled(Object.keys(missing).filter((name) => !empty.has(name)).join());
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the fields are the children: new values, new children
  }, [children, hasMissing, missing]);
  const shown = useMemo(() => {
    if (!hasMissing) return fields ?? {};
    const gone = new Set(filled.split(","));
    return Object.fromEntries(Object.entries(fields ?? {}).filter(([name]) => !gone.has(name)));
  }, [fields, filled, hasMissing]);
  const general = hasMissing ? undefined : errors?.general;
  const items = useMemo(
    () => [
      ...(general ?? []).map((text) => ({ text })),
      ...Object.entries(fields ?? {}).map(([name, texts]) => ({ name, text: texts.join(" ") })),
    ],
    [fields, general],
  );

  return (
    <AriaForm
      ref={ref}
      validationBehavior="aria"
      validationErrors={shown}
      onSubmit={submit}
      className={cx("form", className)}
    >
      <ErrorSummary items={items} scope={ref} />
      {children}
    </AriaForm>
  );
}
