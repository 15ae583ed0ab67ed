import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { ArrowLeftRight, Merge } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { asProblem, type Problem } from "@/api/problem";
import { sessionQuery } from "@/api/session";
import { ifMatch } from "@/api/version";
import { T, useT } from "@/lib/intl";
import { Banner, ConflictBanner } from "@/ui/Banner";
import { Button, LinkButton } from "@/ui/Button";
import { SkeletonRows } from "@/ui/Skeleton";
import { ErrorState } from "@/ui/States";
import { toast } from "@/ui/toasts";
import { candidateQuery } from "../queries";
import type { Candidate } from "../record/values";
import { JudgeDialog, type Verdict } from "../register/JudgeDialog";
import { FieldRow } from "./FieldRow";
import { PersonFacts, PersonHead } from "./Person";
import { type Choice, type Field, mergeHref, type Preview, previewQuery, SAME } from "./queries";
import styles from "./same.module.css";
import { useUndoMerge } from "./useUndoMerge";

/** Side by side what two records say differently; nothing is written until one says so. */
export function Compare({ kept, other }: { kept: string; other: string }) {
  const t = useT();
  const { data, error, refetch } = useQuery(previewQuery(kept, other));
  if (data) return <Sheet preview={data} onAgain={() => void refetch()} />;
  if (error) return <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />;
  return <SkeletonRows label={t("same.comparison")} rows={8} columns={3} />;
}

const isList = ({ choices }: Field) => choices.includes("both");

function Sheet({ preview, onAgain }: { preview: Preview; onAgain: () => void }) {
  const t = useT();
  const router = useRouter();
  const queries = useQueryClient();
  const undo = useUndoMerge();
  const { data: session } = useQuery(sessionQuery);
  const { kept, other, fields, obstacles } = preview;
  const [chosen, setChosen] = useState<Record<string, Choice>>({});
  const [judging, setJudging] = useState<Verdict | null>(null);
  const refreshAll = () => Promise.all(SAME.map((queryKey) => queries.invalidateQueries({ queryKey })));
  const merge = useMutation<Candidate, Problem>({
    mutationFn: async () => {
      // What a colleague has made alike meanwhile is no longer a choice.
      const choices = Object.fromEntries(fields.flatMap(({ name }) => (chosen[name] ? [[name, chosen[name]]] : [])));
      try {
        const { data } = await api.POST("/api/candidates/{id}/merge/", {
          params: { path: { id: kept.id }, header: ifMatch(kept) },
          body: { other: other.id, other_version: other.version, choices },
        });
        return data as Candidate;
      } catch (error) {
        throw asProblem(error);
      }
    },
    onSuccess: (card) => {
      queries.setQueryData(candidateQuery(card.id).queryKey, card);
      queries.removeQueries({ queryKey: candidateQuery(other.id).queryKey });
      void refreshAll();
      router.history.replace(mergeHref(card.id));
      toast(t("same.merged", { name: card.name }), { undo: () => undo.mutate(card) });
    },
    onError: (problem) => {
      if (problem.kind === "conflict") onAgain();
    },
  });
  const again = () => {
    merge.reset();
    onAgain();
  };
  const rows = (shown: Field[]) =>
    shown.map((field) => (
      <FieldRow
        key={field.name}
        field={field}
        value={chosen[field.name] ?? field.suggested}
        isDisabled={obstacles.length > 0}
        onChange={(choice) => setChosen({ ...chosen, [field.name]: choice })}
      />
    ));
  const facts = fields.filter((field) => !isList(field));
  const lists = fields.filter(isList);

  return (
    <div className="stack-lg">
      {merge.error?.kind === "stale" && <ConflictBanner onShow={again} />}
      {merge.error && merge.error.kind !== "stale" && obstacles.length === 0 && (
        <Banner tone="stop" isUrgent>
          {describeProblem(merge.error, t).what}
        </Banner>
      )}
      {obstacles.length > 0 && (
        <Banner tone="stop" isUrgent>
          <strong>
            <T id="same.refused" />
          </strong>
          <ul className={styles.obstacles}>
            {obstacles.map((why) => (
              <li key={why}>{why}</li>
            ))}
          </ul>
        </Banner>
      )}
      <div className={styles.pair}>
        {[kept, other].map((person) => (
          <section key={person.id} className={styles.one} aria-label={t(person === kept ? "same.kept" : "same.other")}>
            <p className={styles.side}>
              <T id={person === kept ? "same.kept" : "same.other"} />
            </p>
            <PersonHead person={person} />
            <PersonFacts person={person} />
          </section>
        ))}
      </div>
      <div className="row">
        <LinkButton size="sm" icon={ArrowLeftRight} href={mergeHref(other.id, kept.id)}>
          <T id="same.swap" />
        </LinkButton>
        <Button size="sm" variant="quiet" onPress={() => setJudging("not_same")}>
          <T id="same.notSame" />
        </Button>
        {other.coach.id !== session?.user?.id && (
          <Button size="sm" variant="quiet" onPress={() => setJudging("unsure")}>
            <T id="same.askCoach" values={{ who: other.coach.name }} />
          </Button>
        )}
      </div>
      {facts.length > 0 && (
        <section aria-labelledby="skiljer">
          <h2 id="skiljer">
            <T id="same.differs" />
          </h2>
          {rows(facts)}
        </section>
      )}
      {lists.length > 0 && (
        <section aria-labelledby="flyttas">
          <h2 id="flyttas">
            <T id="same.moves" />
          </h2>
          <p className="small muted">
            <T id="same.movesHelp" />
          </p>
          {rows(lists)}
        </section>
      )}
      <p>{t(fields.length > 0 ? "same.restAlike" : "same.allAlike")}</p>
      <div className="row">
        {obstacles.length === 0 && (
          <Button variant="primary" marked icon={Merge} isPending={merge.isPending} onPress={() => merge.mutate()}>
            <T id="same.merge" />
          </Button>
        )}
        <LinkButton href={mergeHref(kept.id)}>
          <T id="ui.cancel" />
        </LinkButton>
      </div>
      {judging && (
        <JudgeDialog
          verdict={judging}
          draft={kept.id}
          person={other}
          apart={t("same.keepApart")}
          onClose={() => setJudging(null)}
          onDone={() => {
            void refreshAll();
            router.history.push(mergeHref(kept.id));
          }}
        />
      )}
    </div>
  );
}
