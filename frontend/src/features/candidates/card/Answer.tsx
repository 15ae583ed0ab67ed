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
import { Checkbox, RadioGroup } from "@/ui/Choice";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Form } from "@/ui/Form";
import { TextField } from "@/ui/TextField";
import { toast } from "@/ui/toasts";
import { LISTS } from "../queries";
import type { Proposal } from "./Matches";

type Channel = components["schemas"]["AcceptOnBehalfRequest"]["channel"];
type Why = components["schemas"]["DeclineOnBehalfRequest"]["reason_code"];
const CHANNELS: readonly Channel[] = ["meeting", "phone", "message"];
const WHYS: readonly Why[] = ["not_said", "other_work", "travel", "hours", "occupation", "life"];

interface Said {
  answer: "accept" | "decline";
  channel: Channel;
  interpreter: boolean;
  why: Why;
  text: string;
}

/** The candidate has answered the coach: passed on as hers, always with how she was asked. */
export function Answer({ proposal, onAnswered }: { proposal: Proposal; onAnswered: () => void }) {
  const t = useT();
  const [asking, setAsking] = useState<Said["answer"] | null>(null);
  const decision = useDecision<Proposal, Said, Proposal>({
    object: proposal,
    decide: async (seen, { answer, channel, interpreter, why, text }) => {
      const params = { path: { id: seen.id }, header: ifMatch(seen) };
      const asked = { channel, interpreter };
      const { data } =
        answer === "accept"
          ? await api.POST("/api/proposals/{id}/accept/", { params, body: asked })
          : await api.POST("/api/proposals/{id}/decline/", { params, body: { ...asked, reason_code: why, reason: text } });
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
                channel: String(data.get("channel")) as Channel,
                interpreter: data.get("interpreter") !== null,
                why: String(data.get("reason_code") ?? "not_said") as Why,
                text: String(data.get("reason") ?? ""),
              })
            }
          >
            {decision.conflict && <ConflictBanner onShow={() => void decision.accept()} />}
            <RadioGroup
              label={t("card.channel", { name: proposal.candidate.name })}
              name="channel"
              isRequired
              options={CHANNELS.map((value) => ({ value, label: t(`card.channel.${value}`) }))}
            />
            <Checkbox name="interpreter" value="yes">
              <T id="card.interpreter" />
            </Checkbox>
            {asking === "decline" && (
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
