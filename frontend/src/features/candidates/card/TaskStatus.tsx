import { T } from "@/lib/intl";
import { Status } from "@/ui/Status";
import type { Candidate } from "../record/values";

/** Done, not done, or good to know if she wants to tell. */
export function TaskStatus({ task }: { task: Candidate["checklist"][number] }) {
  if (task.done) {
    return (
      <Status tone="done">
        <T id="card.done" />
      </Status>
    );
  }
  return <Status tone={task.optional ? "plain" : "draft"}>{<T id={task.optional ? "card.optional" : "card.notDone"} />}</Status>;
}
