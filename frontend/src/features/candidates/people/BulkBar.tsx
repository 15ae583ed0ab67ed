import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { describeProblem, formErrors } from "@/api/describe";
import { addDays } from "@/lib/dates";
import { type MessageId, T, useT } from "@/lib/intl";
import { useToday } from "@/lib/useToday";
import { Button } from "@/ui/Button";
import { DateField } from "@/ui/DateField";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Form } from "@/ui/Form";
import { TextField } from "@/ui/TextField";
import { toast } from "@/ui/toasts";
import { type Outcome, type Row, sendWish, undoOf, useRefresh, type Wish } from "./api";
import styles from "./people.module.css";
import { HandOverFields } from "./Responsible";

type Kind = "hand_over" | "rest" | "request_completion";
const KINDS: readonly Kind[] = ["hand_over", "rest", "request_completion"];
const LABELS: Record<Kind, MessageId> = {
  hand_over: "people.handOver",
  rest: "people.rest",
  request_completion: "people.requestCompletion",
};
const COMPLETION_DAYS = 7;

interface Receipt {
  changed: number;
  refused: Outcome[];
  undo: (() => void) | null;
}

/** The chosen rows and what can be done to all of them; each row answers for itself. */
export function BulkBar({ rows, onSelect }: { rows: readonly Row[]; onSelect: (keys: Set<string>) => void }) {
  const t = useT();
  const refresh = useRefresh();
  const [asking, setAsking] = useState<Kind | null>(null);
  const [receipt, setReceipt] = useState<Receipt | null>(null);

  const send = useMutation({
    mutationFn: ({ wish }: { wish: Wish; before: readonly Row[] }) => sendWish(wish),
    onSuccess: async ({ changed, failed, results }, { wish, before }) => {
      setAsking(null);
      const refused = results.filter(({ code }) => code !== "done");
      const back = undoOf(wish, before, results);
      const undo = back && (() => void takeBack(back));
      // Those that could not be changed stay chosen: what to do about them comes next.
      onSelect(new Set(refused.map(({ id }) => id)));
      if (failed > 0) setReceipt({ changed, refused, undo });
      else toast(t("people.result", { changed, failed }), undo ? { undo } : {});
      await refresh();
    },
    onError: () => refresh(),
  });
  const takeBack = async (wish: Wish) => {
    setReceipt(null);
    try {
      const { changed, failed } = await sendWish(wish);
      toast(t("people.undoResult", { changed, failed }), failed > 0 ? { tone: "stop" } : {});
    } catch (error) {
      toast(describeProblem(error, t).what, { tone: "stop" });
    }
    await refresh();
  };

  return (
    <>
      {rows.length > 0 && (
        <section className={styles.bulk} aria-label={t("people.chosen")} data-print="hide">
          <span className={styles.count} role="status">
            <T id="people.chosenCount" values={{ count: rows.length }} />
          </span>
          {KINDS.map((kind) => (
            <Button key={kind} size="sm" onPress={() => setAsking(kind)}>
              {t(LABELS[kind])}
            </Button>
          ))}
          <Button variant="quiet" size="sm" onPress={() => onSelect(new Set())}>
            <T id="people.chooseNone" />
          </Button>
        </section>
      )}
      {asking && (
        <WishDialog
          kind={asking}
          rows={rows}
          error={send.error}
          isPending={send.isPending}
          onClose={() => {
            send.reset();
            setAsking(null);
          }}
          onSend={(wish) => send.mutate({ wish, before: rows })}
        />
      )}
      {receipt && <ReceiptDialog receipt={receipt} onClose={() => setReceipt(null)} />}
    </>
  );
}

interface WishDialogProps {
  kind: Kind;
  rows: readonly Row[];
  error: unknown;
  isPending: boolean;
  onClose: () => void;
  onSend: (wish: Wish) => void;
}

function WishDialog({ kind, rows, error, isPending, onClose, onSend }: WishDialogProps) {
  const t = useT();
  const today = useToday();
  const [coach, setCoach] = useState<string | null>(null);
  return (
    <Dialog title={t("people.wishTitle", { what: t(LABELS[kind]), count: rows.length })} isOpen onClose={onClose}>
      <Form
        errors={formErrors(error, t)}
        onSubmit={(data) => {
          const said = (name: string) => String(data.get(name) ?? "");
          onSend({
            action: kind,
            rows: [...rows],
            ...(kind === "hand_over" && { coach: coach ?? "", note: said("note") }),
            ...(kind === "rest" && { reason: said("reason") }),
            ...(kind === "request_completion" && { due: said("due") }),
          });
        }}
      >
        {kind === "hand_over" && <HandOverFields value={coach} onChange={setCoach} />}
        {kind === "rest" && (
          <>
            <p>
              <T id="card.restEffect" />
            </p>
            <TextField label={t("card.reason")} name="reason" description={t("card.reasonHelp")} rows={3} maxLength={1000} isRequired autoFocus />
          </>
        )}
        {kind === "request_completion" && (
          <>
            <p>
              <T id="people.completionEffect" />
            </p>
            <DateField label={t("people.dueLabel")} name="due" defaultValue={addDays(today, COMPLETION_DAYS)} min={today} isRequired />
          </>
        )}
        <DialogActions>
          <Button type="submit" variant="primary" isPending={isPending}>
            {t(LABELS[kind])}
          </Button>
          <Button onPress={onClose}>
            <T id="ui.cancel" />
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

function ReceiptDialog({ receipt: { changed, refused, undo }, onClose }: { receipt: Receipt; onClose: () => void }) {
  const t = useT();
  const reasons = [...new Set(refused.map(({ detail }) => detail))];
  return (
    <Dialog title={t("people.result", { changed, failed: refused.length })} isOpen onClose={onClose}>
      <div className={styles.refused}>
        {reasons.map((detail) => {
          const rows = refused.filter((row) => row.detail === detail);
          return (
            <section key={detail}>
              <h3>{t("people.reason", { count: rows.length, detail })}</h3>
              <ul>
                {rows.map(({ id, name }) => (
                  <li key={id}>
                    <bdi>{name || t("people.unseen")}</bdi>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
      <DialogActions>
        <Button variant="primary" onPress={onClose}>
          <T id="ui.close" />
        </Button>
        {undo && changed > 0 && (
          <Button onPress={undo}>
            <T id="people.undoChanged" values={{ count: changed }} />
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
