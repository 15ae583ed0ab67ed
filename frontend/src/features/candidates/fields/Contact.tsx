import { useT } from "@/lib/intl";
import { TextField } from "@/ui/TextField";
import { useRecordField } from "../record/useRecord";
import { Day } from "./Day";
import styles from "./fields.module.css";

interface FocusProps {
  /** The field to begin in, if it is one of these. */
  autoFocus?: "first_name" | "last_name" | "phone";
}

export function NameFields({ autoFocus }: FocusProps) {
  const t = useT();
  const first = useRecordField("first_name");
  const last = useRecordField("last_name");
  return (
    <div className={styles.pair}>
      <TextField
        label={t("record.first_name")}
        name="first_name"
        value={first.value}
        onChange={first.type}
        autoComplete="off"
        autoFocus={autoFocus === "first_name"}
        isRequired
        maxLength={80}
      />
      <TextField
        label={t("record.last_name")}
        name="last_name"
        value={last.value}
        onChange={last.type}
        autoComplete="off"
        autoFocus={autoFocus === "last_name"}
        isRequired
        maxLength={80}
      />
    </div>
  );
}

/** One of the two is enough. */
export function ReachFields({ autoFocus }: FocusProps) {
  const t = useT();
  const phone = useRecordField("phone");
  const email = useRecordField("email");
  return (
    <div className={styles.group}>
      <div className={styles.pair}>
        <TextField
          label={t("record.phone")}
          name="phone"
          value={phone.value}
          onChange={phone.type}
          inputMode="tel"
        autoFocus={autoFocus === "phone"}
          autoComplete="off"
          maxLength={20}
          ltr
        />
        <TextField
          label={t("record.email")}
          name="email"
          value={email.value}
          onChange={email.type}
          inputMode="email"
          autoComplete="off"
          maxLength={254}
          ltr
        />
      </div>
      <p className={styles.notice}>{t("record.reachWhy")}</p>
    </div>
  );
}

export function BirthDate({ isRequired = false }: { isRequired?: boolean }) {
  const t = useT();
  const { value, type } = useRecordField("birth_date");
  return (
    <Day
      label={t("record.birth_date")}
      name="birth_date"
      description={t("record.birthDateWhy")}
      value={value}
      onChange={type}
      isRequired={isRequired}
    />
  );
}
