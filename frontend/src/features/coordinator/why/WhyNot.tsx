import { useState } from "react";
import { T, useT } from "@/lib/intl";
import { SearchField } from "@/ui/SearchField";
import { Segmented } from "@/ui/Segmented";
import { Skeleton } from "@/ui/Skeleton";
import type { Proposal } from "../words";
import { type Pair, useNeeds, usePeople } from "./api";
import { Choices } from "./Choices";
import { WhyNotAnswer } from "./WhyNotAnswer";
import styles from "./why.module.css";

type Side = "person" | "need";

interface Choice {
  id: string;
  name: string;
  about: string;
}

/** "Why not somebody else here?" and "why not another place for her?", asked of the run the proposal came from. */
export function WhyNot({ proposal, onOptimise }: { proposal: Proposal; onOptimise: () => void }) {
  const t = useT();
  const [side, setSide] = useState<Side>("person");
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<Choice | null>(null);
  const turn = (next: string) => {
    setSide(next as Side);
    setText("");
    setChosen(null);
  };
  const pair: Pair | null =
    chosen &&
    (side === "person"
      ? { candidate: chosen.id, need: proposal.need.id }
      : { candidate: proposal.candidate.id, need: chosen.id });
  return (
    <div className={styles.whyNot} data-print="hide">
      <Segmented
        label={t("whyNot.title")}
        value={side}
        onChange={turn}
        options={[
          { value: "person", label: t("whyNot.person") },
          { value: "need", label: t("whyNot.need") },
        ]}
      />
      <SearchField
        key={side}
        label={t(side === "person" ? "whyNot.findPerson" : "whyNot.findNeed")}
        value={text}
        onSearch={(next) => {
          setText(next);
          setChosen(null);
        }}
      />
      {side === "person" ? (
        <People text={text} except={proposal.candidate.id} chosen={chosen?.id} onChoose={setChosen} />
      ) : (
        <Needs text={text} except={proposal.need.id} chosen={chosen?.id} onChoose={setChosen} />
      )}
      {pair && <WhyNotAnswer key={`${pair.candidate}:${pair.need}`} run={proposal.run_id} pair={pair} onOptimise={onOptimise} />}
    </div>
  );
}

interface FoundProps {
  text: string;
  /** The proposal's own; that question is already answered. */
  except: string;
  chosen: string | undefined;
  onChoose: (choice: Choice) => void;
}

function People({ text, except, ...props }: FoundProps) {
  const { data, isFetching } = usePeople(text);
  const rows = data?.results.map(({ id, name, municipality }) => ({ id, name, about: municipality?.name ?? "" }));
  return <Found text={text} rows={rows?.filter(({ id }) => id !== except)} isFetching={isFetching} {...props} />;
}

function Needs({ text, except, ...props }: FoundProps) {
  const t = useT();
  const { data, isFetching } = useNeeds(text);
  const rows = data?.results.map(({ id, number, occupation, project }) => ({
    id,
    name: t("review.needTitle", { occupation: occupation.name, number: String(number) }),
    about: project.name,
  }));
  return <Found text={text} rows={rows?.filter(({ id }) => id !== except)} isFetching={isFetching} {...props} />;
}

interface FoundRowsProps extends Omit<FoundProps, "except"> {
  rows: Choice[] | undefined;
  isFetching: boolean;
}

function Found({ text, rows, isFetching, chosen, onChoose }: FoundRowsProps) {
  if (text.trim().length < 2) {
    return (
      <p className="small muted">
        <T id="whyNot.hint" />
      </p>
    );
  }
  if (!rows) return isFetching ? <Skeleton width="lg" /> : null;
  if (rows.length === 0) {
    return (
      <p className="small" role="status">
        <T id="whyNot.nobody" values={{ text }} />
      </p>
    );
  }
  const picked = rows.filter(({ id }) => id === chosen);
  return <Choices rows={picked.length > 0 ? picked : rows} chosen={chosen} onChoose={onChoose} />;
}
