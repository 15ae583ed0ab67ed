import { useState } from "react";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Checkbox } from "@/ui/Choice";
import { AlertDialog } from "@/ui/Dialog";
import { useRecordField, useSnapshot, useStore } from "../record/useRecord";
import type { Values } from "../record/values";
import styles from "./fields.module.css";

type Purpose = Values["consents"][number];
const PURPOSES: readonly Purpose[] = ["proposals", "share_with_company"];

/** The words that were agreed to, read aloud or shown; their version is stored with the consent. */
export function Consents() {
  const t = useT();
  const format = useFormat();
  const { candidate } = useSnapshot(useStore());
  const { value, choose } = useRecordField("consents");
  const [leaving, setLeaving] = useState<Purpose | null>(null);
  const takesPart = candidate !== null && !["draft", "resting", "closed"].includes(candidate.state.code);

  const withdraw = (purpose: Purpose) => choose(value.filter((other) => other !== purpose));
  const change = (purpose: Purpose, on: boolean) => {
    if (on) choose([...value, purpose]);
    else if (purpose === "proposals" && takesPart) setLeaving(purpose);
    else withdraw(purpose);
  };

  return (
    <div className={styles.group} data-field="consents">
      {PURPOSES.map((purpose) => {
        const rows = candidate?.consents.filter((row) => row.purpose === purpose) ?? [];
        const active = rows.find((row) => row.withdrawn_at === null);
        const last = rows[0];
        return (
          <div key={purpose}>
            <Checkbox isSelected={value.includes(purpose)} onChange={(on) => change(purpose, on)}>
              {t(`record.consent.${purpose}`)}
            </Checkbox>
            {active ? (
              <p className={styles.notice}>
                <T id="record.consentGiven" values={{ day: format.date(active.given_at), version: active.text_version }} />
              </p>
            ) : (
              last?.withdrawn_at && (
                <p className={styles.notice}>
                  <T id="record.consentWithdrawn" values={{ day: format.date(last.withdrawn_at) }} />
                </p>
              )
            )}
          </div>
        );
      })}
      <p className={styles.notice}>{t("record.consentWhy")}</p>
      <AlertDialog
        title={t("record.withdrawTitle")}
        isOpen={leaving !== null}
        onClose={() => setLeaving(null)}
        confirm={t("record.withdraw")}
        onConfirm={() => {
          if (leaving) withdraw(leaving);
        }}
      >
        <T id="record.withdrawBody" />
      </AlertDialog>
    </div>
  );
}
