import { useFormat } from "@/lib/format";
import { T } from "@/lib/intl";
import { TextLink } from "@/ui/Button";
import { Skeleton } from "@/ui/Skeleton";
import { HistoryList } from "../HistoryList";
import { type Proposal, weeksOfWork } from "../words";
import { useHistory, useNeed, useRivals } from "./queries";
import styles from "./review.module.css";
import { ValueBar } from "./ValueBar";

/** What the decision changes, what the match is worth, how close it was, and what has been said before. */
export function EffectPane({ proposal }: { proposal: Proposal }) {
  return (
    <div className={styles.effect}>
      <section className={styles.section}>
        <h3>
          <T id={proposal.allowed_actions.includes("approve") ? "effect.title" : "effect.titleNow"} />
        </h3>
        <Effects proposal={proposal} />
      </section>
      <section className={styles.section}>
        <h3>
          <T id="effect.margin" />
        </h3>
        <MarginSentences proposal={proposal} />
      </section>
      <section className={styles.section}>
        <ValueBar proposal={proposal} />
      </section>
      <section className={styles.section}>
        <h3>
          <T id="effect.history" />
        </h3>
        <History proposal={proposal} />
      </section>
    </div>
  );
}

function Effects({ proposal }: { proposal: Proposal }) {
  const format = useFormat();
  const need = useNeed(proposal.need.id);
  const rivals = useRivals(proposal);
  const isOpen = proposal.allowed_actions.includes("approve");
  const hours = proposal.tutor_hours_per_week;
  return (
    <ul className={styles.effects}>
      {isOpen && (
        <li>
          <T id="effect.asked" values={{ name: proposal.candidate.name, coach: proposal.candidate.coach }} />
        </li>
      )}
      <li>
        {need.data ? (
          <T
            id="effect.seats"
            values={{ booked: need.data.bars.booked.peak, asked: need.data.bars.asked.peak, number: String(proposal.need.number) }}
          />
        ) : (
          <Skeleton width="md" />
        )}{" "}
        {rivals.data && rivals.data.count > 1 && (
          <TextLink href={`/forslag?vy=alla&behov=${proposal.need.id}`}>
            <T id="effect.rivals" values={{ count: rivals.data.count }} />
          </TextLink>
        )}
      </li>
      {isOpen && proposal.path.length > 0 && (
        <li>
          <T id="effect.courses" values={{ count: proposal.path.length }} />
        </li>
      )}
      <li>
        <T id="effect.tutor" values={{ hours: format.number(hours, { maximumFractionDigits: 1 }), any: hours > 0 ? "yes" : "no" }} />
      </li>
    </ul>
  );
}

export function MarginSentences({ proposal }: { proposal: Proposal }) {
  const format = useFormat();
  const { to_next_candidate_for_need: person, to_next_need_for_candidate: need } = proposal.margin_data;
  return (
    <>
      <p>
        <strong>{proposal.margin_label}.</strong>
      </p>
      <p>
        {typeof person !== "number" ? (
          <T id="margin.noPerson" />
        ) : person > 0 ? (
          <T id="margin.person" values={{ value: weeksOfWork(format, person) }} />
        ) : (
          <T id="margin.personEqual" />
        )}{" "}
        {typeof need !== "number" ? (
          <T id="margin.noNeed" />
        ) : need > 0 ? (
          <T id="margin.need" values={{ value: weeksOfWork(format, need) }} />
        ) : (
          <T id="margin.needEqual" />
        )}
      </p>
    </>
  );
}

function History({ proposal }: { proposal: Proposal }) {
  const { data, isPending } = useHistory(proposal.id);
  return (
    <>
      <p>
        <T id="effect.run" values={{ number: String(proposal.run_number), change: proposal.change_label.toLocaleLowerCase("sv") }} />
      </p>
      {(isPending || (data?.length ?? 0) > 0) && (
        <HistoryList
          isPending={isPending}
          entries={(data ?? []).map(({ at, actor, action, reason }) => ({ at, who: actor, action, said: reason }))}
        />
      )}
    </>
  );
}
