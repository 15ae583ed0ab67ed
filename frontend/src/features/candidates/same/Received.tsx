import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/api/client";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Button, LinkButton, TextLink } from "@/ui/Button";
import { toast } from "@/ui/toasts";
import { ReasonDialog } from "../register/JudgeDialog";
import { Box } from "./Box";
import { type AccessRequest, type Check, mergeHref, SAME } from "./queries";
import styles from "./same.module.css";

/** A yes or a no that is about to be given, with why. */
type Asked = { isYes: boolean } & ({ check: Check; access?: undefined } | { access: AccessRequest; check?: undefined });

const colleagues = {
  path: "/api/duplicate-questions/received/",
  fetch: (page: number) => api.GET("/api/duplicate-questions/received/", { params: { query: { page } } }),
};
const elsewhere = {
  path: "/api/access-requests/received/",
  fetch: (page: number) => api.GET("/api/access-requests/received/", { params: { query: { page } } }),
};

/** What colleagues and other organisations ask of me: yes or no, with why. */
export function Received() {
  const t = useT();
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <div className="stack-lg">
      <Box title={t("same.fromColleagues")} empty={t("same.noneFromColleagues")} {...colleagues} row={(check) => (
        <li key={check.id} className={styles.question}>
          <p>
            <T id="same.colleagueAsks" values={{ who: check.decided_by.name, one: check.candidate.name, other: check.other.name }} />
          </p>
          <Quote text={check.reason} at={check.at} />
          <div className="row">
            <Button size="sm" onPress={() => setAsked({ check, isYes: true })}>
              <T id="same.yesSame" />
            </Button>
            <Button size="sm" onPress={() => setAsked({ check, isYes: false })}>
              <T id="same.noSame" />
            </Button>
            <LinkButton size="sm" variant="quiet" href={mergeHref(check.candidate.id, check.other.id)}>
              <T id="same.compare" />
            </LinkButton>
          </div>
        </li>
      )} />
      <Box title={t("same.fromElsewhere")} empty={t("same.noneFromElsewhere")} {...elsewhere} row={(access) => (
        <li key={access.id} className={styles.question}>
          <p>
            <T id="same.elsewhereAsks" values={{ who: access.asked_by.name, organisation: access.organisation.name }} />{" "}
            {access.candidate && (
              <TextLink href={`/deltagare/${access.candidate.id}`}>
                <bdi>{access.candidate.name}</bdi>
              </TextLink>
            )}
          </p>
          <Quote text={access.reason} at={access.asked_at} />
          <p className="small muted">
            <T id="same.elsewhereHelp" />
          </p>
          <div className="row">
            <Button size="sm" onPress={() => setAsked({ access, isYes: true })}>
              <T id="same.yesTell" />
            </Button>
            <Button size="sm" onPress={() => setAsked({ access, isYes: false })}>
              <T id="same.noTell" />
            </Button>
          </div>
        </li>
      )} />
      {asked && <AnswerDialog asked={asked} onClose={() => setAsked(null)} />}
    </div>
  );
}

export function Quote({ text, at }: { text: string; at: string }) {
  const format = useFormat();
  return (
    <>
      {text && <p className={styles.quote}>{text}</p>}
      <p className="small muted">
        {format.day(at)} {format.time(at)}
      </p>
    </>
  );
}

function AnswerDialog({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const { isYes, check, access } = asked;
  const send = useMutation({
    mutationFn: async (text: string) => {
      if (check) {
        await api.POST("/api/duplicate-questions/{id}/answer/", { params: { path: { id: check.id } }, body: { same: isYes, reason: text } });
      } else {
        await api.POST("/api/access-requests/{id}/answer/", { params: { path: { id: access.id } }, body: { granted: isYes, answer: text } });
      }
    },
    onSuccess: () => {
      toast(t("same.answered"));
      onClose();
    },
    // Somebody else may have answered: what stands here is old either way.
    onSettled: () => Promise.all(SAME.map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  const title = check ? (isYes ? "same.yesSame" : "same.noSame") : isYes ? "same.yesTell" : "same.noTell";
  return (
    <ReasonDialog
      title={t(title)}
      label={t(check ? "same.why" : isYes ? "same.whatTell" : "same.whyNotTell")}
      submit={t("same.sendAnswer")}
      isRequired
      name={check ? "reason" : "answer"}
      isPending={send.isPending}
      error={send.error}
      onSay={(text) => send.mutate(text)}
      onClose={onClose}
    />
  );
}
