import type { ReactNode } from "react";
import type { components } from "@/api/schema";
import { T } from "@/lib/intl";
import { Banner } from "@/ui/Banner";
import { TextLink } from "@/ui/Button";
import styles from "./form.module.css";

export type Advice = components["schemas"]["Warning"];

interface BlockProps {
  id: string;
  title: string;
  advice: readonly Advice[];
  children: ReactNode;
}

/** One of the form's four parts, with what the server advises about it. */
export function Block({ id, title, advice, children }: BlockProps) {
  return (
    <section aria-labelledby={id} className={styles.block}>
      <h2 id={id} className={styles.blockTitle}>
        {title}
      </h2>
      <AdviceList advice={advice} />
      {children}
    </section>
  );
}

/** Advice stops nothing; it says where to look once more. */
export function AdviceList({ advice }: { advice: readonly Advice[] }) {
  return advice.map(({ code, field, sentence, need_id: needId }) => (
    <Banner
      key={`${code}:${field}:${sentence}`}
      tone="notice"
      action={
        needId && (
          <TextLink href={`/behov/${needId}`}>
            <T id="needs.openOther" />
          </TextLink>
        )
      }
    >
      {sentence}
    </Banner>
  ));
}
