import { Send } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { useDecision } from "@/api/decision";
import { describeProblem } from "@/api/describe";
import { ifMatch } from "@/api/version";
import { T, useT } from "@/lib/intl";
import { ConflictBanner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Form } from "@/ui/Form";
import { ErrorState } from "@/ui/States";
import { TextField } from "@/ui/TextField";
import { toast } from "@/ui/toasts";
import type { Need } from "../words";

type Action = "submit" | "confirm" | "pause" | "resume" | "close";
const ACTIONS: readonly Action[] = ["submit", "confirm", "resume", "pause", "close"];
/** A need that is not about to pause itself has nothing to confirm. */
const isDue = (need: Need) => need.warnings.some(({ code }) => code === "confirm_due");
const FIRST: ReadonlySet<Action> = new Set(["submit", "confirm"]);
const WITH_REASON: ReadonlySet<Action> = new Set(["pause", "close"]);

/** What may be done with the need now, as the server says. */
export function NeedActions({ need }: { need: Need }) {
  const t = useT();
  const [asking, setAsking] = useState<Action | null>(null);
  const decision = useDecision({
    object: need,
    decide: (seen, { action, reason }: { action: Action; reason: string }) => {
      const params = { path: { id: seen.id }, header: ifMatch(seen) };
      if (action === "submit") return api.POST("/api/needs/{id}/submit/", { params });
      if (action === "confirm") return api.POST("/api/needs/{id}/confirm/", { params });
      if (action === "resume") return api.POST("/api/needs/{id}/resume/", { params });
      if (action === "pause") return api.POST("/api/needs/{id}/pause/", { params, body: { reason } });
      return api.POST("/api/needs/{id}/close/", { params, body: { reason } });
    },
    touches: [
      ["get", "/api/needs/"],
      ["get", "/api/needs/{id}/"],
      ["get", "/api/start/company/"],
    ],
    onDone: ({ data }) => {
      setAsking(null);
      if (data) toast(t("needs.now", { number: data.number, state: data.state.label }));
    },
  });
  const actions = ACTIONS.filter(
    (action) => need.allowed_actions.includes(action) && (action !== "confirm" || isDue(need)),
  );
  if (actions.length === 0 && !decision.conflict) return null;
  const close = () => setAsking(null);
  return (
    <div className="stack">
      {decision.conflict && <ConflictBanner onShow={() => void decision.accept()} />}
      {decision.error && !asking && <ErrorState {...describeProblem(decision.error, t)} />}
      <div className="row" data-print="hide">
        {actions.map((action) => (
          <Button
            key={action}
            variant={FIRST.has(action) ? "primary" : "secondary"}
            marked={FIRST.has(action)}
            icon={action === "submit" ? Send : undefined}
            isPending={decision.isPending && asking === null && action !== "pause" && action !== "close"}
            onPress={() => (WITH_REASON.has(action) ? setAsking(action) : decision.decide({ action, reason: "" }))}
          >
            {t(`needs.do.${action}`)}
          </Button>
        ))}
      </div>
      {asking && (
        <Dialog title={t("needs.whyTitle", { action: asking, number: need.number })} isOpen onClose={close}>
          <Form onSubmit={(data) => decision.decide({ action: asking, reason: String(data.get("reason") ?? "") })}>
            {decision.conflict && <ConflictBanner onShow={() => void decision.accept().then(close)} />}
            {decision.error && <ErrorState {...describeProblem(decision.error, t)} />}
            <p>
              <T id={asking === "pause" ? "needs.pauseMeans" : "needs.closeMeans"} />
            </p>
            <TextField label={t("needs.reason")} name="reason" isRequired rows={3} maxLength={1000} autoFocus />
            <DialogActions>
              <Button type="submit" variant="primary" isPending={decision.isPending}>
                {t(`needs.do.${asking}`)}
              </Button>
              <Button onPress={close}>
                <T id="ui.cancel" />
              </Button>
            </DialogActions>
          </Form>
        </Dialog>
      )}
    </div>
  );
}
