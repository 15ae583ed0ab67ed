import { useQuery } from "@tanstack/react-query";
import { Mail } from "lucide-react";
import { useState } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { T, useT } from "@/lib/intl";
import { useOnline } from "@/lib/useOnline";
import { StaleBanner } from "@/ui/Banner";
import { LinkButton } from "@/ui/Button";
import { TimelineList } from "@/ui/Lists";
import { PageHead } from "@/ui/PageHead";
import { SkeletonRows } from "@/ui/Skeleton";
import { ErrorState } from "@/ui/States";
import { AskCard } from "./AskCard";
import { MyPassport } from "./MyPassport";
import styles from "./MyPath.module.css";
import { StateCard } from "./StateCard";
import { usePathSteps } from "./steps";
import { inSwedish, Swedish } from "./Swedish";
import type { MyPath as MyPathData, MyProposal } from "./types";
import { inSentence, OWN_WORDS } from "./why";

/** One next step, the way in order, and whom to ask. */
export function MyPath() {
  const t = useT();
  const { data, error, isPending, dataUpdatedAt, refetch } = useQuery(
    $api.queryOptions("get", "/api/my-path/", {}, { refetchInterval: 60_000 }),
  );
  return (
    <>
      <PageHead title={t("myPath.title")}>{data && <T id="myPath.hello" values={{ name: data.first_name }} />}</PageHead>
      {data ? (
        <>
          {error && <StaleBanner since={new Date(dataUpdatedAt)} onRefresh={() => void refetch()} />}
          <Content data={data} />
        </>
      ) : isPending ? (
        <SkeletonRows label={t("myPath.title")} rows={6} columns={1} />
      ) : (
        <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />
      )}
    </>
  );
}

function Why({ code, sentence, proposal }: { code: string; sentence: string; proposal: MyProposal }) {
  const id = OWN_WORDS[code];
  const minutes = proposal.travel_minutes;
  if (!id || (code === "travel_time" && minutes === null)) return <Swedish>{sentence}</Swedish>;
  return (
    <T
      id={id}
      values={{
        occupation: inSentence(proposal.occupation),
        minutes: Math.round(minutes ?? 0),
        time: proposal.shift_start,
        swedish: inSwedish,
      }}
    />
  );
}

function Content({ data }: { data: MyPathData }) {
  const t = useT();
  const isOnline = useOnline();
  // After the answer the card under the finger is another one: focus goes there, and it is read out.
  const [wasAsked, setWasAsked] = useState(false);
  if (data.question && !wasAsked) setWasAsked(true);
  const steps = usePathSteps(data);
  const shown = data.question ?? data.current;
  return (
    <div className={styles.page}>
      {data.question ? (
        <AskCard
          key={data.question.id}
          question={data.question}
          isOnline={isOnline}
        />
      ) : (
        <StateCard data={data} takesFocus={wasAsked} />
      )}

      {shown && shown.reasons.length > 0 && (
        <section className="stack" aria-labelledby="varfor">
          <h2 id="varfor">
            <T id="myPath.why" />
          </h2>
          <ul className={styles.reasons}>
            {shown.reasons.slice(0, 3).map(({ code, sentence_sv: sentence }) => (
              <li key={`${code}:${sentence}`}>
                <Why code={code} sentence={sentence} proposal={shown} />
              </li>
            ))}
          </ul>
        </section>
      )}

      <section className="stack" aria-labelledby="vagen">
        <h2 id="vagen">
          <T id="myPath.path" />
        </h2>
        <TimelineList label={t("myPath.path")} steps={steps} />
      </section>

      <MyPassport />

      <section className="stack" aria-labelledby="fraga">
        <h2 id="fraga">
          <T id="myPath.ask" />
        </h2>
        <p>
          <T id="myPath.coach" values={{ name: data.coach.name, place: data.coach.organisation }} />
        </p>
        {data.coach.email && (
          <div>
            <LinkButton icon={Mail} href={`mailto:${data.coach.email}`}>
              <T id="myPath.write" />
            </LinkButton>
          </div>
        )}
      </section>
    </div>
  );
}
