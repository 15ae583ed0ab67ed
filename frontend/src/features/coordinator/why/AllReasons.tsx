import { describeProblem } from "@/api/describe";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { type Reason, ReasonList } from "@/ui/Lists";
import { SkeletonRows } from "@/ui/Skeleton";
import { ErrorState } from "@/ui/States";
import { type Proposal, signed, weeksOfWork } from "../words";
import { useWhy } from "./api";
import styles from "./why.module.css";

/** Everything that lies behind a proposal, in four answers: what holds, what it is worth, how close it was, what nobody knows. */
export function AllReasons({ proposal }: { proposal: Proposal }) {
  const t = useT();
  const format = useFormat();
  const { data, error, refetch } = useWhy(proposal.id);
  if (error) return <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows label={t("why.all")} rows={5} columns={1} />;
  const rules = [
    ...data.against.map((reason): Reason => ({ kind: "minus", text: reason.sentence_sv })),
    ...data.rules.map((reason): Reason => ({ kind: "must", text: reason.sentence_sv })),
  ];
  return (
    <div className={styles.answers}>
      <section>
        <h5>
          <T id="why.rules" />
        </h5>
        <ReasonList reasons={rules} />
      </section>
      <section>
        <h5>
          <T id="why.worth" values={{ value: weeksOfWork(format, data.value) }} />
        </h5>
        <table className={styles.parts}>
          <thead className="visually-hidden">
            <tr>
              <th scope="col">
                <T id="why.part" />
              </th>
              <th scope="col">
                <T id="why.weeks" />
              </th>
            </tr>
          </thead>
          <tbody>
            {data.value_parts.filter(({ value }) => Math.abs(value) >= 0.05).map(({ code, label, value }) => (
              <tr key={code}>
                <th scope="row">{label}</th>
                <td>{signed(format, value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section>
        <h5>
          <T id="why.margin" values={{ label: data.margin.label }} />
        </h5>
        {data.margin.sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </section>
      <section>
        <h5>
          <T id="why.missing" />
        </h5>
        {data.missing.length === 0 ? (
          <p>
            <T id="why.nothingMissing" />
          </p>
        ) : (
          <ReasonList
            reasons={data.missing.map(
              ({ sentence, may_block }): Reason => ({ kind: "missing", text: may_block ? t("why.mayBlock", { sentence }) : sentence }),
            )}
          />
        )}
      </section>
      <p className="small muted">
        <T id="why.run" values={{ number: String(data.run_number), sentence: data.run_sentence }} />
      </p>
    </div>
  );
}
