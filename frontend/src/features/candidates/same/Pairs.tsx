import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import type { components } from "@/api/schema";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { useUrlState } from "@/lib/url";
import { Button, LinkButton } from "@/ui/Button";
import { Pagination } from "@/ui/Pagination";
import { SkeletonRows } from "@/ui/Skeleton";
import { EmptyState, ErrorState } from "@/ui/States";
import { JudgeDialog } from "../register/JudgeDialog";
import { PersonFacts, PersonHead } from "./Person";
import { mergeHref, PAGE, SAME } from "./queries";
import styles from "./same.module.css";

type Pair = components["schemas"]["Pair"];

/** My people who may stand twice, the most alike first. */
export function Pairs() {
  const t = useT();
  const format = useFormat();
  const url = useUrlState();
  const queries = useQueryClient();
  const page = url.number("sida", 1);
  const [apart, setApart] = useState<Pair | null>(null);
  const { data, error, isPending, refetch } = useQuery({
    ...$api.queryOptions("get", "/api/candidates/possible_pairs/", { params: { query: { page } } }),
    placeholderData: keepPreviousData,
  });
  if (error && !data) return <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />;
  if (isPending) return <SkeletonRows label={t("same.pairs")} rows={5} columns={3} />;
  if (!data || data.count === 0) {
    return (
      <EmptyState>
        <T id="same.noPairs" />
      </EmptyState>
    );
  }
  return (
    <div className="stack">
      <p className="small muted">
        <T id="same.pairsHelp" />
      </p>
      <ul>
        {data.results.map((pair) => (
          <li key={pair.candidate.id + pair.other.id} className={styles.couple}>
            <p className="small">
              <strong>{t(`register.likeness.${pair.likeness.code}`)}</strong> {format.list(pair.because)}
            </p>
            <div className={styles.two}>
              {[pair.candidate, pair.other].map((person) => (
                <div key={person.id} className={styles.who}>
                  <PersonHead person={person} />
                  <PersonFacts person={person} />
                </div>
              ))}
            </div>
            <div className="row">
              <LinkButton
                size="sm"
                href={mergeHref(pair.candidate.id, pair.other.id)}
                aria-label={t("same.comparePair", { one: pair.candidate.name, other: pair.other.name })}
              >
                <T id="same.compare" />
              </LinkButton>
              <Button
                size="sm"
                variant="quiet"
                onPress={() => setApart(pair)}
                aria-label={t("same.apartPair", { one: pair.candidate.name, other: pair.other.name })}
              >
                <T id="same.notSame" />
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <Pagination page={page} pageSize={PAGE} total={data.count} href={(sida) => url.href({ sida })} />
      {apart && (
        <JudgeDialog
          verdict="not_same"
          draft={apart.candidate.id}
          person={apart.other}
          apart={t("same.keepApart")}
          onClose={() => setApart(null)}
          onDone={() => {
            setApart(null);
            for (const queryKey of SAME) void queries.invalidateQueries({ queryKey });
          }}
        />
      )}
    </div>
  );
}
