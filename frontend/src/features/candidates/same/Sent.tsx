import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Button, LinkButton } from "@/ui/Button";
import { Status } from "@/ui/Status";
import { toast } from "@/ui/toasts";
import { Box } from "./Box";
import { mergeHref, SAME } from "./queries";
import { Quote } from "./Received";
import styles from "./same.module.css";

const colleagues = {
  path: "/api/duplicate-questions/sent/",
  fetch: (page: number) => api.GET("/api/duplicate-questions/sent/", { params: { query: { page } } }),
};
const elsewhere = {
  path: "/api/access-requests/sent/",
  fetch: (page: number) => api.GET("/api/access-requests/sent/", { params: { query: { page } } }),
};

/** What I have asked, and the answers: each waits until I have read it. */
export function Sent() {
  const t = useT();
  return (
    <div className="stack-lg">
      <Box title={t("same.toColleagues")} empty={t("same.noneToColleagues")} {...colleagues} row={(check) => (
        <Question
          key={check.id}
          asked={t("same.youAsked", { who: check.asked?.name ?? "", one: check.candidate.name, other: check.other.name })}
          reason={check.reason}
          at={check.at}
          verdict={check.answered_at ? t(check.verdict === "same" ? "same.yesSame" : "same.noSame") : null}
          who={check.asked?.name ?? null}
          answer={check}
          read={() => api.POST("/api/duplicate-questions/{id}/read/", { params: { path: { id: check.id } } })}
        >
          {check.verdict === "same" && (
            <LinkButton size="sm" href={mergeHref(check.candidate.id, check.other.id)}>
              <T id="same.compare" />
            </LinkButton>
          )}
        </Question>
      )} />
      <Box title={t("same.toElsewhere")} empty={t("same.noneToElsewhere")} {...elsewhere} row={(access) => (
        <Question
          key={access.id}
          asked={t("same.youAskedElsewhere")}
          reason={access.reason}
          at={access.asked_at}
          verdict={access.answered_at ? t(access.granted === false ? "same.noTell" : "same.yesTell") : null}
          who={access.answered_by?.name ?? null}
          answer={access}
          read={() => api.POST("/api/access-requests/{id}/read/", { params: { path: { id: access.id } } })}
        />
      )} />
    </div>
  );
}

interface QuestionProps {
  asked: string;
  reason: string;
  at: string;
  /** Yes or no in words; null while it waits. */
  verdict: string | null;
  who: string | null;
  answer: { answer: string; answered_at: string | null; read_at: string | null };
  read: () => Promise<unknown>;
  children?: ReactNode;
}

function Question({ asked, reason, at, verdict, who, answer, read, children }: QuestionProps) {
  const t = useT();
  const format = useFormat();
  const queries = useQueryClient();
  const reading = useMutation({
    mutationFn: read,
    onError: (problem) => toast(describeProblem(problem, t).what, { tone: "stop" }),
    onSettled: () => Promise.all(SAME.map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  const isNew = verdict !== null && answer.read_at === null;
  return (
    <li className={styles.question}>
      <div className={styles.personHead}>
        <p>{asked}</p>
        <Status tone={isNew ? "act" : verdict ? "done" : "wait"}>
          {t(isNew ? "same.newAnswer" : verdict ? "same.hasAnswer" : "same.waits")}
        </Status>
      </div>
      <Quote text={reason} at={at} />
      {verdict && answer.answered_at && (
        <div className={styles.answer}>
          <p>
            <strong>{verdict}</strong> {answer.answer}
          </p>
          <p className="small muted">
            {[who, `${format.day(answer.answered_at)} ${format.time(answer.answered_at)}`].filter(Boolean).join(" · ")}
          </p>
        </div>
      )}
      {(isNew || children) && (
        <div className="row">
          {isNew && (
            <Button size="sm" isPending={reading.isPending} onPress={() => reading.mutate()}>
              <T id="same.read" />
            </Button>
          )}
          {children}
        </div>
      )}
    </li>
  );
}
