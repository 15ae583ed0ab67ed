import { Banner, ConflictBanner, StaleBanner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { DataTable } from "@/ui/DataTable";
import { PageHead } from "@/ui/PageHead";
import { ProgressBar } from "@/ui/ProgressBar";
import { EmptyState, ErrorState } from "@/ui/States";

const nothing = () => undefined;

export function StatesView() {
  return (
    <>
      <PageHead title="Tillstånd">Tomt, laddar, fel, konflikt och gammalt.</PageHead>
      <div className="stack-lg">
        <section className="stack">
          <h2>Banderoller</h2>
          <Banner>Ingenting är sparat än.</Banner>
          <StaleBanner since="2026-03-02T09:42:00Z" onRefresh={nothing} />
          <ConflictBanner who="Sara" when="2026-03-02T09:41:00Z" onShow={nothing} />
          <ConflictBanner onShow={nothing} />
          <Banner tone="offline">Du är inte uppkopplad. Det du skrev finns kvar.</Banner>
        </section>
        <section className="stack">
          <h2>Körning</h2>
          <ProgressBar label="Optimerar" value={62} valueText="Bästa plan hittills: 604 placerade" />
          <ProgressBar label="Väntar på sin tur" />
        </section>
        <section className="stack">
          <h2>Tomt</h2>
          <EmptyState action={<Button variant="primary">Registrera deltagare</Button>}>
            Inget väntar på dig. Vill du registrera någon ny?
          </EmptyState>
        </section>
        <section className="stack">
          <h2>Fel</h2>
          <ErrorState
            what="Något gick fel hos oss."
            lost="Inget du skrev är borta."
            now="Försök igen om en stund."
            caseId="7F3K"
            onRetry={nothing}
          />
        </section>
        <section className="stack">
          <h2>Laddar</h2>
          <DataTable
            label="Förslag"
            columns={[1, 2, 3, 4].map((n) => ({ id: String(n), header: "", cell: () => null }))}
            rows={[]}
            rowKey={() => ""}
            isLoading
            empty={null}
          />
        </section>
      </div>
    </>
  );
}
