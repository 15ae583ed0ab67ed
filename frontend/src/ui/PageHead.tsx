import type { ReactNode } from "react";
import { useT } from "@/lib/intl";
import styles from "./PageHead.module.css";

interface PageHeadProps {
  title: string;
  /** The state of things in one sentence. */
  children?: ReactNode;
  /** The one primary action. */
  action?: ReactNode;
  /** Where we are, inside a case only. */
  back?: ReactNode;
  /** Beside the title: a Status. */
  status?: ReactNode;
}

/** Names the page, in the text and in the browser; the shell moves focus to the heading. */
export function PageHead({ title, children, action, back, status }: PageHeadProps) {
  const t = useT();
  return (
    <header className={styles.head}>
      <title>{t("app.documentTitle", { page: title })}</title>
      {back && <div className={styles.back}>{back}</div>}
      <div className={styles.line}>
        <h1 tabIndex={-1}>{title}</h1>
        {status}
      </div>
      {children && <div className={styles.state}>{children}</div>}
      {action && (
        <div className={styles.action} data-print="hide">
          {action}
        </div>
      )}
    </header>
  );
}
