import { useQuery } from "@tanstack/react-query";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { addDays } from "@/lib/dates";
import { useFormat } from "@/lib/format";
import { useT } from "@/lib/intl";
import { TextLink } from "@/ui/Button";
import { DefinitionList } from "@/ui/Lists";
import { SkeletonRows } from "@/ui/Skeleton";
import { ErrorState } from "@/ui/States";
import { Status } from "@/ui/Status";
import styles from "./placements.module.css";
import { Report } from "./Report";
import { TONES } from "./words";

export function PlacementDetail({ id }: { id: string }) {
  const t = useT();
  const format = useFormat();
  const { data: placement, error, refetch } = useQuery(
    $api.queryOptions("get", "/api/placements/{id}/", { params: { path: { id } } }),
  );
  if (error && !placement) return <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />;
  if (!placement) return <SkeletonRows label={t("placements.one")} rows={6} columns={1} />;
  return (
    <div className="stack">
      <div className={styles.head}>
        <h2>
          <bdi>{placement.candidate.name}</bdi>
        </h2>
        <Status tone={TONES[placement.state]}>{placement.state_label}</Status>
      </div>
      <Report placement={placement} />
      <DefinitionList
        items={[
          {
            term: t("placements.need"),
            value: (
              <TextLink href={`/behov/${placement.need.id}`}>
                {t("needs.titleOne", { number: placement.need.number, occupation: placement.need.occupation })}
              </TextLink>
            ),
          },
          {
            term: t("placements.project"),
            value: (
              <TextLink href={`/projekt/${placement.need.project_id}`}>
                <bdi>{placement.need.project_name}</bdi>
              </TextLink>
            ),
          },
          { term: t("placements.form"), value: placement.employment_form_label },
          { term: t("placements.from"), value: format.date(placement.start_date) },
          { term: t("placements.to"), value: format.date(addDays(placement.end_date, -1)) },
          {
            term: t("placements.courses"),
            value:
              placement.path.length > 0
                ? format.list(
                    placement.path.map(({ name, start_date, end_date }) =>
                      t("placements.course", { name, from: format.iso(start_date), to: format.iso(end_date) }),
                    ),
                  )
                : t("placements.noCourses"),
          },
          ...(placement.outcome ? [{ term: t("placements.outcome"), value: placement.outcome_label }] : []),
        ]}
      />
    </div>
  );
}
