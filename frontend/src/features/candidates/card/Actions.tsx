import { Ellipsis, FileText, KeyRound, Merge } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { useDecision } from "@/api/decision";
import { describeProblem, formErrors } from "@/api/describe";
import { Problem } from "@/api/problem";
import { ifMatch } from "@/api/version";
import { useQueryClient } from "@tanstack/react-query";
import { type MessageId, T, useT } from "@/lib/intl";
import { Banner, ConflictBanner } from "@/ui/Banner";
import { Button, IconButton } from "@/ui/Button";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Form } from "@/ui/Form";
import { Menu, MenuItem } from "@/ui/Menu";
import { TextField } from "@/ui/TextField";
import { toast } from "@/ui/toasts";
import { candidateQuery, LISTS } from "../queries";
import { mergeHref } from "../same/queries";
import { useSnapshot, useStore } from "../record/useRecord";
import type { Candidate } from "../record/values";
import styles from "./card.module.css";
import { LoginLink } from "./LoginLink";
import { Passport } from "./Passport";

/** In the order they are offered; the first allowed one is the button, the rest lie in the menu. */
const MOVES = ["mark_ready", "resume", "rematch", "rest", "to_draft", "close"] as const;
type Move = (typeof MOVES)[number];
const NEEDS_REASON: ReadonlySet<Move> = new Set<Move>(["rest", "close"]);
const FORWARD: ReadonlySet<Move> = new Set<Move>(["mark_ready", "resume", "rematch"]);
/** The way back, where the API has one. */
const UNDO: Partial<Record<Move, Move>> = { mark_ready: "to_draft", to_draft: "mark_ready" };

interface Said {
  move: Move;
  reason?: string;
}

async function send(seen: Candidate, { move, reason = "" }: Said): Promise<Candidate> {
  const params = { path: { id: seen.id }, header: ifMatch(seen) };
  const { data } =
    move === "rest" || move === "close"
      ? await api.POST(`/api/candidates/{id}/${move}/`, { params, body: { reason } })
      : await api.POST(`/api/candidates/{id}/${move}/`, { params });
  return data as Candidate;
}

export function Actions({ candidate }: { candidate: Candidate }) {
  const t = useT();
  const queries = useQueryClient();
  const store = useStore();
  const { state } = useSnapshot(store);
  const [asking, setAsking] = useState<Move | null>(null);
  const [isLinkOpen, setLinkOpen] = useState(false);
  const [isPassportOpen, setPassportOpen] = useState(false);
  const key = candidateQuery(candidate.id).queryKey;

  const decision = useDecision<Candidate, Said, Candidate>({
    object: candidate,
    decide: async (_, said) => {
      // What was just typed goes first, so that the decision stands on it.
      await store.flush();
      if (store.getSnapshot().state !== "clean") {
        throw new Problem({ kind: "conflict", status: 0, general: [t("card.saveFirst")] });
      }
      return send(store.getSnapshot().candidate ?? candidate, said);
    },
    touches: [...LISTS, ["get", "/api/proposals/"]],
    onDone: (result) => {
      queries.setQueryData(key, result);
      setAsking(null);
    },
  });

  const run = (said: Said) =>
    decision.decide(said, {
      onSuccess: (result) => {
        const back = UNDO[said.move];
        toast(t("card.moved", { name: result.name, state: result.state.label }), {
          ...(back && result.allowed_actions.includes(back) && { undo: () => void undo(result, back) }),
        });
      },
    });
  const undo = async (seen: Candidate, move: Move) => {
    try {
      queries.setQueryData(key, await send(seen, { move }));
    } catch (error) {
      toast(describeProblem(error, t).what, { tone: "stop" });
    }
  };

  const allowed = MOVES.filter((move) => candidate.allowed_actions.includes(move));
  const forward = allowed.find((move) => FORWARD.has(move));
  const rest = allowed.filter((move) => move !== forward);
  const start = (move: Move) => (NEEDS_REASON.has(move) ? setAsking(move) : run({ move }));
  const mayWrite = candidate.allowed_actions.includes("partial_update");
  const mayLink = candidate.allowed_actions.includes("login_link");

  // Told in the dialog too: the page behind is out of reach.
  const conflict = decision.conflict && (
    <ConflictBanner
      onShow={() => {
        queries.setQueryData(key, decision.conflict ?? candidate);
        setAsking(null);
        void decision.accept();
      }}
    />
  );

  return (
    <div className={styles.actions}>
      <div className="row">
        {forward && (
          <Button
            variant="primary"
            marked
            isPending={decision.isPending && !asking}
            isDisabled={state === "clash"}
            onPress={() => start(forward)}
          >
            {t(LABELS[forward])}
          </Button>
        )}
        {mayLink && (
          <Button icon={KeyRound} onPress={() => setLinkOpen(true)}>
            <T id="card.makeLink" />
          </Button>
        )}
        {candidate.allowed_actions.includes("passport") && (
          <Button icon={FileText} onPress={() => setPassportOpen(true)}>
            <T id="card.passport" />
          </Button>
        )}
        {(rest.length > 0 || mayWrite) && (
          <Menu trigger={<IconButton icon={Ellipsis} label={t("card.more")} />} label={t("card.more")}>
            {rest.map((move) => (
              <MenuItem key={move} id={move} isDanger={move === "close"} onAction={() => start(move)}>
                {t(LABELS[move])}
              </MenuItem>
            ))}
            {mayWrite ? (
              <MenuItem id="merge" icon={Merge} href={mergeHref(candidate.id)}>
                {t("same.mergeWith")}
              </MenuItem>
            ) : null}
          </Menu>
        )}
      </div>
      {conflict}
      {decision.error && !asking && (
        <Banner tone="stop" isUrgent>
          {describeProblem(decision.error, t).what}
        </Banner>
      )}
      {asking && (
        <Dialog title={t(LABELS[asking])} isOpen onClose={() => setAsking(null)}>
          <Form
            errors={formErrors(decision.error, t)}
            onSubmit={(data) => run({ move: asking, reason: String(data.get("reason") ?? "") })}
          >
            {conflict}
            <p>
              <T id={EFFECTS[asking] ?? "card.restEffect"} />
            </p>
            <TextField
              label={t("card.reason")}
              name="reason"
              description={t("card.reasonHelp")}
              rows={3}
              maxLength={1000}
              isRequired
              autoFocus
            />
            <DialogActions>
              <Button type="submit" variant={asking === "close" ? "danger" : "primary"} isPending={decision.isPending}>
                {t(LABELS[asking])}
              </Button>
              <Button onPress={() => setAsking(null)}>
                <T id="ui.cancel" />
              </Button>
            </DialogActions>
          </Form>
        </Dialog>
      )}
      <Passport candidate={candidate} isOpen={isPassportOpen} onClose={() => setPassportOpen(false)} />
      <LoginLink candidate={candidate} isOpen={isLinkOpen} onClose={() => setLinkOpen(false)} />
    </div>
  );
}

const LABELS: Record<Move, MessageId> = {
  mark_ready: "card.move.mark_ready",
  resume: "card.move.resume",
  rematch: "card.move.rematch",
  rest: "card.move.rest",
  to_draft: "card.move.to_draft",
  close: "card.move.close",
};
const EFFECTS: Partial<Record<Move, MessageId>> = { rest: "card.restEffect", close: "card.closeEffect" };
