import type { ReactNode } from "react";
import { T } from "@/lib/intl";
import { Button } from "./Button";
import styles from "./States.module.css";

interface EmptyStateProps {
  /** One sentence: why it is empty, or what to do next. */
  children: ReactNode;
  /** One button. */
  action?: ReactNode;
}

export function EmptyState({ children, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <p>{children}</p>
      {action}
    </div>
  );
}

export interface ErrorStateProps {
  /** What happened. */
  what: string;
  /** Whether anything was lost. */
  lost: string;
  /** What to do now. */
  now: string;
  /** Names the event in our logs; read over the phone, so short. */
  caseId?: string | null;
  onRetry?: () => void;
}

/** Every error answers the same three questions. It replaces the part that failed, not the page. */
export function ErrorState({ what, lost, now, caseId, onRetry }: ErrorStateProps) {
  return (
    <div className={styles.error} role="alert">
      <p className={styles.what}>{what}</p>
      <p>{lost}</p>
      <p>{now}</p>
      {caseId && (
        <p className="small muted">
          <T id="error.caseId" values={{ id: caseId }} />
        </p>
      )}
      {onRetry && (
        <Button onPress={onRetry}>
          <T id="ui.retry" />
        </Button>
      )}
    </div>
  );
}
