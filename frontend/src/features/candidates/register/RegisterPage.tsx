import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { describeProblem } from "@/api/describe";
import { T, useT } from "@/lib/intl";
import { useUrlState } from "@/lib/url";
import { LinkButton } from "@/ui/Button";
import { PageHead } from "@/ui/PageHead";
import { SkeletonRows } from "@/ui/Skeleton";
import { ErrorState } from "@/ui/States";
import { candidateQuery } from "../queries";
import type { Candidate, Changes } from "../record/values";
import { OneBox } from "./OneBox";
import { Registration } from "./Registration";

interface Round {
  number: number;
  /** Kept from the person before: area and language. */
  carried: Changes;
  /** What the box said; null until one has gone on. */
  start: Changes | null;
}

/** One box, then the form. A draft begun before is opened again by its key in the address. */
export function RegisterPage() {
  const t = useT();
  const url = useUrlState();
  const draft = url.text("utkast");
  const [round, setRound] = useState<Round>({ number: 0, carried: {}, start: null });

  // The menu's "Registrera" leads to the bare address: somebody new, whatever stands here.
  const [shown, setShown] = useState(draft);
  if (shown !== draft) {
    setShown(draft);
    if (draft === "" && round.start) setRound({ number: round.number + 1, carried: {}, start: null });
  }

  const next = (carried: Changes) => {
    url.set({ utkast: null }, { replace: true });
    setRound({ number: round.number + 1, carried, start: null });
  };

  const registration = (candidate: Candidate | null, start: Changes) => (
    <Registration key={round.number} candidate={candidate} start={start} onNext={next} />
  );

  return (
    <>
      <PageHead title={t("register.title")}>
        <T id="register.state" />
      </PageHead>
      {round.start ? (
        registration(null, round.start)
      ) : draft && round.number === 0 ? (
        <OpenDraft id={draft} draw={(candidate) => registration(candidate, {})} />
      ) : (
        <OneBox key={round.number} onGoOn={(said) => setRound({ ...round, start: { ...round.carried, ...said } })} />
      )}
    </>
  );
}

function OpenDraft({ id, draw }: { id: string; draw: (candidate: Candidate) => ReactNode }) {
  const t = useT();
  const { data, error, refetch } = useQuery(candidateQuery(id));
  if (data && data.state.code !== "draft") {
    return (
      <div className="stack">
        <p>
          <T id="register.noDraft" values={{ name: data.name }} />
        </p>
        <div>
          <LinkButton href={`/deltagare/${data.id}`}>
            <T id="register.openCard" />
          </LinkButton>
        </div>
      </div>
    );
  }
  if (data) return draw(data);
  if (error) return <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />;
  return <SkeletonRows label={t("register.draft")} rows={8} columns={1} />;
}
