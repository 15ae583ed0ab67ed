import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useLocation, useRouter } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { logIn } from "@/api/auth";
import { describeProblem } from "@/api/describe";
import { type DemoAccount, fetchSession, sessionQuery } from "@/api/session";
import { T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { PageHead } from "@/ui/PageHead";
import { ErrorState } from "@/ui/States";
import { Drawing } from "./Drawing";
import { LoginForm } from "./LoginForm";
import styles from "./LoginPage.module.css";

/** Only a path on this site; anything else would let a link send people elsewhere after login. */
export function safeNext(wanted: string | undefined): string {
  return wanted && /^\/(?![/\\])/.test(wanted) ? wanted : "/";
}

export function LoginPage() {
  const t = useT();
  const router = useRouter();
  const queries = useQueryClient();
  const { search } = useLocation();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const [picked, setPicked] = useState<DemoAccount>();

  const enter = async () => {
    queries.clear();
    queries.setQueryData(sessionQuery.queryKey, await fetchSession());
    router.history.push(safeNext((search as Record<string, string>).vidare));
  };
  const demo = useMutation({
    mutationFn: (account: DemoAccount) => logIn(account.email, account.password),
    onSuccess: enter,
  });
  const pick = (account: DemoAccount) => {
    setPicked(account);
    demo.mutate(account);
  };

  return (
    <div className={styles.page}>
      <header className={styles.picture}>
        <Drawing caption={t("login.drawing")} />
        <div className={styles.promise}>
          <p className={styles.lead}>
            <T id="login.promise" />
          </p>
          <p>
            <T id="login.promiseBody" />
          </p>
        </div>
      </header>
      <main id="innehall" className={styles.main}>
        <p className={styles.brand}>
          <T id="app.name" />
        </p>
        <PageHead title={t("login.title")}>{session.demo && <T id="app.demo" />}</PageHead>
        <LoginForm key={picked?.email ?? ""} email={picked?.email} onDone={() => void enter()} />
        {session.demo && session.demo_accounts && session.demo_accounts.length > 0 && (
          <section className={styles.demo} aria-labelledby="prova">
            <h2 id="prova">
              <T id="login.demoTitle" />
            </h2>
            <p className="small muted">
              <T id="login.demoHelp" />
            </p>
            {demo.error && <ErrorState {...describeProblem(demo.error, t)} />}
            <ul className={styles.roles}>
              {session.demo_accounts.map((account) => (
                <li key={account.email}>
                  <Button
                    variant="quiet"
                    isPending={demo.isPending && picked?.email === account.email}
                    onPress={() => pick(account)}
                  >
                    <span className={styles.role}>
                      <strong>
                        {account.label}
                      </strong>
                      <span className="small muted">{account.description}</span>
                    </span>
                    <ArrowRight size={18} aria-hidden="true" data-flip />
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </main>
    </div>
  );
}
