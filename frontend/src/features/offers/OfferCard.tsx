import { CalendarClock, Check, Mail, Phone, X } from "lucide-react";
import { useState } from "react";
import { addDays } from "@/lib/dates";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { describeProblem } from "@/api/describe";
import { Banner, ConflictBanner } from "@/ui/Banner";
import { Button, TextLink } from "@/ui/Button";
import { EndingCertificates } from "@/ui/EndingCertificates";
import { DefinitionList } from "@/ui/Lists";
import { ErrorState } from "@/ui/States";
import { Status } from "@/ui/Status";
import styles from "./offers.module.css";
import { SuggestTimeDialog } from "./SuggestTimeDialog";
import { TurnDownDialog } from "./TurnDownDialog";
import { useAnswer } from "./useAnswer";
import { type Offer, TONES } from "./words";

/** One person on the way to one of our needs. Without a name until she has said yes. */
export function OfferCard({ offer }: { offer: Offer }) {
  const t = useT();
  const format = useFormat();
  const answer = useAnswer(offer);
  const [asked, setAsked] = useState<"turn_down" | "suggest_time" | null>(null);
  const { person, capability: can, need } = offer;
  const who = person.is_named ? person.name : person.alias;
  const list = (items: readonly string[]) => (items.length > 0 ? format.list([...items]) : null);
  const canConfirm = offer.allowed_actions.includes("confirm");
  const canTurnDown = offer.allowed_actions.includes("turn_down");
  const canSuggest = offer.allowed_actions.includes("suggest_time");
  // What was asked may no longer be possible: somebody else has answered.
  const asking = (asked === "turn_down" && !canTurnDown) || (asked === "suggest_time" && !canSuggest) ? null : asked;
  const isAsking = asking !== null;
  const wish = offer.suggested_time;

  return (
    <article className={styles.card} aria-labelledby={`offer-${offer.id}`}>
      <header className={styles.head}>
        <h2 id={`offer-${offer.id}`}>
          <bdi>{who}</bdi>
        </h2>
        <Status tone={TONES[offer.state]}>{t(`offers.is.${offer.state}`)}</Status>
        <p className={styles.need}>
          <TextLink href={`/behov/${need.id}`}>
            {t("needs.titleOne", { number: need.number, occupation: need.occupation })}
          </TextLink>{" "}
          <span className="muted">
            <bdi>{need.project_name}</bdi>
          </span>
        </p>
      </header>
      {answer.conflict && !isAsking && <ConflictBanner onShow={() => void answer.accept()} />}
      {answer.error && !isAsking && <ErrorState {...describeProblem(answer.error, t)} />}
      {wish && (
        <Banner>
          <T
            id="offers.timeWaits"
            values={{ from: format.day(wish.start_date), to: format.date(addDays(wish.end_date, -1)) }}
          />
        </Banner>
      )}
      {offer.time_refused && (
        <Banner tone="notice">
          <T id="offers.timeRefused" values={{ reason: offer.time_refused }} />
        </Banner>
      )}
      <EndingCertificates rows={offer.ending_certificates} />
      <div className={styles.body}>
        <DefinitionList
          items={[
            { term: t("offers.can"), value: list(can.skills) },
            { term: t("offers.level"), value: can.rung || null },
            {
              term: t("offers.has"),
              value: list([
                ...can.certificates.map(({ name, expires }) =>
                  expires ? t("offers.certificate", { name, expires: format.iso(expires) }) : name,
                ),
                ...can.licences.map((code) => t("offers.licence", { code })),
              ]),
            },
            { term: t("offers.speaks"), value: list(can.languages) },
            {
              term: t("offers.begins"),
              value: t("offers.time", {
                from: format.day(offer.start_date),
                to: format.date(addDays(offer.end_date, -1)),
                hours: can.hours_per_week,
              }),
            },
            {
              term: t("offers.needs"),
              value: list([
                ...offer.path.map(({ name, end_date }) => t("offers.course", { name, day: format.iso(end_date) })),
                ...(offer.tutor_hours_per_week > 0 ? [t("offers.tutor", { hours: offer.tutor_hours_per_week })] : []),
              ]),
            },
          ]}
        />
        <div className={styles.side}>
          {person.is_named ? (
            <ul className={styles.contact} aria-label={t("offers.contact", { name: person.name })}>
              {person.phone && (
                <li>
                  <Phone size={16} aria-hidden="true" />
                  <a href={`tel:${person.phone.replaceAll(/[^+\d]/g, "")}`}>
                    <bdi data-ltr="">{person.phone}</bdi>
                  </a>
                </li>
              )}
              {person.email && (
                <li>
                  <Mail size={16} aria-hidden="true" />
                  <a href={`mailto:${person.email}`}>
                    <bdi data-ltr="">{person.email}</bdi>
                  </a>
                </li>
              )}
            </ul>
          ) : (
            <p className="small muted">
              <T id="offers.anonymous" />
            </p>
          )}
          {offer.answer_by && (canConfirm || canTurnDown) && (
            <p className="small">
              <T id="offers.answerBy" values={{ day: format.day(offer.answer_by) }} />
            </p>
          )}
          {(canConfirm || canTurnDown) && (
            <div className={styles.actions} data-print="hide">
              {canConfirm && (
                <Button
                  variant="primary"
                  icon={Check}
                  isPending={answer.isPending && !isAsking}
                  onPress={() => answer.decide({ kind: "confirm" })}
                >
                  <T id="offers.confirm" />
                  <span className="visually-hidden">{who}</span>
                </Button>
              )}
              {canSuggest && (
                <Button icon={CalendarClock} onPress={() => setAsked("suggest_time")}>
                  <T id="offers.suggestTime" />
                  <span className="visually-hidden">{who}</span>
                </Button>
              )}
              {canTurnDown && (
                <Button icon={X} onPress={() => setAsked("turn_down")}>
                  <T id="offers.turnDown" />
                  <span className="visually-hidden">{who}</span>
                </Button>
              )}
            </div>
          )}
        </div>
      </div>
      {asking === "turn_down" && <TurnDownDialog who={who} answer={answer} onClose={() => setAsked(null)} />}
      {asking === "suggest_time" && (
        <SuggestTimeDialog offer={offer} who={who} answer={answer} onClose={() => setAsked(null)} />
      )}
    </article>
  );
}
