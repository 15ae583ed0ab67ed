import { useState } from "react";
import { api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { useReference } from "@/api/reference";
import { ifMatch } from "@/api/version";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { useToday } from "@/lib/useToday";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Choice";
import { AlertDialog } from "@/ui/Dialog";
import { useCardWrite } from "../card/useCardWrite";
import { useRecordField, useSnapshot, useStore } from "../record/useRecord";
import type { Candidate, Values } from "../record/values";
import styles from "./fields.module.css";
import { textOf, type Wording, wordingFor } from "./wordings";

type Purpose = Values["consents"][number];
const PURPOSES: readonly Purpose[] = ["proposals", "share_with_company", "share_with_provider", "share_with_authority"];

/** The words that are agreed to, read aloud or shown; their version and language are stored with the consent. */
export function Consents() {
  const t = useT();
  const today = useToday();
  const reference = useReference();
  const { candidate } = useSnapshot(useStore());
  const { value, choose } = useRecordField("consents");
  const { value: language } = useRecordField("preferred_language");
  const [leaving, setLeaving] = useState<Purpose | null>(null);
  const takesPart = candidate !== null && !["draft", "resting", "closed"].includes(candidate.state.code);
  const wordings = reference?.consent_wordings ?? [];

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
        const newest = wordingFor(wordings, purpose, language, today);
        const inSwedish = wordingFor(wordings, purpose, "sv", today);
        const isOld = active !== undefined && newest !== undefined && active.text_version !== newest.version;
        // What she said yes to stands on the box until she says yes to something newer.
        const agreed = isOld ? textOf(wordings, active) : inSwedish;
        return (
          <div key={purpose} className={styles.group}>
            <Checkbox isSelected={value.includes(purpose)} onChange={(on) => change(purpose, on)}>
              {agreed?.text ?? t(`record.purpose.${purpose}`)}
            </Checkbox>
            <p className={styles.notice}>
              <T id="record.receiver" values={{ who: t(`record.receiver.${purpose}`) }} />
            </p>
            {newest && newest.language_id !== "sv" && !isOld && <Spoken wording={newest} />}
            {!value.includes(purpose) && inSwedish && <p className={styles.notice}>{inSwedish.if_no}</p>}
            <State rows={rows} />
            {isOld && candidate && newest && <Renew candidate={candidate} purpose={purpose} wording={newest} />}
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

/** The words in her own language. */
function Spoken({ wording }: { wording: Wording }) {
  return (
    <p className={styles.words} lang={wording.language_id} dir="auto">
      {wording.text}
    </p>
  );
}

function State({ rows }: { rows: Candidate["consents"] }) {
  const format = useFormat();
  const active = rows.find((row) => row.withdrawn_at === null);
  const last = rows[0];
  if (active) {
    return (
      <p className={styles.notice}>
        <T
          id="record.consentGiven"
          values={{ day: format.date(active.given_at), version: active.text_version, language: active.language }}
        />
      </p>
    );
  }
  if (!last?.withdrawn_at) return null;
  return (
    <p className={styles.notice}>
      <T id="record.consentWithdrawn" values={{ day: format.date(last.withdrawn_at) }} />
    </p>
  );
}

interface RenewProps {
  candidate: Candidate;
  purpose: Purpose;
  wording: Wording;
}

/** The words have changed: the old yes holds until she has heard the new ones. */
function Renew({ candidate, purpose, wording }: RenewProps) {
  const t = useT();
  const format = useFormat();
  const card = useCardWrite<Purpose>(candidate, (seen, said) =>
    api.POST("/api/candidates/{id}/renew_consent/", {
      params: { path: { id: seen.id }, header: ifMatch(seen) },
      body: { purpose: said },
    }),
  );
  const problem = card.conflict ? t("card.changedMeanwhile") : card.error && describeProblem(card.error, t).what;
  return (
    <div className={styles.group}>
      {problem && (
        <Banner tone="stop" isUrgent>
          {problem}
        </Banner>
      )}
      <p className={styles.alert}>
        <T id="record.consentNew" values={{ day: wording.valid_from ? format.date(wording.valid_from) : "none" }} />
      </p>
      <Spoken wording={wording} />
      <div>
        <Button size="sm" isPending={card.isPending} onPress={() => card.write(purpose)}>
          {t("record.consentRenew")}
        </Button>
      </div>
    </div>
  );
}
