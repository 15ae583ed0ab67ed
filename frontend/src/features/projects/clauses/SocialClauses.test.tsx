import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import type { Project } from "../words";
import { changedFields, type ClauseModel, type ClauseReport, type ContractRow, emptyDraft, toNew } from "./draft";
import { SocialClauses } from "./SocialClauses";

const server = serverForTests();
const project = { id: "p1", name: "Kvarteret" } as Project;
const model: ClauseModel = {
  code: "egna-platser",
  name: "Egen regel",
  measure: "places",
  rule: "Så många platser som avtalet säger.",
  chosen: ["places", "free_months"],
  defaults: { places: 1, free_months: 0 },
  valid_from: null,
  valid_to: null,
  source: "Avtalet",
  verification: { code: "assumption", label: "Antagande – ändra vid behov" },
  note: "Skriv avtalets egen.",
};
const contract: ContractRow = {
  id: "c1",
  project: "p1",
  buyer: "Påhittad beställare",
  number: "2026-7",
  value_sek: 100_000_000,
  purchase: "works",
  purchase_label: "Entreprenad",
  start_date: "2026-01-01",
  end_date: "2026-03-01",
  full_time_people: null,
  planned_hours: null,
  model,
  version: 1,
};
const report: ClauseReport = {
  contract: "c1",
  as_of: "2026-02-01",
  sentence: "Avtalet kräver 2 platser. 0,17 är uppfyllt och 0 planerat: 1,83 saknas.",
  measure: "places",
  unit: "platser",
  is_hidden: false,
  totals: { required: 2, fulfilled: 0.17, planned: 0, missing: 1.83, bonus_sek: 0 },
  months: [
    { month: "2026-01-01", required: 1.05, fulfilled: 0.17, planned: 0, missing: 0.88, assumed: false },
    { month: "2026-02-01", required: null, fulfilled: 0, planned: 0, missing: null, assumed: false },
  ],
  notes: [
    { text: "Antalet heltider är inte angivet.", is_assumption: false },
    { text: "Kravet fördelas jämnt.", is_assumption: true },
  ],
};

function backend(answer: ClauseReport = report, contracts: ContractRow[] = [contract]) {
  server.use(
    http.get("/api/contracts/", () =>
      HttpResponse.json({ count: contracts.length, next: null, previous: null, results: contracts }),
    ),
    http.get("/api/clause-reports/c1/", () => HttpResponse.json(answer)),
  );
}

describe("social clauses", () => {
  it("say in a sentence how it stands, and month by month", async () => {
    backend();
    renderPage(<SocialClauses project={project} />);
    expect(await screen.findByText(report.sentence)).toBeVisible();
    const table = screen.getByRole("table", { name: "Avtal 2026-7 månad för månad, platser" });
    const rows = within(table).getAllByRole("row").map((row) => row.textContent?.replaceAll("\u00A0", " "));
    expect(rows).toEqual([
      "MånadKrävtUppfylltPlaneratSaknas hittills",
      "jan. 20261,050,170,000,88",
      "feb. 2026–0,000,00–",
      "Hela avtalet2,000,170,001,83",
    ]);
    expect(screen.getByText("Antalet heltider är inte angivet.")).toBeVisible();
  });

  it("tell rule and assumptions to who asks", async () => {
    backend();
    renderPage(<SocialClauses project={project} />);
    await userEvent.click(await screen.findByRole("button", { name: "Så räknar vi: regeln och 1 antagande" }));
    expect(screen.getByText("Antagande: Kravet fördelas jämnt.")).toBeVisible();
    expect(screen.getByText(model.rule)).toBeVisible();
  });

  it("show no table of what may not be told", async () => {
    backend({ ...report, is_hidden: true, totals: null, months: [], sentence: "Var deltagarna bor visas inte." });
    renderPage(<SocialClauses project={project} />);
    expect(await screen.findByText("Var deltagarna bor visas inte.")).toBeVisible();
    expect(screen.queryByRole("table")).toBeNull();
  });

  it("offer the first contract where there is none", async () => {
    backend(report, []);
    renderPage(<SocialClauses project={project} />);
    expect(await screen.findByRole("link", { name: "Lägg in ett avtal" })).toHaveAttribute("href", "/projekt/p1/avtal/nytt");
  });
});

describe("the contract's draft", () => {
  it("sends the figures the clause lets the contract choose, with its defaults", () => {
    const body = toNew("p1", emptyDraft(), { model: model.code, figures: { places: 3 }, municipality: "0180" }, model);
    expect(body).toMatchObject({ project: "p1", model: "egna-platser", places: 3, free_months: 0 });
    expect(body).not.toHaveProperty("municipality");
    expect(body).not.toHaveProperty("share_percent");
  });

  it("knows what was changed", () => {
    const base = emptyDraft();
    expect(changedFields(base, { ...base, value_sek: 5, hours: [] })).toEqual(["value_sek"]);
  });
});
