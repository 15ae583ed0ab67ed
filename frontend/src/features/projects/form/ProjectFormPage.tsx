import { useQuery } from "@tanstack/react-query";
import { useParams, useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { referenceQuery } from "@/api/reference";
import { T, useT } from "@/lib/intl";
import { TextLink } from "@/ui/Button";
import { PageHead } from "@/ui/PageHead";
import { SkeletonRows } from "@/ui/Skeleton";
import { ErrorState } from "@/ui/States";
import { toast } from "@/ui/toasts";
import { ProjectForm } from "./ProjectForm";

/** A new project, or changes to one. */
export function ProjectFormPage(): ReactNode {
  const { id } = useParams({ strict: false });
  const t = useT();
  const router = useRouter();
  const reference = useQuery(referenceQuery);
  const project = useQuery({
    ...$api.queryOptions("get", "/api/projects/{id}/", { params: { path: { id: id ?? "" } } }),
    enabled: id !== undefined,
  });
  const error = reference.error ?? project.error;
  const title = id ? t("projectForm.editTitle", { name: project.data?.name ?? "" }) : t("projects.new");
  return (
    <>
      <PageHead
        title={title}
        back={
          <TextLink href={id ? `/projekt/${id}` : "/projekt"}>
            <T id={id ? "projectForm.back" : "projects.title"} />
          </TextLink>
        }
      >
        {!id && <T id="projectForm.newState" />}
      </PageHead>
      {error ? (
        <ErrorState {...describeProblem(error, t)} onRetry={() => void Promise.all([reference.refetch(), id && project.refetch()])} />
      ) : !reference.data || (id && !project.data) ? (
        <SkeletonRows label={title} rows={8} columns={2} />
      ) : (
        <ProjectForm
          project={project.data ?? null}
          reference={reference.data}
          onSaved={(saved) => {
            toast(t("projectForm.saved", { name: saved.name }));
            // After the guard has seen that nothing is unsaved.
            setTimeout(() => router.history.push(`/projekt/${saved.id}`));
          }}
        />
      )}
    </>
  );
}
