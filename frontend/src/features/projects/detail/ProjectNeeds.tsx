import { useQuery } from "@tanstack/react-query";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { addDays } from "@/lib/dates";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { LinkButton, TextLink } from "@/ui/Button";
import { NEED_TONES } from "@/ui/needTone";
import { SkeletonRows } from "@/ui/Skeleton";
import { EmptyState, ErrorState } from "@/ui/States";
import { Status } from "@/ui/Status";
import type { Project } from "../words";
import styles from "./project.module.css";

const SHOWN = 12;
const LIVE = ["draft", "in_review", "open", "partly_filled", "filled", "paused"] as const;

/** The project's needs that are not closed, the next to start first. */
export function ProjectNeeds({ project, isCompany }: { project: Project; isCompany: boolean }) {
  const t = useT();
  const format = useFormat();
  const { data, error, refetch } = useQuery(
    $api.queryOptions("get", "/api/needs/", {
      params: {
        query: {
          project: project.id,
          // A coach and a coordinator do not see drafts, and asking for them gives nothing.
          state: [...LIVE],
          ordering: ["start_date"],
          page_size: SHOWN,
        },
      },
    }),
  );
  return (
    <section className={styles.section} aria-labelledby="behov">
      <h2 id="behov" className={styles.title}>
        <T id="projects.needsHead" values={{ count: data?.count ?? 0 }} />
      </h2>
      {error && !data ? (
        <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonRows label={t("projects.needs")} rows={5} columns={3} />
      ) : data.results.length === 0 ? (
        <EmptyState
          action={
            isCompany && (
              <LinkButton href={`/behov/nytt?projekt=${project.id}`}>
                <T id="needs.post" />
              </LinkButton>
            )
          }
        >
          <T id="projects.noNeeds" />
        </EmptyState>
      ) : (
        <ul className={styles.needs}>
          {data.results.map((need) => (
            <li key={need.id}>
              <TextLink href={`/behov/${need.id}`}>
                {t("needs.titleOne", { number: need.number, occupation: need.occupation.name })}
              </TextLink>
              <Status tone={NEED_TONES[need.state.code]}>{need.state.label}</Status>
              <span className="small muted num">
                <T id="projects.span" values={{ from: format.iso(need.start_date), to: format.iso(addDays(need.end_date, -1)) }} />
              </span>
              <span className="small num">
                <T id="projects.booked.count" values={{ booked: need.bars.booked.peak, asked: need.bars.asked.peak }} />
              </span>
              <Squares asked={need.bars.asked.peak} booked={need.bars.booked.peak} />
            </li>
          ))}
        </ul>
      )}
      {data && data.count > SHOWN && (
        <p>
          <TextLink href={`/behov?projekt=${project.id}`}>
            <T id="projects.allNeeds" values={{ count: data.count }} />
          </TextLink>
        </p>
      )}
    </section>
  );
}

const SIDE = 10;
const GAP = 3;
const MOST = 20;

/** One square a place, filled when booked; the words beside say the same. */
function Squares({ asked, booked }: { asked: number; booked: number }) {
  const count = Math.min(asked, MOST);
  return (
    <svg width={count * (SIDE + GAP)} height={SIDE + 2} aria-hidden="true" className={styles.squares}>
      {Array.from({ length: count }, (_, i) => (
        <rect key={i} x={1 + i * (SIDE + GAP)} y="1" width={SIDE} height={SIDE} className={i < booked ? styles.taken : styles.free} />
      ))}
    </svg>
  );
}
