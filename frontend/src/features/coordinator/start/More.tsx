import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { LinkButton } from "@/ui/Button";
import styles from "./start.module.css";

/** The way from a few rows to all of them. */
export function More({ href, children }: { href: string; children: ReactNode }) {
  return (
    <p className={styles.more}>
      <LinkButton size="sm" variant="quiet" href={href} icon={ArrowRight}>
        {children}
      </LinkButton>
    </p>
  );
}
