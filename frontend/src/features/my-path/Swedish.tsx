import type { ReactNode } from "react";
import { useLocaleName } from "@/lib/intl";

/** The same for a part of a message: `<swedish>{company}</swedish>`. */
export const inSwedish = (chunks: ReactNode[]) => <Swedish>{chunks}</Swedish>;

/** Names of work, places and reasons come in Swedish: said so, for screen readers and for the direction. */
export function Swedish({ children }: { children: ReactNode }) {
  const locale = useLocaleName();
  return locale === "sv" ? (
    <bdi>{children}</bdi>
  ) : (
    <bdi lang="sv" dir="ltr">
      {children}
    </bdi>
  );
}
