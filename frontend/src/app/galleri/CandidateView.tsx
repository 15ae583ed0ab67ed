import { Button } from "@/ui/Button";
import { Disclosure } from "@/ui/Disclosure";
import { TimelineList } from "@/ui/Lists";
import { PageHead } from "@/ui/PageHead";
import { ErrorState } from "@/ui/States";
import { describeProblem } from "@/api/describe";
import { Problem } from "@/api/problem";
import { useT } from "@/lib/intl";
import { STEPS } from "./samples";

export function CandidateView() {
  const t = useT();
  return (
    <>
      <PageHead title={t("nav.candidate.path")}>
        <span lang="sv">Måndag 3 mars kl 8.00. Kom till Kistagången 2.</span>
      </PageHead>
      <div className="stack-lg" lang="sv">
        <div className="row">
          <Button variant="primary" marked>
            Jag kommer
          </Button>
          <Button>Jag kan inte</Button>
          <Button variant="quiet">Jag förstår inte</Button>
        </div>
        <TimelineList label="Min väg" steps={STEPS} />
        <Disclosure title="Varför det här jobbet?" level={2} isOpen>
          <p>Du vill jobba med golv. Det är 34 minuter hem. Handledaren talar ditt språk.</p>
        </Disclosure>
      </div>
      <ErrorState {...describeProblem(new Problem({ kind: "offline", status: 0 }), t)} onRetry={() => undefined} />
    </>
  );
}
