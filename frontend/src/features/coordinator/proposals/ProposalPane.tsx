import { Check, ChevronRight, Lock, LockOpen, PenLine, Play, RotateCcw, X } from "lucide-react";
import { type RefObject, useState } from "react";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Disclosure } from "@/ui/Disclosure";
import { EndingCertificates } from "@/ui/EndingCertificates";
import { ReasonList, type Step, TimelineList } from "@/ui/Lists";
import { Status } from "@/ui/Status";
import { TextField } from "@/ui/TextField";
import { AllReasons } from "../why/AllReasons";
import { WhyNot } from "../why/WhyNot";
import { lastDay, type Proposal } from "../words";
import { Receipt } from "./Receipt";
import { ReviewConflict, ReviewProblem } from "./ReviewProblem";
import { tellingReasons } from "./reasons";
import { stateTone } from "./ReviewTable";
import styles from "./review.module.css";
import { TimeWish } from "./TimeWish";
import type { useReview } from "./useReview";

export interface PaneActions {
  approve: (reason: string) => void;
  reject: () => void;
  toggleLock: () => void;
  takeBack: () => void;
  next: () => void;
  optimise: () => void;
}

interface ProposalPaneProps {
  proposal: Proposal;
  review: ReturnType<typeof useReview>;
  actions: PaneActions;
  /** "Why?" puts focus here. */
  why: RefObject<HTMLHeadingElement | null>;
}

const can = (proposal: Proposal, action: string) => proposal.allowed_actions.includes(action);
const OPEN = new Set<Proposal["state"]>(["new", "in_review", "locked"]);
const APPROVED = new Set<Proposal["state"]>(["approved", "asked", "accepted", "confirmed", "started"]);

/** One proposal: who, where, when, why, and what to do about it. */
export function ProposalPane({ proposal, review, actions, why }: ProposalPaneProps) {
  const t = useT();
  const format = useFormat();
  const { candidate, need } = proposal;
  const conflict = review.conflictOf(proposal.id);
  const weeks = { from: format.week(proposal.start_date), to: format.week(lastDay(proposal.end_date)) };
  return (
    <div className={styles.pane}>
      <header className={styles.paneHead}>
        <div className={styles.states}>
          <Status tone={stateTone(proposal.state)}>{proposal.state_label}</Status>
          <span className="muted">
            <T id={`review.change.${proposal.change}`} />
          </span>
        </div>
        <h2 className={styles.paneTitle}>
          <bdi>{candidate.name}</bdi>
        </h2>
        <p className="small muted">
          <T id="review.person" values={{ municipality: candidate.municipality, coach: candidate.coach }} />
        </p>
        <p className={styles.to}>
          <strong>
            <T id="review.needTitle" values={{ occupation: need.occupation, number: String(need.number) }} />
          </strong>
          <span>
            <T id="review.site" values={{ project: need.project_name, municipality: need.municipality, company: need.company }} />
          </span>
          <span>
            <T
              id="review.dates"
              values={{ from: format.day(proposal.start_date), to: format.date(lastDay(proposal.end_date)), week: weeks.from, last: weeks.to }}
            />
          </span>
          <span>
            <T id="review.form" values={{ form: need.employment_form, minutes: Math.round(proposal.travel_minutes ?? -1) }} />
          </span>
        </p>
        <EndingCertificates rows={proposal.ending_certificates} />
      </header>

      {conflict && <ReviewConflict conflict={conflict} onShow={() => void review.accept()} />}
      <ReviewProblem problem={review.problemOf(proposal.id)} onReload={() => void review.accept()} onNext={actions.next} />
      {/* What is on the screen is old: first look, then decide. */}
      {!conflict && (
        <>
          <Hindrance proposal={proposal} onOptimise={actions.optimise} />
          <TimeWish key={`${proposal.id} ${proposal.version}`} proposal={proposal} review={review} />
          <Actions key={proposal.id} proposal={proposal} review={review} actions={actions} />
        </>
      )}
      {APPROVED.has(proposal.state) && <Receipt proposal={proposal} />}

      <section className={styles.section}>
        <h3 ref={why} tabIndex={-1} className={styles.why}>
          <T id="review.why" />
        </h3>
        <Reasons key={proposal.id} proposal={proposal} onOptimise={actions.optimise} />
      </section>
      <section className={styles.section}>
        <h3>
          <T id="review.path" />
        </h3>
        <TimelineList label={t("review.path")} steps={useSteps(proposal)} />
      </section>
    </div>
  );
}

