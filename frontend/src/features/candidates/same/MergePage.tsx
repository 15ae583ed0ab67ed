import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import type { ReactElement } from "react";
import { describeProblem } from "@/api/describe";
import { T, useT } from "@/lib/intl";
import { useUrlState } from "@/lib/url";
import { LinkButton } from "@/ui/Button";
import { PageHead } from "@/ui/PageHead";
import { SkeletonRows } from "@/ui/Skeleton";
import { ErrorState } from "@/ui/States";
import { candidateQuery } from "../queries";
import { Choose } from "./Choose";
import { Compare } from "./Compare";
import { Merges } from "./Merges";
import { lookAlikesQuery, mergeHref } from "./queries";

/** Two records of one person: first whom with, then what is kept. The receipt stands on the first page. */
export function MergePage(): ReactElement {
  const t = useT();
  const { id = "" } = useParams({ strict: false });
  const other = useUrlState().text("med");
  return (
    <>
      <PageHead title={t("same.title")} back={<Back id={id} isComparing={other !== ""} />}>
        <T id="same.state" />
      </PageHead>
      {other ? <Compare key={`${id}:${other}`} kept={id} other={other} /> : <Whom id={id} />}
    </>
  );
}

function Back({ id, isComparing }: { id: string; isComparing: boolean }) {
  return (
    <LinkButton variant="quiet" size="sm" href={isComparing ? mergeHref(id) : `/deltagare/${id}`}>
      <ArrowLeft size={16} aria-hidden="true" data-flip />
      <T id={isComparing ? "same.backToChoice" : "same.backToCard"} />
    </LinkButton>
  );
}

function Whom({ id }: { id: string }) {
  const t = useT();
  const kept = useQuery(candidateQuery(id));
  const known = useQuery(lookAlikesQuery(id));
  const error = kept.error ?? known.error;
  if (kept.data && known.data) {
    return (
      <div className="stack-lg">
        <Merges candidate={kept.data} merges={known.data.merges} />
        <Choose candidate={kept.data} known={known.data} />
      </div>
    );
  }
  if (!error) return <SkeletonRows label={t("same.title")} rows={5} columns={2} />;
  return (
    <ErrorState
      {...describeProblem(error, t)}
      onRetry={() => {
        void kept.refetch();
        void known.refetch();
      }}
    />
  );
}
