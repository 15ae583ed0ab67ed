import { Check, X } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { useDecision } from "@/api/decision";
import { formErrors } from "@/api/describe";
import type { components } from "@/api/schema";
import { ifMatch } from "@/api/version";
import { T, useT } from "@/lib/intl";
import { ConflictBanner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { RadioGroup } from "@/ui/Choice";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Form } from "@/ui/Form";
import { TextField } from "@/ui/TextField";
import { toast } from "@/ui/toasts";
import { LISTS } from "../queries";
import type { Proposal } from "./Matches";

type Channel = components["schemas"]["AcceptOnBehalfRequest"]["reason_code"];
type Why = components["schemas"]["DeclineOnBehalfRequest"]["reason_code"];
const CHANNELS: readonly Channel[] = ["meeting", "phone", "message"];
const WHYS: readonly Why[] = ["not_said", "other_work", "travel", "hours", "occupation", "life"];

interface Said {
  answer: "accept" | "decline";
  code: string;
  text: string;
}

/** The candidate has answered the coach: passed on as hers, with how it came or why. */
export function Answer({ proposal, onAnswered }: { proposal: Proposal; onAnswered: () => void }) {
  const t = useT();
  const [asking, setAsking] = useState<Said["answer"] | null>(null);
  const decision = useDecision<Proposal, Said, Proposal>({
    object: proposal,
    decide: async (seen, { answer, code, text }) => {
      const params = { path: { id: seen.id }, header: ifMatch(seen) };
      const { data } =
        answer === "accept"
          ? await api.POST("/api/proposals/{id}/accept/", { params, body: { reason_code: code as Channel } })
          : await api.POST("/api/proposals/{id}/decline/", { params, body: { reason_code: code as Why, reason: text } });
      return data as Proposal;
    },
    touches: [["get", "/api/proposals/"], ...LISTS],
    onDone: (result) => {
      setAsking(null);
      onAnswered();
      toast(t("card.answered", { name: result.candidate.name, state: result.state_label }));
    },
  });
  return (
    <>
      <p>
        <T id="card.behalf" values={{ name: proposal.candidate.name }} />
      </p>
      <div className="row">
        <Button icon={Check} onPress={() => setAsking("accept")}>
          <T id="card.saidYes" />
        </Button>
        <Button icon={X} onPress={() => setAsking("decline")}>
          <T id="card.saidNo" />
        </Button>
      </div>
      {asking && (
        <Dialog
          title={t(asking === "accept" ? "card.yesTitle" : "card.noTitle", { name: proposal.candidate.name })}
          isOpen
          onClose={() => setAsking(null)}
        >
          <Form
            errors={formErrors(decision.error, t)}
            onSubmit={(data) =>
              decision.decide({
                answer: asking,
                code: String(data.get("reason_code")),
                text: String(data.get("reason") ?? ""),
              })
            }
          >
            {decision.conflict && <ConflictBanner onShow={() => void decision.accept()} />}
            {asking === "accept" ? (
              <RadioGroup
                label={t("card.channel")}
                name="reason_code"
                isRequired
                options={CHANNELS.map((value) => ({ value, label: t(`card.channel.${value}`) }))}
              />
            ) : (
              <>
                <RadioGroup
                  label={t("card.whyNo")}
                  name="reason_code"
                  description={t("card.whyNoHelp")}
                  defaultValue="not_said"
                  options={WHYS.map((value) => ({ value, label: t(`card.decline.${value}`) }))}
                />
                <TextField label={t("card.noText")} name="reason" rows={3} maxLength={1000} isRequired={false} />
              </>
            )}
            <DialogActions>
              <Button type="submit" variant="primary" isPending={decision.isPending}>
                <T id={asking === "accept" ? "card.sendYes" : "card.sendNo"} />
              </Button>
              <Button onPress={() => setAsking(null)}>
                <T id="ui.cancel" />
              </Button>
            </DialogActions>
          </Form>
        </Dialog>
      )}
    </>
  );
}
