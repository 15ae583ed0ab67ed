import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { describeProblem, isKind } from "@/api/describe";
import { fetchSession, openLink, sessionQuery } from "@/api/session";
import { T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { PageHead } from "@/ui/PageHead";
import { ErrorState } from "@/ui/States";
import styles from "./LinkPage.module.css";

interface LinkPageProps {
  token: string;
  languages: ReactNode;
}

/** A candidate's way in. The link is used up only by the press: mail scanners and previews follow links too. */
export function LinkPage({ token, languages }: LinkPageProps) {
  const t = useT();
  const router = useRouter();
  const queries = useQueryClient();
  const open = useMutation({
    mutationFn: async () => {
      await openLink(token);
      return fetchSession();
    },
    onSuccess: (session) => {
      queries.clear();
      queries.setQueryData(sessionQuery.queryKey, session);
      // The used link must not lie in the history of a shared phone.
      router.history.replace("/");
    },
  });
  const isUsed = isKind(open.error, "validation") || isKind(open.error, "missing") || isKind(open.error, "conflict");
  return (
    <main id="innehall" className={styles.page}>
      {languages}
      <PageHead title={t("link.title")}>
        <T id="link.body" />
      </PageHead>
      <div className="stack">
        {open.error &&
          (isUsed ? (
            <ErrorState what={t("link.invalid")} lost={t("link.invalidLost")} now={t("link.invalidNow")} />
          ) : (
            <ErrorState {...describeProblem(open.error, t)} />
          ))}
        {!isUsed && (
          <div>
            <Button variant="primary" marked isPending={open.isPending} onPress={() => open.mutate()}>
              <T id="link.submit" />
            </Button>
          </div>
        )}
        <p className="small muted">
          <T id="link.shared" />
        </p>
      </div>
    </main>
  );
}
