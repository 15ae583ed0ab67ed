import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Copy, Pencil } from "lucide-react";
import type { ReactNode } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { sessionQuery } from "@/api/session";
import { addDays } from "@/lib/dates";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { StaleBanner } from "@/ui/Banner";
import { LinkButton, TextLink } from "@/ui/Button";
import { NEED_TONES } from "@/ui/needTone";
import { PageHead } from "@/ui/PageHead";
import { SkeletonRows } from "@/ui/Skeleton";
import { ErrorState } from "@/ui/States";
import { Status } from "@/ui/Status";
import { AdviceList } from "../form/Block";
import styles from "../needs.module.css";
import { NeedActions } from "./NeedActions";
import { NeedFacts, Requirements, Steps } from "./NeedFacts";
import { NeedHistory } from "./NeedHistory";
import { NeedSeats } from "./NeedSeats";

export function NeedPage(): ReactNode {
  const { id = "" } = useParams({ strict: false });
  const t = useT();
  const format = useFormat();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const { data: need, error, dataUpdatedAt, refetch } = useQuery(
    $api.queryOptions("get", "/api/needs/{id}/", { params: { path: { id } } }),
  );
  const isCompany = session.role === "company";
  if (error && !need) return <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />;
  if (!need) return <SkeletonRows label={t("needs.one")} rows={8} columns={3} />;
  return (
    <>
      <PageHead
        title={t("needs.titleOne", { number: need.number, occupation: need.occupation.name })}
        back={
          <TextLink href="/behov">
            <T id={isCompany ? "needs.title" : "needs.titleRead"} />
          </TextLink>
        }
        status={<Status tone={NEED_TONES[need.state.code]}>{need.state.label}</Status>}
        action={
          isCompany && (
            <>
              {need.state.code !== "closed" && (
                <LinkButton icon={Pencil} href={`/behov/${id}/andra`}>
                  <T id="needs.edit" />
                </LinkButton>
              )}
              <LinkButton icon={Copy} href={`/behov/nytt?fran=${id}`}>
                <T id="needs.copy" />
              </LinkButton>
            </>
          )
        }
      >
        <T
          id="needs.sentence"
          values={{
            count: need.headcount_peak,
            project: need.project.name,
            from: format.date(need.start_date),
            to: format.date(addDays(need.end_date, -1)),
            booked: need.bars.booked.peak,
          }}
        />
      </PageHead>
      <div className="stack-lg">
        {error && <StaleBanner since={new Date(dataUpdatedAt)} onRefresh={() => void refetch()} />}
        {need.warnings.length > 0 && need.state.code !== "closed" && (
          <div className="stack">
            <AdviceList advice={need.warnings} />
          </div>
        )}
        <NeedActions need={need} />
        <div className={styles.columns}>
          <div className="stack-lg">
            <Steps need={need} />
            <Requirements need={need} />
            <NeedFacts need={need} />
          </div>
          <div className="stack-lg">
            {isCompany && <NeedSeats need={need} />}
            {isCompany && <NeedHistory id={id} version={need.version} />}
          </div>
        </div>
      </div>
    </>
  );
}
