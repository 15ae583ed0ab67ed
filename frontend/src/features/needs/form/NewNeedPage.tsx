import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { Copy } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { useReference } from "@/api/reference";
import { T, useT } from "@/lib/intl";
import { useUrlState } from "@/lib/url";
import { useToday } from "@/lib/useToday";
import { LinkButton } from "@/ui/Button";
import { PageHead } from "@/ui/PageHead";
import { SkeletonRows } from "@/ui/Skeleton";
import { EmptyState, ErrorState } from "@/ui/States";
import { toast } from "@/ui/toasts";
import type { Need } from "../words";
import { copyOf, emptyDraft } from "./draft";
import { NeedForm } from "./NeedForm";
import { useProjects } from "./useProjects";
import { forProject } from "./WhenBlock";

/** Post a need: empty, for a project (`?projekt=`), or as a copy of another (`?fran=`). */
export function NewNeedPage(): ReactNode {
  const t = useT();
  const router = useRouter();
  const url = useUrlState();
  const reference = useReference();
  const projects = useProjects();
  const from = url.text("fran");
  const source = useQuery({
    ...$api.queryOptions("get", "/api/needs/{id}/", { params: { path: { id: from } } }),
    enabled: from !== "",
  });
  const last = useQuery(
    $api.queryOptions("get", "/api/needs/", { params: { query: { ordering: ["-number"], page_size: 1 } } }),
  ).data?.results[0];
  const error = projects.error ?? source.error;
  const today = useToday();
  const wanted = url.text("projekt");
  const initial = useMemo(() => {
    if (source.data) return copyOf(source.data, today);
    const draft = emptyDraft();
    const project = projects.data?.find(({ id }) => id === wanted) ?? (projects.data?.length === 1 ? projects.data[0] : undefined);
    return { ...draft, ...forProject(draft, project, today) };
  }, [source.data, projects.data, wanted, today]);

  const open = (need: Need) => router.history.push(`/behov/${need.id}`);
  return (
    <>
      <PageHead
        title={t("needForm.newTitle")}
        action={
          last &&
          !from && (
            <LinkButton icon={Copy} href={`/behov/nytt?fran=${last.id}`}>
              <T id="needForm.copyLast" values={{ number: last.number, occupation: last.occupation.name }} />
            </LinkButton>
          )
        }
      >
        {source.data ? (
          <T id="needForm.copied" values={{ number: source.data.number }} />
        ) : (
          <T id="needForm.newState" />
        )}
      </PageHead>
      {error ? (
        <ErrorState {...describeProblem(error, t)} onRetry={() => void projects.refetch()} />
      ) : !projects.data || !reference || (from !== "" && !source.data) ? (
        <SkeletonRows label={t("needForm.newTitle")} rows={8} columns={2} />
      ) : projects.data.length === 0 ? (
        <EmptyState
          action={
            <LinkButton variant="primary" href="/projekt/nytt">
              <T id="projects.new" />
            </LinkButton>
          }
        >
          <T id="needForm.noProjects" />
        </EmptyState>
      ) : (
        <NeedForm
          // A copy is another form.
          key={from}
          initial={initial}
          need={null}
          reference={reference}
          projects={projects.data}
          onSubmitted={(need) => {
            toast(t("needForm.sent", { number: need.number }));
            open(need);
          }}
          onSaved={(need) => {
            toast(t("needForm.saved", { number: need.number }));
            open(need);
          }}
          onAdvice={(need) => toast(t("needForm.savedAdvice", { number: need.number }))}
        />
      )}
    </>
  );
}
