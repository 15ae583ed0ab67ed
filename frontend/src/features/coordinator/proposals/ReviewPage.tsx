import { ArrowLeft, CheckCheck, Play } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { T, useT } from "@/lib/intl";
import { useUrlState } from "@/lib/url";
import { useMediaQuery } from "@/lib/useMediaQuery";
import { StaleBanner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { PageHead } from "@/ui/PageHead";
import { Pagination } from "@/ui/Pagination";
import { Skeleton, SkeletonRows } from "@/ui/Skeleton";
import { EmptyState, ErrorState } from "@/ui/States";
import { undoLatest } from "@/ui/toasts";
import { RunButton } from "../runs/RunButton";
import { RunFacts } from "../runs/RunFacts";
import { useRunControl } from "../runs/useRunControl";
import type { Proposal } from "../words";
import { BatchDialog, batchable } from "./BatchDialog";
import type { Decision } from "./decide";
import { EffectPane } from "./EffectPane";
import { FILTERS, orderingOf, PAGE_SIZE, toQuery, viewOf } from "./filters";
import { ProposalPane } from "./ProposalPane";
import { useProposal, useProposals } from "./queries";
import { RejectDialog } from "./RejectDialog";
import { ReviewFilters, ReviewViews } from "./ReviewFilters";
import { ReviewTable } from "./ReviewTable";
import styles from "./review.module.css";
import { useReview } from "./useReview";
import { type ReviewCommands, useReviewKeys } from "./useReviewKeys";

const BESIDE = "(min-width: 900px)";
/** Decisions that are done with a proposal; the rest want to be seen. */
const MOVES_ON = new Set<Decision["action"]>(["approve", "reject", "lock"]);

/** The work list: every proposal with its reasons, and the decision on the same screen. */
export function ReviewPage(): ReactNode {
  const t = useT();
  const url = useUrlState();
  const isBeside = useMediaQuery(BESIDE);
  const control = useRunControl();
  const list = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLElement>(null);
  const why = useRef<HTMLHeadingElement>(null);
  const [isRejecting, setRejecting] = useState(false);
  const [isBatching, setBatching] = useState(false);

  const { data, error, isPending, dataUpdatedAt, refetch } = useProposals(toQuery(url.search));
  const rows = data?.results ?? [];
  const view = viewOf(url.search);
  const chosenId = url.text("visa") || (isBeside ? (rows[0]?.id ?? "") : "");
  const listed = rows.find(({ id }) => id === chosenId);
  const alone = useProposal(chosenId, listed !== undefined || isPending);
  const chosen = listed ?? (chosenId === "" ? undefined : alone.data);
  const replaces = !isBeside && url.text("visa") !== "";

  const show = (proposal: Proposal | undefined) => {
    url.set({ visa: proposal?.id ?? null }, { replace: isBeside });
    if (proposal && isBeside) focusRow(list.current, proposal.id);
  };
  const neighbour = (of: string | undefined, by: 1 | -1) => rows[rows.findIndex(({ id }) => id === of) + by];
  const review = useReview({
    onDecided: (seen, { action }) => {
      setRejecting(false);
      if (MOVES_ON.has(action)) show(neighbour(seen.id, 1) ?? neighbour(seen.id, -1));
    },
  });
  const may = (action: string) => chosen?.allowed_actions.includes(action) ?? false;
  const conflict = review.conflictOf(chosen?.id);
  // A colleague has decided, and it has been seen: there is nothing left to reject.
  if (isRejecting && chosen && !conflict && !may("reject")) setRejecting(false);
  const decide = (decision: Decision) => {
    if (chosen && may(decision.action)) review.decide(chosen, decision);
  };
  const next = () => {
    const row = neighbour(chosen?.id, 1);
    if (row) show(row);
  };

  const commands: ReviewCommands = {
    step: (by) => {
      const row = neighbour(chosen?.id, by);
      if (row) show(row);
    },
    open: () => chosen && show(chosen),
    close: () => url.text("visa") && url.set({ visa: null }),
    approve: () => decide({ action: "approve", reason: "" }),
    reject: () => may("reject") && setRejecting(true),
    toggleLock: () => decide({ action: may("unlock") ? "unlock" : "lock" }),
    why: () => why.current?.focus(),
    undo: () => undoLatest() || review.undo(),
    optimise: control.open,
  };
  const newest = useRef(commands);
  useEffect(() => {
    newest.current = commands;
  });
  useReviewKeys(list, newest);

  useEffect(() => {
    if (replaces) pane.current?.focus();
  }, [replaces]);

  const hasFilters = url.text("q") !== "" || FILTERS.some((name) => url.text(name) !== "");
  const batch = view === "sakra" ? batchable(rows) : [];

  return (
    <>
      <PageHead title={t("review.title")} action={<RunButton control={control} variant="secondary" />}>
        <div data-print="hide">
          <HeadSentence />
          {control.planned && <RunFacts run={control.planned} />}
        </div>
      </PageHead>
      <div className={styles.panes} data-open={chosen !== undefined || undefined} data-replaced={replaces || undefined}>
        <div ref={list} className={styles.list} hidden={replaces}>
          <ReviewViews url={url} />
          <ReviewFilters url={url} />
          {batch.length > 1 && (
            <div className="row">
              <Button size="sm" icon={CheckCheck} onPress={() => setBatching(true)}>
                <T id="batch.open" values={{ count: batch.length }} />
              </Button>
            </div>
          )}
          {error && data && <StaleBanner since={new Date(dataUpdatedAt)} onRefresh={() => void refetch()} />}
          {error && !data ? (
            <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />
          ) : (
            <ReviewTable
              rows={rows}
              isNarrow={isBeside && rows.length > 0}
              showState={view === "svar" || view === "alla"}
              current={chosenId}
              sort={orderingOf(url.search)}
              onSort={(sort) => url.set({ sort, visa: null })}
              onOpen={show}
              isLoading={isPending}
              empty={<Empty view={view} hasFilters={hasFilters} onClear={() => url.set(cleared())} onOptimise={control.open} />}
            />
          )}
          {data && data.count > 0 && (
            <Pagination page={url.number("sida", 1)} pageSize={PAGE_SIZE} total={data.count} href={(sida) => url.href({ sida, visa: null })} />
          )}
        </div>
        {(chosen || replaces) && (
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape from anything inside
          <section
            ref={pane}
            tabIndex={-1}
            className={styles.proposal}
            aria-label={t("review.paneLabel", { name: chosen?.candidate.name ?? "" })}
            onKeyDown={(event) => {
              if (event.key === "Escape" && !event.defaultPrevented) {
                if (isBeside) focusRow(list.current, chosenId);
                else commands.close();
              }
            }}
          >
            {replaces && (
              <div className="outdent" data-print="hide">
                <Button variant="quiet" size="sm" onPress={commands.close}>
                  <ArrowLeft size={16} aria-hidden="true" data-flip />
                  <T id="ui.backToList" />
                </Button>
              </div>
            )}
            {chosen && (
              <ProposalPane
                proposal={chosen}
                review={review}
                why={why}
                actions={{
                  approve: (reason) => decide({ action: "approve", reason }),
                  reject: () => setRejecting(true),
                  toggleLock: commands.toggleLock,
                  takeBack: () =>
                    decide(may("withdraw") ? { action: "withdraw", reason: t("review.withdrawReason") } : { action: "undo_reject" }),
                  next,
                  optimise: control.open,
                }}
              />
            )}
            {!chosen && alone.error && <ErrorState {...describeProblem(alone.error, t)} />}
            {!chosen && !alone.error && <SkeletonRows label={t("review.title")} rows={8} columns={2} />}
          </section>
        )}
        {chosen && (
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls on its own
          <aside className={styles.effectPane} aria-label={t("effect.label")} tabIndex={0}>
            <EffectPane key={chosen.id} proposal={chosen} />
          </aside>
        )}
      </div>
      {isRejecting && chosen && (
        <RejectDialog
          proposal={chosen}
          isPending={review.pendingAction === "reject"}
          problem={review.problemOf(chosen.id)}
          conflict={conflict}
          onShow={() => void review.accept()}
          onReject={decide}
          onClose={() => setRejecting(false)}
        />
      )}
      {isBatching && <BatchDialog rows={rows} onClose={() => setBatching(false)} />}
    </>
  );
}

/** After the browser has drawn the row that is to have it. */
function focusRow(list: HTMLElement | null, id: string): void {
  requestAnimationFrame(() => {
    const row = list?.querySelector<HTMLElement>(`[role=row][data-key="${CSS.escape(id)}"]`);
    row?.focus();
    row?.scrollIntoView?.({ block: "nearest" });
  });
}

const cleared = () => ({ ...Object.fromEntries(FILTERS.map((name) => [name, null])), q: null, visa: null });

function HeadSentence() {
  const { data } = $api.useQuery("get", "/api/start/coordinator/", {});
  if (!data) return <Skeleton width="lg" />;
  return (
    <p>
      <T id="cstart.toReview" values={{ count: data.to_review }} />{" "}
      {data.needs_judgement > 0 && <T id="review.judgement" values={{ count: data.needs_judgement }} />}{" "}
      {data.stale > 0 && <T id="review.staleCount" values={{ count: data.stale }} />}
    </p>
  );
}

interface EmptyProps {
  view: string;
  hasFilters: boolean;
  onClear: () => void;
  onOptimise: () => void;
}

function Empty({ view, hasFilters, onClear, onOptimise }: EmptyProps) {
  if (hasFilters) {
    return (
      <EmptyState
        action={
          <Button onPress={onClear}>
            <T id="filter.clear" />
          </Button>
        }
      >
        <T id="review.emptyFilter" />
      </EmptyState>
    );
  }
  if (view === "granska") {
    return (
      <EmptyState
        action={
          <Button variant="primary" icon={Play} onPress={onOptimise}>
            <T id="run.optimise" />
          </Button>
        }
      >
        <T id="review.emptyAll" />
      </EmptyState>
    );
  }
  return (
    <EmptyState>
      <T id="review.emptyView" />
    </EmptyState>
  );
}