/** Why it cannot be approved, before anybody tries. */
function Hindrance({ proposal, onOptimise }: { proposal: Proposal; onOptimise: () => void }) {
  if (!OPEN.has(proposal.state) || (can(proposal, "approve") && !proposal.is_stale)) return null;
  return (
    <Banner
      tone="stale"
      action={
        <Button size="sm" icon={Play} onPress={onOptimise}>
          <T id="review.optimiseAgain" />
        </Button>
      }
    >
      <T id={proposal.is_stale ? "review.staleWhy" : "review.begunWhy"} />
    </Banner>
  );
}

function Actions({ proposal, review, actions }: Omit<ProposalPaneProps, "why">) {
  const t = useT();
  const [reason, setReason] = useState("");
  const [wantsReason, setWantsReason] = useState(false);
  const isPending = (action: string) => review.pendingAction === action;
  if (proposal.allowed_actions.length === 0) return null;
  return (
    <div className={styles.actions} data-print="hide">
      <div className="row">
        {can(proposal, "approve") && (
          <Button
            variant="primary"
            icon={Check}
            marked
            isPending={isPending("approve")}
            onPress={() => actions.approve(reason)}
            aria-keyshortcuts="G"
          >
            <T id="review.approve" />
          </Button>
        )}
        {can(proposal, "reject") && (
          <Button icon={X} onPress={actions.reject} aria-keyshortcuts="A">
            <T id="review.reject" />
          </Button>
        )}
        {(can(proposal, "lock") || can(proposal, "unlock")) && (
          <Button
            variant="quiet"
            icon={can(proposal, "lock") ? Lock : LockOpen}
            isPending={isPending("lock") || isPending("unlock")}
            onPress={actions.toggleLock}
            aria-keyshortcuts="L"
          >
            <T id={can(proposal, "lock") ? "review.lock" : "review.unlock"} />
          </Button>
        )}
        {(can(proposal, "withdraw") || can(proposal, "undo_reject")) && (
          <Button icon={RotateCcw} isPending={isPending("withdraw") || isPending("undo_reject")} onPress={actions.takeBack}>
            <T id={can(proposal, "withdraw") ? "review.withdraw" : "review.undoReject"} />
          </Button>
        )}
      </div>
      {can(proposal, "approve") &&
        (wantsReason ? (
          <TextField
            label={t("review.ownReason")}
            isRequired={false}
            description={t("review.ownReasonHelp")}
            rows={2}
            maxLength={1000}
            value={reason}
            onChange={setReason}
            autoFocus
          />
        ) : null)}
      <div className={styles.quiet}>
        <Button variant="quiet" size="sm" icon={ChevronRight} onPress={actions.next} aria-keyshortcuts="S">
          <T id="review.next" />
        </Button>
        {can(proposal, "approve") && !wantsReason && (
          <Button variant="quiet" size="sm" icon={PenLine} onPress={() => setWantsReason(true)}>
            <T id="review.addReason" />
          </Button>
        )}
      </div>
    </div>
  );
}

/** The telling few; the rest, and the question the other way round, are fetched when somebody asks. */
function Reasons({ proposal, onOptimise }: { proposal: Proposal; onOptimise: () => void }) {
  const t = useT();
  const [wantsAll, setWantsAll] = useState(false);
  const [wantsOther, setWantsOther] = useState(false);
  return (
    <div className={styles.reasons}>
      <ReasonList reasons={tellingReasons(proposal)} />
      <div data-print="hide">
        <Disclosure title={t("why.all")} level={4} onOpen={setWantsAll}>
          {wantsAll && <AllReasons proposal={proposal} />}
        </Disclosure>
        <Disclosure title={t("whyNot.title")} level={4} onOpen={setWantsOther}>
          {wantsOther && <WhyNot proposal={proposal} onOptimise={onOptimise} />}
        </Disclosure>
      </div>
    </div>
  );
}

/** Courses, then the site: what is still to come, with days and weeks. */
function useSteps(proposal: Proposal): Step[] {
  const t = useT();
  const format = useFormat();
  const period = (start: string, end: string) =>
    t("review.period", { from: format.day(start), to: format.day(lastDay(end)), week: format.week(start) });
  const isDone = proposal.state === "started";
  return [
    ...proposal.path.map((step): Step => ({
      id: step.intake_id,
      phase: "later",
      title: step.name,
      when: period(step.start_date, step.end_date),
      body: t("review.courseAt", { provider: step.provider, municipality: step.municipality }),
    })),
    {
      id: "site",
      phase: isDone ? "now" : "later",
      title: t("review.siteStep", { occupation: proposal.need.occupation, project: proposal.need.project_name }),
      when: t("review.period", {
        from: format.day(proposal.start_date),
        to: format.date(lastDay(proposal.end_date)),
        week: format.week(proposal.start_date),
      }),
    },
  ];
}
