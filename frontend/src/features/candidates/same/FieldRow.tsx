import { Label, Radio, RadioGroup } from "react-aria-components";
import { cx } from "@/lib/cx";
import { type MessageId, useT } from "@/lib/intl";
import fields from "@/ui/fields.module.css";
import type { Choice, Field } from "./queries";
import styles from "./same.module.css";

const SIDES: Record<Choice, MessageId> = { kept: "same.kept", other: "same.other", both: "same.both" };

interface FieldRowProps {
  field: Field;
  value: Choice;
  isDisabled: boolean;
  onChange: (choice: Choice) => void;
}

/** One thing the two say differently: what is chosen is kept. Arrows move between the sides. */
export function FieldRow({ field, value, isDisabled, onChange }: FieldRowProps) {
  const t = useT();
  return (
    <RadioGroup className={styles.field ?? ""} value={value} isDisabled={isDisabled} onChange={(choice) => onChange(choice as Choice)}>
      <Label className={styles.label ?? ""}>{field.label}</Label>
      {field.choices.map((choice) => (
        <Radio key={choice} value={choice} className={cx(fields.choice, styles.choice)}>
          <span className={fields.dot} />
          <span className={styles.said}>
            <span className={choice === "both" ? undefined : styles.side}>{t(SIDES[choice])}</span>
            {choice !== "both" && (field[choice] || <span className="muted">{t("record.empty")}</span>)}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
