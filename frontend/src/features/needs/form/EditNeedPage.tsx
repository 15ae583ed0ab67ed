import { useQuery } from "@tanstack/react-query";
import { useParams, useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { useReference } from "@/api/reference";
import { T, useT } from "@/lib/intl";
import { TextLink } from "@/ui/Button";
import { NEED_TONES } from "@/ui/needTone";
import { PageHead } from "@/ui/PageHead";
import { SkeletonRows } from "@/ui/Skeleton";
import { ErrorState } from "@/ui/States";
import { Status } from "@/ui/Status";
import { toast } from "@/ui/toasts";
import { fromNeed } from "./draft";
import { NeedForm } from "./NeedForm";
import { useProjects } from "./useProjects";

export function EditNeedPage(): ReactNode {
  const { id = "" } = useParams({ strict: false });
  const t = useT();
  const router = useRouter();
  const reference = useReference();
  const projects = useProjects();
  // The form holds what the user saw when it was opened; a newer version shows up as a conflict, not under her hands.
  const need = useQuery($api.queryOptions("get", "/api/needs/{id}/", { params: { path: { id } } }));
  const error = need.error ?? projects.error;
  if (error && !need.data) return <ErrorState {...describeProblem(error, t)} onRetry={() => void need.refetch()} />;
  return (
    <>
      <PageHead
        title={t("needForm.editTitle", { number: need.data?.number ?? "" })}
        back={
          <TextLink href={`/behov/${id}`}>
            <T id="needForm.backToNeed" />
          </TextLink>
        }
        status={need.data && <Status tone={NEED_TONES[need.data.state.code]}>{need.data.state.label}</Status>}
      />
      {need.data && projects.data && reference ? (
        <NeedForm
          key={id}
          initial={fromNeed(need.data)}
          need={need.data}
          reference={reference}
          projects={projects.data}
          onSubmitted={(saved) => {
            toast(t("needForm.sent", { number: saved.number }));
            router.history.push(`/behov/${saved.id}`);
          }}
          onSaved={(saved) => {
            toast(t("needForm.saved", { number: saved.number }));
            router.history.push(`/behov/${saved.id}`);
          }}
        />
      ) : (
        <SkeletonRows label={t("needForm.editTitle", { number: "" })} rows={8} columns={2} />
      )}
    </>
  );
}
