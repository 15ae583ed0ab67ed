import type { Candidate } from "../record/values";
import { HourAccounts } from "./HourAccounts";

/** The way to a job: what has been done and what comes. */
export function Way({ candidate }: { candidate: Candidate }) {
  return (
    <div className="stack-lg">
      <HourAccounts candidate={candidate} />
    </div>
  );
}
