import { Check, X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { api } from "@/api/client";
import { useDecision } from "@/api/decision";
import { describeProblem } from "@/api/describe";
import type { components } from "@/api/schema";
import { ifMatch } from "@/api/version";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { RadioGroup } from "@/ui/Choice";
import { ErrorState } from "@/ui/States";
import { Job } from "./Job";
import styles from "./MyPath.module.css";
import { inSwedish } from "./Swedish";
import type { MyProposal } from "./types";
import { inSentence } from "./why";

type Why = components["schemas"]["DeclineRequest"]["reason_code"];
const WHYS: readonly Why[] = ["not_said", "other_work", "travel", "hours", "occupation", "life"];

type Said = { answer: "accept" } | { answer: "decline"; why: Why };

interface Props {
  question: MyProposal;
  isOnline: boolean;
}

/** Yes or no, equally easy, each said twice: once to choose and once to send. */
export function AskCard({ question, isOnline }: Props) {
  const t = useT();
  const format = useFormat();
  const [stage, setStage] = useState<"ask" | "yes" | "no">("ask");
  const [why, setWhy] = useState<Why>("not_said");
  const decision = useDecision<MyProposal, Said, MyProposal>({
    object: question,
    decide: async (seen, said) => {
      const params = { path: { id: seen.id }, header: ifMatch(seen) };
      const { data } =
        said.answer === "accept"
          ? await api.POST("/api/my-path/{id}/accept/", { params })
          : await api.POST("/api/my-path/{id}/decline/", { params, body: { reason_code: said.why } });
      return data as MyProposal;
    },
    touches: [["get", "/api/my-path/"]],
  });

  const job = { occupation: inSentence(question.occupation), company: question.company, swedish: inSwedish };
  const alert = decision.conflict ? (
    <Banner
      tone="stop"
      isUrgent
      action={
        <Button
          onPress={() => {
            setStage("ask");
            void decision.accept();
          }}
        >
          <T id="myPath.lookAgain" />
        </Button>
      }
    >
      <T id="myPath.changed" />
    </Banner>
  ) : decision.error ? (
    <ErrorState {...describeProblem(decision.error, t)} lost={t("myPath.notSent")} />
  ) : null;

  if (stage === "ask") {
    return (
      <Card title={t("myPath.next")} id="steg">
        <p className={styles.lead}>
          <T id="myPath.question" values={job} />
        </p>
        <Job proposal={question} />
        {question.answer_by && (
          <p>
            <T id="myPath.answerBy" values={{ day: format.longDay(question.answer_by) }} />
          </p>
        )}
        {alert}
        <div className={styles.answers}>
          <Button variant="primary" icon={Check} isDisabled={!isOnline} onPress={() => setStage("yes")}>
            <T id="myPath.yes" />
          </Button>
          <Button variant="primary" icon={X} isDisabled={!isOnline} onPress={() => setStage("no")}>
            <T id="myPath.no" />
          </Button>
        </div>
        <p className="small">
          <T id="myPath.mayDecline" />
        </p>
      </Card>
    );
  }
  const back = (
    <Button onPress={() => setStage("ask")}>
      <T id="myPath.back" />
    </Button>
  );
  return stage === "yes" ? (
    <Card title={t("myPath.yesTitle")} id="steg" takesFocus>
      <p className={styles.lead}>
        <T id="myPath.yesBody" values={job} />
      </p>
      <p>
        <T id="myPath.yesNext" />
      </p>
      {alert}
      <div className={styles.answers}>
        <Button
          variant="primary"
          isDisabled={!isOnline || decision.conflict !== null}
          isPending={decision.isPending}
          onPress={() => decision.decide({ answer: "accept" })}
        >
          <T id="myPath.sendYes" />
        </Button>
        {back}
      </div>
    </Card>
  ) : (
    <Card title={t("myPath.noTitle")} id="steg" takesFocus>
      <p className={styles.lead}>
        <T id="myPath.noBody" values={job} />
      </p>
      <RadioGroup
        label={t("myPath.noWhy")}
        description={t("myPath.noWhyHelp")}
        options={WHYS.map((value) => ({ value, label: t(`myPath.decline.${value}`) }))}
        value={why}
        onChange={(value) => setWhy(value as Why)}
      />
      {alert}
      <div className={styles.answers}>
        <Button
          variant="primary"
          isDisabled={!isOnline || decision.conflict !== null}
          isPending={decision.isPending}
          onPress={() => decision.decide({ answer: "decline", why })}
        >
          <T id="myPath.sendNo" />
        </Button>
        {back}
      </div>
    </Card>
  );
}

interface CardProps {
  title: string;
  id: string;
  children: ReactNode;
  /** The card has changed under the finger: say so. */
  takesFocus?: boolean;
}

export function Card({ title, id, children, takesFocus = false }: CardProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <section className={styles.card} aria-labelledby={id}>
      <h2 id={id} ref={heading} tabIndex={-1} className={styles.cardTitle}>
        {title}
      </h2>
      {children}
    </section>
  );
}
