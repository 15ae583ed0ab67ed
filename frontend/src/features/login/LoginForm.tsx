import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { confirmCode, logIn } from "@/api/auth";
import { formErrors, isKind } from "@/api/describe";
import { type MessageId, T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { Form } from "@/ui/Form";
import { TextField } from "@/ui/TextField";

interface LoginFormProps {
  email?: string;
  onDone: () => void;
}

const text = (data: FormData, name: string) => String(data.get(name) ?? "").trim();

/** E-mail and password, and then the code if the account asks for one. */
export function LoginForm({ email, onDone }: LoginFormProps) {
  const [step, setStep] = useState<"password" | "code">("password");
  const proceed = (next: "done" | "code") => (next === "done" ? onDone() : setStep("code"));
  const password = useMutation({
    mutationFn: (data: FormData) => logIn(text(data, "email"), String(data.get("password"))),
    onSuccess: proceed,
  });
  const code = useMutation({
    mutationFn: (data: FormData) => confirmCode(text(data, "code").replaceAll(/\s/g, "")),
    onSuccess: proceed,
  });
  const passwordErrors = useLoginErrors(password.error, "login.wrong");
  const codeErrors = useLoginErrors(code.error, "login.codeWrong");
  const codeLabels = useCodeLabels();

  if (step === "code") {
    return (
      <Form key="code" errors={codeErrors} onSubmit={(data) => code.mutate(data)}>
        <TextField
          autoFocus
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          width="sm"
          ltr
          isRequired
          {...codeLabels}
        />
        <div className="row">
          <Button type="submit" variant="primary" isPending={code.isPending}>
            <T id="login.codeSubmit" />
          </Button>
          <Button variant="quiet" onPress={() => setStep("password")}>
            <T id="login.again" />
          </Button>
        </div>
      </Form>
    );
  }
  return <PasswordStep email={email} errors={passwordErrors} isPending={password.isPending} onSubmit={password.mutate} />;
}

function useCodeLabels() {
  const t = useT();
  return { label: t("login.code"), description: t("login.codeHelp") };
}

/** A refused login is one sentence for the whole form: it may not tell which part was wrong. */
function useLoginErrors(error: unknown, wrong: MessageId) {
  const t = useT();
  return useMemo(
    () => (isKind(error, "validation") ? { fields: {}, general: [t(wrong)] } : formErrors(error, t)),
    [error, wrong, t],
  );
}

interface PasswordStepProps {
  email?: string;
  errors: ReturnType<typeof useLoginErrors>;
  isPending: boolean;
  onSubmit: (data: FormData) => void;
}

function PasswordStep({ email, errors, isPending, onSubmit }: PasswordStepProps) {
  const t = useT();
  return (
    <Form key="password" errors={errors} onSubmit={onSubmit}>
      <TextField
        label={t("login.email")}
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={email}
        isRequired
        ltr
      />
      <TextField
        label={t("login.password")}
        name="password"
        type="password"
        autoComplete="current-password"
        isRequired
        ltr
      />
      <div>
        <Button type="submit" variant="primary" isPending={isPending}>
          <T id="login.submit" />
        </Button>
      </div>
    </Form>
  );
}
