import { useQuery, useQueryClient } from "@tanstack/react-query";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import type { components } from "@/api/schema";
import { useFormat } from "@/lib/format";
import { type MessageId, T, useT } from "@/lib/intl";
import { Disclosure } from "@/ui/Disclosure";
import { EndingCertificates } from "@/ui/EndingCertificates";
import { type Reason, ReasonList, TimelineList } from "@/ui/Lists";
import { SkeletonRows } from "@/ui/Skeleton";
import { EmptyState, ErrorState } from "@/ui/States";
import { Status, type Tone } from "@/ui/Status";
import { candidateQuery } from "../queries";
import type { Candidate } from "../record/values";
import { Answer } from "./Answer";
import styles from "./card.module.css";

export type Proposal = components["schemas"]["Proposal"];

const TONES: Partial<Record<Proposal["state"], Tone>> = {
  new: "wait",
  in_review: "wait",
  locked: "locked",
  approved: "wait",
  asked: "act",
  accepted: "wait",
  confirmed: "done",
  started: "done",
  rejected: "off",
  declined: "off",
  turned_down: "off",
  superseded: "off",
  expired: "off",
};
const KINDS: Partial<Record<string, Reason["kind"]>> = { met: "must", plus: "plus", minus: "minus" };
const FIRST = 4;
/** What tells this place from others comes first; rules kept by everybody come last. */
const TELLING = ["trade", "taught", "course", "renewal", "travel_time", "skills", "language", "certificates"];
const rank = (code: string) => (TELLING.includes(code) ? TELLING.indexOf(code) : TELLING.length);

export function Matches({ candidate }: { candidate: Candidate }) {
  const t = useT();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(
    $api.queryOptions("get", "/api/proposals/", {
      params: { query: { candidate: candidate.id, ordering: ["-state_since"], page_size: 50 } },
    }),
  );
  if (error && !data) return <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows label={t("card.matches")} rows={4} columns={2} />;
  if (data.results.length === 0) {
    return (
      <EmptyState>
        <T id={EMPTY[candidate.state.code] ?? "card.noMatches"} />
      </EmptyState>
    );
  }
  const answered = () => void queries.invalidateQueries({ queryKey: candidateQuery(candidate.id).queryKey });
  return (
    <ul className={styles.proposals}>
      {data.results.map((proposal) => (
        <li key={proposal.id}>
          <Match proposal={proposal} onAnswered={answered} />
        </li>
      ))}
    </ul>
  );
}

const EMPTY: Partial<Record<Candidate["state"]["code"], MessageId>> = {
  draft: "card.noMatchesDraft",
  resting: "card.noMatchesResting",
  closed: "card.noMatchesClosed",
};

function Match({ proposal, onAnswered }: { proposal: Proposal; onAnswered: () => void }) {
  const t = useT();
  const format = useFormat();
  const reasons = proposal.reasons
    .toSorted((a, b) => rank(a.code) - rank(b.code))
    .flatMap(({ kind, sentence_sv: text }) => {
      const known = KINDS[kind];
      return known ? [{ kind: known, text }] : [];
    });
  const { need } = proposal;
  return (
    <article className={styles.proposal} aria-labelledby={`forslag-${proposal.id}`}>
      <div className={styles.proposalHead}>
        <h2 id={`forslag-${proposal.id}`}>
          {t("card.match", { occupation: need.occupation, project: need.project_name })}
        </h2>
        <Status tone={TONES[proposal.state] ?? "plain"}>{proposal.state_label}</Status>
      </div>
      <p className={styles.facts}>
        <span>{need.company}</span>
        <span>{t("card.from", { start: format.date(proposal.start_date), end: format.date(proposal.end_date) })}</span>
        {proposal.travel_minutes !== null && <span>{t("card.travel", { minutes: Math.round(proposal.travel_minutes) })}</span>}
        <span>{need.employment_form}</span>
      </p>
      {proposal.is_stale && (
        <p className="small">
          <T id="card.stale" />
        </p>
      )}
      <EndingCertificates rows={proposal.ending_certificates} />
      <ReasonList reasons={reasons.slice(0, FIRST)} />
      {reasons.length > FIRST && (
        <Disclosure title={t("card.allReasons", { count: reasons.length - FIRST })} level={3}>
          <ReasonList reasons={reasons.slice(FIRST)} />
        </Disclosure>
      )}
      {proposal.path.length > 0 && (
        <Disclosure title={t("card.path", { count: proposal.path.length })} level={3}>
          <TimelineList
            label={t("card.pathLabel")}
            steps={[
              ...proposal.path.map((step) => ({
                id: step.intake_id,
                phase: "later" as const,
                title: step.name,
                when: t("card.from", { start: format.date(step.start_date), end: format.date(step.end_date) }),
                body: t("card.provider", { provider: step.provider, place: step.municipality }),
              })),
              {
                id: "work",
                phase: "later" as const,
                title: t("card.match", { occupation: need.occupation, project: need.project_name }),
                when: format.date(proposal.start_date),
              },
            ]}
          />
        </Disclosure>
      )}
      {proposal.allowed_actions.includes("accept") && <Answer proposal={proposal} onAnswered={onAnswered} />}
    </article>
  );
}
