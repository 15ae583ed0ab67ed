import type { Candidate } from "../record/values";
import { HourAccounts } from "./HourAccounts";
import { Journey } from "./Journey";
import styles from "./way.module.css";

/** The way to a job: what has been done and what comes. */
export function Way({ candidate }: { candidate: Candidate }) {
  return (
    <div className={styles.way}>
      <Journey candidate={candidate} />
      <HourAccounts candidate={candidate} />
    </div>
  );
}
