import { Printer } from "lucide-react";
import { $api } from "@/api/client";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { DefinitionList } from "@/ui/Lists";
import type { Proposal } from "../words";
import { useHistory } from "./queries";
import styles from "./review.module.css";

/** The decision as a document: who, when, on which version and data, why. Printed on its own. */
export function Receipt({ proposal }: { proposal: Proposal }) {
  const t = useT();
  const format = useFormat();
  const history = useHistory(proposal.id);
  const run = $api.useQuery("get", "/api/runs/{id}/", { params: { path: { id: proposal.run_id } } });
  // The newest approval is the one that stands; the state after it is the candidate's to change.
  const approval = history.data?.find(({ to_state }) => to_state === t("proposalState.approved"));
  return (
    <section className={styles.receipt} aria-label={t("receipt.title")}>
      <div className={styles.receiptHead}>
        <h3>
          <T id="receipt.title" />
        </h3>
        <Button size="sm" variant="quiet" icon={Printer} onPress={() => window.print()}>
          <T id="receipt.print" />
        </Button>
      </div>
      <p>
        <T
          id="receipt.sentence"
          values={{
            who: proposal.approved_by ?? "",
            when: proposal.approved_at ? `${format.date(proposal.approved_at)} ${format.time(proposal.approved_at)}` : "",
            name: proposal.candidate.name,
            number: String(proposal.need.number),
          }}
        />
      </p>
      <DefinitionList
        items={[
          { term: t("receipt.reason"), value: approval?.reason || t("receipt.noReason") },
          { term: t("receipt.version"), value: String(proposal.version) },
          { term: t("receipt.run"), value: t("run.numbered", { number: proposal.run_number }) },
          { term: t("receipt.data"), value: run.data && `${format.date(run.data.created_at)} ${format.time(run.data.created_at)}` },
          { term: t("run.input"), value: run.data && <code className={styles.hash}>{run.data.input_sha256}</code> },
        ]}
      />
      <p className="small muted">
        <T id="receipt.note" />
      </p>
    </section>
  );
}
