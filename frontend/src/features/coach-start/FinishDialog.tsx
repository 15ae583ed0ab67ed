import { useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import { useDecision } from "@/api/decision";
import { describeProblem } from "@/api/describe";
import { ifMatch } from "@/api/version";
import { useT } from "@/lib/intl";
import { toast } from "@/ui/toasts";
import { LISTS } from "../candidates/queries";
import { FinishFields, type Finished, readFinished } from "../candidates/way/FinishFields";
import { EntryDialog } from "../candidates/card/EntryDialog";
import type { Todo } from "./queries";

interface FinishDialogProps {
  activity: NonNullable<Todo["activity"]>;
  person: Todo["candidate"];
  onClose: () => void;
}

/** An activity done where it stands, on the person's version as the list showed it. */
export function FinishDialog({ activity, person, onClose }: FinishDialogProps) {
  const t = useT();
  const queries = useQueryClient();
  const refresh = () => Promise.all(LISTS.map((queryKey) => queries.invalidateQueries({ queryKey })));
  const undo = (version: number) =>
    api
      .POST("/api/candidates/{id}/reopen_activity/", {
        params: { path: { id: person.id }, header: ifMatch({ version }) },
        body: { entry: activity.id },
      })
      .then(() => toast(t("coachStart.reopened", { what: activity.what })))
      .catch((problem: unknown) => toast(describeProblem(problem, t).what, { tone: "stop" }))
      .finally(() => void refresh());
  const decision = useDecision<{ version: number }, Finished, { version: number }>({
    object: activity,
    decide: async (seen, body) => {
      const { data } = await api.POST("/api/candidates/{id}/complete_activity/", {
        params: { path: { id: person.id }, header: ifMatch(seen) },
        body,
      });
      return data as { version: number };
    },
    touches: LISTS,
    onDone: ({ version }) => toast(t("coachStart.finished", { what: activity.what, name: person.name }), { undo: () => void undo(version) }),
  });
  return (
    <EntryDialog
      title={t("journey.finishTitle", { what: activity.what })}
      save={t("journey.finish")}
      card={{
        write: decision.decide,
        isPending: decision.isPending,
        error: decision.error,
        conflict: decision.conflict,
        // The list has the new version when it is drawn again: whoever looks decides anew there.
        showCurrent: () => {
          onClose();
          void decision.accept();
        },
      }}
      onClose={onClose}
      read={readFinished(activity.id)}
    >
      <FinishFields />
    </EntryDialog>
  );
}
