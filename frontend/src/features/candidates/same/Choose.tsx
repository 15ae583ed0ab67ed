import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import type { components } from "@/api/schema";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { LinkButton } from "@/ui/Button";
import { SearchField } from "@/ui/SearchField";
import { EmptyState, ErrorState } from "@/ui/States";
import { Status } from "@/ui/Status";
import type { Candidate } from "../record/values";
import { TONES } from "../words";
import { PersonFacts, PersonHead } from "./Person";
import { mergeHref } from "./queries";
import styles from "./same.module.css";

const SHORTEST = 2;

/** Whom the record may be the same as: those like it, or anybody searched for. */
export function Choose({ candidate, known }: { candidate: Candidate; known: components["schemas"]["LookAlikes"] }) {
  const t = useT();
  const format = useFormat();
  return (
    <>
      <section className="stack" aria-labelledby="liknar">
        <h2 id="liknar">
          <T id="same.like" values={{ name: candidate.name }} />
        </h2>
        {known.people.length === 0 && (
          <EmptyState>
            <T id="same.noneLike" />
          </EmptyState>
        )}
        <ul className={styles.people}>
          {known.people.map((person) => (
            <li key={person.id} className={styles.person}>
              <div className={styles.who}>
                <PersonHead person={person} />
                <p className="small">
                  <strong>{t(`register.likeness.${person.likeness.code}`)}</strong> {format.list(person.because)}
                </p>
                <PersonFacts person={person} />
              </div>
              <CompareLink kept={candidate.id} other={person} />
            </li>
          ))}
        </ul>
      </section>
      <Search candidate={candidate} />
    </>
  );
}

function CompareLink({ kept, other }: { kept: string; other: { id: string; name: string } }) {
  const t = useT();
  return (
    <LinkButton size="sm" href={mergeHref(kept, other.id)} aria-label={t("same.compareWith", { name: other.name })}>
      <T id="same.compare" />
    </LinkButton>
  );
}

/** Who is searched for stands in no address. */
function Search({ candidate }: { candidate: Candidate }) {
  const t = useT();
  const [q, setQ] = useState("");
  const { data, error, refetch } = useQuery({
    ...$api.queryOptions("get", "/api/candidates/", { params: { query: { q, page_size: 10 } } }),
    enabled: q.length >= SHORTEST,
    placeholderData: keepPreviousData,
  });
  const found = q.length >= SHORTEST ? data?.results.filter(({ id }) => id !== candidate.id) : undefined;
  return (
    <section className="stack" aria-labelledby="sok">
      <h2 id="sok">
        <T id="same.another" />
      </h2>
      <div className={styles.search}>
        <SearchField label={t("same.search")} value={q} onSearch={setQ} />
      </div>
      {error && <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />}
      <div aria-live="polite">{found && <p className="small muted">{t("same.found", { count: found.length })}</p>}</div>
      <ul className={styles.people}>
        {found?.map((row) => (
          <li key={row.id} className={styles.person}>
            <div className={styles.who}>
              <div className={styles.personHead}>
                <strong>
                  <bdi>{row.name}</bdi>
                </strong>
                <Status tone={TONES[row.state.code]}>{row.state.label}</Status>
              </div>
              <p className="small">{t("register.coach", { name: row.coach.name })}</p>
            </div>
            <CompareLink kept={candidate.id} other={row} />
          </li>
        ))}
      </ul>
    </section>
  );
}
