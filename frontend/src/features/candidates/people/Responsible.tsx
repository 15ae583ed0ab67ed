import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formErrors } from "@/api/describe";
import { Problem } from "@/api/problem";
import { T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { Form } from "@/ui/Form";
import { Select } from "@/ui/Select";
import { TextField } from "@/ui/TextField";
import { toast } from "@/ui/toasts";
import { coachesQuery, type Outcome, type Row, sendWish, useRefresh } from "./api";
import { Inline } from "./Inline";

/** Who is responsible; handing over is changing it, with a word to the one who takes over. */
export function Responsible({ row }: { row: Row }) {
  const t = useT();
  if (!row.allowed_actions.includes("partial_update")) return <bdi>{row.coach.name}</bdi>;
  return (
    <Inline label={t("people.handOverOf", { name: row.name })} form={(close) => <HandOverForm row={row} onClose={close} />}>
      <bdi>{row.coach.name}</bdi>
    </Inline>
  );
}

/** The two fields of a hand-over, for one row or many. */
export function HandOverFields({ value, onChange, without }: { value: string | null; onChange: (coach: string | null) => void; without?: string }) {
  const t = useT();
  const { data } = useQuery(coachesQuery);
  const options = (data ?? []).filter(({ id }) => id !== without).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <Select label={t("people.newCoach")} name="coach" options={options} value={value} onChange={onChange} isRequired />
      <TextField label={t("people.note")} name="note" description={t("people.noteHelp")} rows={3} maxLength={1000} isRequired={false} />
    </>
  );
}

/** A row that was refused, as the error of a form. */
function refusal({ code, detail }: Outcome): Problem {
  return new Problem({ kind: code === "stale" ? "stale" : "conflict", status: 0, general: [detail] });
}

function HandOverForm({ row, onClose }: { row: Row; onClose: () => void }) {
  const t = useT();
  const refresh = useRefresh();
  const [coach, setCoach] = useState<string | null>(null);
  const change = useMutation({
    mutationFn: async (note: string) => {
      const { results } = await sendWish({ action: "hand_over", rows: [row], coach: coach ?? "", note });
      const [outcome] = results;
      if (!outcome || outcome.code !== "done") throw outcome ? refusal(outcome) : new Problem({ kind: "server", status: 0 });
      return outcome;
    },
    onSuccess: async (now) => {
      onClose();
      toast(t("people.handedOver", { name: row.name }), {
        undo: () =>
          void sendWish({ action: "update", rows: [{ id: row.id, version: now.version ?? 0, changes: { coach: row.coach.id } }] }).then(refresh),
      });
      await refresh();
    },
    onError: () => refresh(),
  });
  return (
    <Form errors={formErrors(change.error, t)} onSubmit={(data) => change.mutate(String(data.get("note") ?? ""))}>
      <HandOverFields value={coach} onChange={setCoach} without={row.coach.id} />
      <div className="row">
        <Button type="submit" variant="primary" size="sm" isPending={change.isPending}>
          <T id="people.handOver" />
        </Button>
        <Button size="sm" onPress={onClose}>
          <T id="ui.cancel" />
        </Button>
      </div>
    </Form>
  );
}
