import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { serverForTests } from "@/lib/testing/server";
import { openPage } from "../testing/page";
import { NEED_BARS, START } from "../testing/samples";
import type { Need } from "../words";
import { needQuery, NeedsPage } from "./NeedsPage";

const server = serverForTests();

const NEED: Need = {
  id: "n1",
  number: 231,
  project: { id: "j1", name: "Slakthuset 3", developer: "", municipality: { code: "0180", name: "Stockholm" } },
  occupation: { code: "golv", name: "Golvläggare" },
  min_rung: { code: 1, label: "Utan yrkesbevis" },
  employment_form: { code: "apprentice", label: "Lärling" },
  start_date: "2026-03-16",
  end_date: "2026-09-14",
  start_week: "v. 12 2026",
  end_week: "v. 37 2026",
  headcount_peak: 4,
  steps: [{ start_date: "2026-03-16", end_date: "2026-09-14", headcount: 4, booked: 1 }],
  bars: NEED_BARS,
  state: { code: "in_review", label: "Granskas" },
  state_since: "2026-03-01T09:00:00+01:00",
  answer_by: null,
  allowed_actions: ["publish", "return_to_company", "close"],
  version: 2,
  hours_per_week: 40,
  tutor_hours_per_person: 3,
  max_delay_weeks: 0,
  min_language_level: 1,
  minimum_age: 18,
  description: "Vi lägger golv i par.",
  task_demands: [],
  requirements: { must: [{ kind: "certificate", code: "SCT", name: "Safe Construction Training" }], nice: [], teach: [] },
  warnings: [{ code: "like", field: "occupation", sentence: "Liknar behov 85.", need_id: "n2" }],
};

function backend() {
  const sent: unknown[] = [];
  server.use(
    http.get("/api/start/coordinator/", () => HttpResponse.json({ ...START, needs_to_publish: 1 })),
    http.get("/api/runs/", () => HttpResponse.json({ count: 0, next: null, previous: null, results: [] })),
    http.get("/api/reference/", () => HttpResponse.json({ occupations: [], language_levels: [{ value: 1, name_sv: "A1" }] })),
    http.get("/api/needs/", () => HttpResponse.json({ count: 1, next: null, previous: null, results: [NEED] })),
    http.get("/api/needs/:id/", () => HttpResponse.json(NEED)),
    http.get("/api/needs/:id/history/", () => HttpResponse.json([])),
    http.post("/api/needs/:id/:action/", async ({ request, params }) => {
      const text = await request.text();
      sent.push([params.action, request.headers.get("If-Match"), text ? JSON.parse(text) : null]);
      return HttpResponse.json(NEED);
    }),
  );
  return sent;
}

describe("needs to review", () => {
  it("reads several states from the address and nothing it does not know", () => {
    expect(needQuery({ lage: "open,partly_filled,draft", sort: "-number", sida: "2" })).toEqual({
      state: ["open", "partly_filled"],
      ordering: ["-number"],
      page: 2,
      page_size: 25,
    });
    expect(needQuery({ lage: "draft", sort: "x" })).toEqual({ ordering: ["start_date"], page_size: 25 });
  });

  it("shows the whole need with its warning, and publishes it on the version seen", async () => {
    const sent = backend();
    openPage(NeedsPage, "/behov?lage=in_review");
    await userEvent.click(await screen.findByRole("row", { name: /Golvläggare, behov 231/ }));
    const pane = await screen.findByRole("region", { name: "Behov 231" });
    expect(pane).toHaveTextContent("Liknar behov 85.");
    expect(pane).toHaveTextContent("Måste haSafe Construction Training intyg");
    expect(pane).toHaveTextContent("Bra att haInget");
    expect(pane).toHaveTextContent("v. 12 till 37, från mån 16 mars41");
    await userEvent.click(within(pane).getByRole("button", { name: "Publicera" }));
    expect(await screen.findByText("Behov 231 är öppet och med i nästa körning.")).toBeVisible();
    expect(sent).toEqual([["publish", '"2"', null]]);
  });

  it("sends back only with a reason", async () => {
    const sent = backend();
    openPage(NeedsPage, "/behov?visa=n1");
    await userEvent.click(await screen.findByRole("button", { name: "Skicka tillbaka" }));
    const dialog = await screen.findByRole("dialog", { name: "Skicka tillbaka behov 231" });
    await userEvent.click(within(dialog).getByRole("button", { name: "Skicka tillbaka" }));
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("Fyll i Skäl.");
    expect(sent).toEqual([]);
    await userEvent.type(within(dialog).getByRole("textbox"), "Skriv språk, inte modersmål.");
    await userEvent.click(within(dialog).getByRole("button", { name: "Skicka tillbaka" }));
    await waitFor(() => expect(sent).toEqual([["return_to_company", '"2"', { reason: "Skriv språk, inte modersmål." }]]));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  });
});
