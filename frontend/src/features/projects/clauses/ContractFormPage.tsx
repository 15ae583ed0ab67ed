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
import { ContractForm } from "./ContractForm";

/** A new contract with a social clause, or one that exists. */
export function ContractFormPage(): ReactNode {
  const { id = "", contract: key } = useParams({ strict: false });
  const t = useT();
  const router = useRouter();
  const reference = useQuery(referenceQuery);
  const models = useQuery($api.queryOptions("get", "/api/contracts/models/"));
  const contract = useQuery({
    ...$api.queryOptions("get", "/api/contracts/{id}/", { params: { path: { id: key ?? "" } } }),
    enabled: key !== undefined,
  });
  const error = reference.error ?? models.error ?? contract.error;
  const title = key ? t("contractForm.editTitle", { number: contract.data?.number ?? "" }) : t("contractForm.newTitle");
  const retry = () => void Promise.all([reference.refetch(), models.refetch(), key && contract.refetch()]);
  return (
    <>
      <PageHead
        title={title}
        back={
          <TextLink href={`/projekt/${id}`}>
            <T id="contractForm.back" />
          </TextLink>
        }
      />
      {error ? (
        <ErrorState {...describeProblem(error, t)} onRetry={retry} />
      ) : !reference.data || !models.data || (key && !contract.data) ? (
        <SkeletonRows label={title} rows={8} columns={2} />
      ) : (
        <ContractForm
          project={id}
          contract={contract.data ?? null}
          models={models.data}
          reference={reference.data}
          onSaved={(saved) => {
            toast(t("contractForm.saved", { number: saved.number }));
            // After the guard has seen that nothing is unsaved.
            setTimeout(() => router.history.push(`/projekt/${id}`));
          }}
        />
      )}
    </>
  );
}
