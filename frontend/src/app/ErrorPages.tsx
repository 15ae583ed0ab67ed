import { useRouter } from "@tanstack/react-router";
import { describeProblem } from "@/api/describe";
import { T, useT } from "@/lib/intl";
import { LinkButton } from "@/ui/Button";
import { PageHead } from "@/ui/PageHead";
import { ErrorState } from "@/ui/States";
import { Problem } from "@/api/problem";
import styles from "./ErrorPages.module.css";

const missing = new Problem({ kind: "missing", status: 404 });

/** The same words whether it does not exist or is not for you. */
export function NotFound() {
  const t = useT();
  const { now } = describeProblem(missing, t);
  return (
    <>
      <PageHead title={t("error.missingTitle")}>
        <T id="error.missing" />
      </PageHead>
      <div className="stack">
        <p>{now}</p>
        <div>
          <LinkButton href="/">
            <T id="common.home" />
          </LinkButton>
        </div>
      </div>
    </>
  );
}

/** The same before there is any frame: the first call of the page failed. */
export function BareError({ error }: { error: unknown }) {
  return (
    <main id="innehall" className={styles.bare}>
      <RouteError error={error} />
    </main>
  );
}

/** Before there is any frame. */
export function BarePending() {
  return (
    <main id="innehall" className={styles.bare}>
      <h1>
        <T id="app.name" />
      </h1>
      <Pending />
    </main>
  );
}

export function Pending() {
  return (
    <p role="status" className="muted">
      <T id="app.loading" />
    </p>
  );
}

/** Catches what a page throws while it loads or draws; the frame stays. */
export function RouteError({ error }: { error: unknown }) {
  const t = useT();
  const router = useRouter();
  if (error instanceof Problem && error.kind === "missing") return <NotFound />;
  return (
    <>
      <PageHead title={t("error.serverTitle")} />
      <ErrorState {...describeProblem(error, t)} onRetry={() => void router.invalidate()} />
    </>
  );
}
