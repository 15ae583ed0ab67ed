import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Pencil, SquarePlus } from "lucide-react";
import type { ReactNode } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { sessionQuery } from "@/api/session";
import { addDays } from "@/lib/dates";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { StaleBanner } from "@/ui/Banner";
import { LinkButton, TextLink } from "@/ui/Button";
import { DefinitionList } from "@/ui/Lists";
import { PageHead } from "@/ui/PageHead";
import { SkeletonRows } from "@/ui/Skeleton";
import { ErrorState } from "@/ui/States";
import { SocialClauses } from "../clauses/SocialClauses";
import { DemandCurve } from "../curve/DemandCurve";
import type { Project } from "../words";
import styles from "./project.module.css";
import { ProjectNeeds } from "./ProjectNeeds";
import { Crew } from "./Crew";

const WITH_CURVE = new Set(["company", "coordinator"]);

export function ProjectPage(): ReactNode {
  const { id = "" } = useParams({ strict: false });
  const t = useT();
  const format = useFormat();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const isCompany = session.role === "company";
  const { data: project, error, dataUpdatedAt, refetch } = useQuery(
    $api.queryOptions("get", "/api/projects/{id}/", { params: { path: { id } } }),
  );
  if (error && !project) return <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />;
  if (!project) return <SkeletonRows label={t("projects.one")} rows={8} columns={3} />;
  return (
    <>
      <PageHead
        title={project.name}
        back={
          <TextLink href="/projekt">
            <T id={isCompany ? "projects.title" : "projects.titleRead"} />
          </TextLink>
        }
        action={
          isCompany && (
            <>
              <LinkButton variant="primary" icon={SquarePlus} href={`/behov/nytt?projekt=${id}`}>
                <T id="needs.post" />
              </LinkButton>
              <LinkButton icon={Pencil} href={`/projekt/${id}/andra`}>
                <T id="projects.edit" />
              </LinkButton>
            </>
          )
        }
      >
        <T
          id="projects.sentence"
          values={{
            kind: project.kind.label,
            place: project.municipality.name,
            dwellings: project.dwellings ?? 0,
            needs: project.needs.count,
            missing: Math.max(0, project.needs.bars.asked.peak - project.needs.bars.booked.peak),
          }}
        />
      </PageHead>
      <div className="stack-lg">
        {error && <StaleBanner since={new Date(dataUpdatedAt)} onRefresh={() => void refetch()} />}
        <div className={styles.columns}>
          <ProjectNeeds project={project} isCompany={isCompany} />
          <div className="stack-lg">
            <Crew project={project} />
            <section className={styles.section} aria-labelledby="uppgifter">
              <h2 id="uppgifter" className={styles.title}>
                <T id="projects.facts" />
              </h2>
              <Facts project={project} format={format} />
            </section>
          </div>
        </div>
        {session.role && WITH_CURVE.has(session.role) && (
          <>
            <DemandCurve project={project} canPost={isCompany} />
            <SocialClauses project={project} />
          </>
        )}
      </div>
    </>
  );
}

function Facts({ project, format }: { project: Project; format: ReturnType<typeof useFormat> }) {
  const t = useT();
  return (
    <DefinitionList
      items={[
        {
          term: t("projects.time"),
          value: t("projects.spanWeeks", {
            from: format.date(project.start_date),
            to: format.date(addDays(project.start_date, project.duration_weeks * 7 - 1)),
            weeks: project.duration_weeks,
          }),
        },
        { term: t("projects.dwellings"), value: project.dwellings === null ? null : format.number(project.dwellings) },
        { term: t("projects.place"), value: project.municipality.name },
        { term: t("projects.area"), value: project.area || null },
        { term: t("projects.property"), value: project.property_name ? <bdi>{project.property_name}</bdi> : null },
        { term: t("projects.developer"), value: project.developer ? <bdi>{project.developer}</bdi> : null },
        {
          term: t("projects.position"),
          value: (
            <bdi data-ltr="">
              {t("projects.latLon", {
                lat: project.lat,
                lon: project.lon,
              })}
            </bdi>
          ),
        },
        {
          term: t("projects.phases"),
          value:
            project.phases.length > 0 ? (
              <ul>
                {project.phases.map((phase) => (
                  <li key={`${phase.name}:${phase.start_date}`} className="num">
                    {t("projects.phase", {
                      name: phase.name,
                      from: format.iso(phase.start_date),
                      to: format.iso(addDays(phase.end_date, -1)),
                    })}
                  </li>
                ))}
              </ul>
            ) : null,
        },
      ]}
    />
  );
}
