import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { describeProblem } from "@/api/describe";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { useUrlState } from "@/lib/url";
import { Banner, StaleBanner } from "@/ui/Banner";
import { LinkButton } from "@/ui/Button";
import { PageHead } from "@/ui/PageHead";
import { SkeletonRows } from "@/ui/Skeleton";
import { ErrorState } from "@/ui/States";
import { Status } from "@/ui/Status";
import { Tabs } from "@/ui/Tabs";
import { candidateQuery } from "../queries";
import { Clashes } from "../record/Clashes";
import { LeaveGuard } from "../record/LeaveGuard";
import { RecordProvider, useRecordStore } from "../record/useRecord";
import type { Candidate } from "../record/values";
import { Notes } from "../way/Notes";
import { Way } from "../way/Way";
import { SupportForms } from "../support/SupportForms";
import { TONES } from "../words";
import { Actions } from "./Actions";
import { Facts } from "./Facts";
import { History } from "./History";
import { Matches } from "./Matches";
import { Overview } from "./Overview";

const TABS = ["oversikt", "uppgifter", "vag", "stod", "matchningar", "samtal", "handelser"] as const;

export function CardPage() {
  const t = useT();
  const { id = "" } = useParams({ strict: false });
  const { data, error, isPending, dataUpdatedAt, refetch } = useQuery(candidateQuery(id));
  if (data) {
    return (
      <>
        {error && <StaleBanner since={new Date(dataUpdatedAt)} onRefresh={() => void refetch()} />}
        <Card key={data.id} candidate={data} />
      </>
    );
  }
  return (
    <>
      <PageHead title={t("card.title")} back={<Back />} />
      {isPending ? (
        <SkeletonRows label={t("card.title")} rows={8} columns={2} />
      ) : (
        <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />
      )}
    </>
  );
}

function Back() {
  return (
    <LinkButton variant="quiet" size="sm" href="/deltagare">
      <ArrowLeft size={16} aria-hidden="true" data-flip />
      <T id="card.back" />
    </LinkButton>
  );
}

function Card({ candidate }: { candidate: Candidate }) {
  const t = useT();
  const format = useFormat();
  const url = useUrlState();
  const store = useRecordStore(candidate);
  const tab = (TABS as readonly string[]).includes(url.text("flik")) ? url.text("flik") : "oversikt";
  const left = candidate.checklist.filter((task) => !task.done && !task.optional).length;

  return (
    <RecordProvider store={store}>
      <PageHead
        title={candidate.name}
        back={<Back />}
        status={<Status tone={TONES[candidate.state.code]}>{candidate.state.label}</Status>}
        action={<Actions candidate={candidate} />}
      >
        <p>
          {candidate.next_step ? (
            candidate.next_step_due ? (
              <T
                id="card.nextDue"
                values={{ step: candidate.next_step, day: format.day(candidate.next_step_due), owner: candidate.next_step_owner }}
              />
            ) : (
              <T id="card.next" values={{ step: candidate.next_step, owner: candidate.next_step_owner }} />
            )
          ) : (
            <T id="card.noNext" />
          )}
        </p>
        <p>{candidate.journey.words}</p>
        <p>
          <T id="card.responsible" values={{ who: candidate.coach.name, days: candidate.days_in_state }} />
        </p>
      </PageHead>
      <div className="stack">
        {candidate.merged_into && (
          <Banner
            action={
              <LinkButton size="sm" href={`/deltagare/${candidate.merged_into}`}>
                <T id="same.openKept" />
              </LinkButton>
            }
          >
            <T id="same.isMerged" />
          </Banner>
        )}
        <Clashes />
        <Tabs
          label={t("card.tabs")}
          selected={tab}
          onSelect={(flik) => url.set({ flik: flik === "oversikt" ? null : flik }, { replace: true })}
          tabs={[
            {
              id: "oversikt",
              label: t("card.overview"),
              content: <Overview candidate={candidate} hrefOf={(section) => url.href({ flik: "uppgifter", del: section })} />,
            },
            {
              id: "uppgifter",
              label: t("card.facts"),
              ...(left > 0 && { count: left }),
              content: <Facts candidate={candidate} section={url.text("del")} />,
            },
            { id: "vag", label: t("card.way"), content: <Way candidate={candidate} /> },
            { id: "stod", label: t("support.title"), content: <SupportForms id={candidate.id} /> },
            { id: "matchningar", label: t("card.matches"), content: <Matches candidate={candidate} /> },
            { id: "samtal", label: t("card.notes"), content: <Notes candidate={candidate} /> },
            { id: "handelser", label: t("card.history"), content: <History id={candidate.id} /> },
          ]}
        />
      </div>
      <LeaveGuard />
    </RecordProvider>
  );
}
