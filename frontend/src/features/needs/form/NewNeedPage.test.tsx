import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { referenceQuery } from "@/api/reference";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import { need } from "../testing/need";
import type { Need } from "../words";
import { NewNeedPage } from "./NewNeedPage";

const reference = {
  rungs: [{ value: 0, name_sv: "Lärling" }],
  occupations: [
    {
      code: "traarbetare",
      name_sv: "Träarbetare",
      ssyk2012: "7111",
      typical_task_demands: ["tunga-lyft"],
      levels: [{ rung: 0, name_sv: "Lärling, träarbetare", min_age: 18 }],
    },
  ],
  skills: [
    { code: "s1", name_sv: "Asfalt" },
    { code: "s2", name_sv: "Bjälklag" },
  ],
  skills_by_ssyk: { 7111: [{ skill: "s2", level: "core" }, { skill: "s1", level: "entry" }] },
  certificates: [{ code: "HETA", name_sv: "Heta arbeten", all_trades: true, trades_ssyk: [] }],
  licences: [{ code: "B", name_sv: "Personbil" }],
  language_levels: [{ value: 1, name_sv: "A1" }],
  task_demands: [{ code: "tunga-lyft", name_sv: "Tunga lyft" }],
};
const known = [[referenceQuery.queryKey, reference]] as const;
const server = serverForTests();
const ADVICE = {
  code: "similar_need",
  field: "occupation",
  sentence: "Liknar behov 105. Öka antalet där i stället?",
  need_id: "105",
};

const COST = { kind: "certificate", code: "HETA", people: 34 };

/** One project, and a store that keeps what is posted. `advice` is what the API says about it. */
function backend({ advice = [] as Need["warnings"] } = {}) {
  const sent: [string, unknown, string | null][] = [];
  const draft = need({ id: "n9", version: 1, state: { code: "draft", label: "Utkast" }, allowed_actions: ["submit"], warnings: advice });
  server.use(
    http.get("/api/projects/", () =>
      HttpResponse.json({
        count: 1,
        next: null,
        previous: null,
        results: [
          {
            id: need().project.id,
            name: "Sonfjället 2",
            municipality: { code: "0180", name: "Stockholm" },
            start_date: "2030-01-07",
            duration_weeks: 50,
            tutor_hours_per_week: 32,
          },
        ],
      }),
    ),
    http.get("/api/needs/", () => HttpResponse.json({ count: 0, next: null, previous: null, results: [] })),
    http.post("/api/projects/:id/head-count/", async ({ request }) => {
      const body = (await request.json()) as { requirements: { must: unknown[] } };
      const asks = body.requirements.must.length > 0;
      return HttpResponse.json({ people: asks ? null : 34, fewest: 5, without: asks ? [COST] : [], costliest: asks ? COST : null, warnings: advice });
    }),
    http.post("/api/needs/", async ({ request }) => {
      const body = (await request.json()) as Record<string, unknown>;
      sent.push(["create", body, null]);
      return HttpResponse.json(draft, { status: 201 });
    }),
    http.post("/api/needs/n9/submit/", ({ request }) => {
      sent.push(["submit", null, request.headers.get("If-Match")]);
      return HttpResponse.json({ ...draft, version: 2, state: { code: "in_review", label: "Granskas" } });
    }),
  );
  return sent;
}

const list = (name: string) => screen.getByRole("region", { name });

async function chooseTrade(user: ReturnType<typeof userEvent.setup>) {
  await user.type(await screen.findByRole("combobox", { name: "Yrke" }), "Trä");
  await user.click(await screen.findByRole("option", { name: /Träarbetare/u }));
}

describe("posting a need", () => {
  it("asks for at most twelve things", async () => {
    backend();
    renderPage(<NewNeedPage />, { known });
    await screen.findByRole("combobox", { name: "Yrke" });
    const fields = [...document.querySelectorAll<HTMLElement>("form [data-field]")];
    const folded = fields.filter((field) => field.closest("[hidden], [aria-hidden=true]"));
    expect(fields.length - folded.length).toBeLessThanOrEqual(12);
    expect(fields.length - folded.length).toBeGreaterThan(8);
  });

  it("fills in the only project and a start in it, and sends draft and submission", async () => {
    const user = userEvent.setup();
    const sent = backend();
    const { address } = renderPage(<NewNeedPage />, { known, at: "/behov/nytt", route: "/behov/nytt" });
    await chooseTrade(user);
    await user.click(screen.getByRole("button", { name: "Skicka till samordnaren" }));
    await waitFor(() => expect(sent.map(([what]) => what)).toEqual(["create", "submit"]));
    expect(sent[0]?.[1]).toMatchObject({
      project: need().project.id,
      occupation: "traarbetare",
      start_date: "2030-01-07",
      end_date: "2030-04-01",
      steps: [{ start_date: "2030-01-07", end_date: "2030-04-01", headcount: 1 }],
      task_demands: ["tunga-lyft"],
      requirements: { must: [], nice: [], teach: [] },
    });
    expect(sent[1]?.[2]).toBe('"1"');
    await waitFor(() => expect(address()).toBe("/behov/n9"));
  });

  it("saves but does not send when there is advice, and sends on the second word", async () => {
    const user = userEvent.setup();
    const sent = backend({ advice: [ADVICE] });
    const { address } = renderPage(<NewNeedPage />, { known, at: "/behov/nytt", route: "/behov/nytt" });
    await chooseTrade(user);
    await user.click(screen.getByRole("button", { name: "Skicka till samordnaren" }));
    expect(await screen.findByText(ADVICE.sentence)).toBeVisible();
    expect(sent.map(([what]) => what)).toEqual(["create"]);
    expect(address()).toBe("/behov/nytt");
    await user.click(screen.getByRole("button", { name: "Skicka ändå till samordnaren" }));
    // The draft is there already: it is sent, not made again.
    await waitFor(() => expect(sent.map(([what]) => what)).toEqual(["create", "submit"]));
  });

  it("names what is missing and sends nothing", async () => {
    const user = userEvent.setup();
    const sent = backend();
    renderPage(<NewNeedPage />, { known });
    await screen.findByRole("combobox", { name: "Yrke" });
    await user.click(screen.getByRole("button", { name: "Spara utkast" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Fyll i Yrke.");
    expect(sent).toEqual([]);
  });

  it("shows the server's word about a row at the number, and keeps what was written", async () => {
    const user = userEvent.setup();
    backend();
    server.use(
      http.post("/api/needs/", () =>
        HttpResponse.json(
          { type: "validation_error", errors: [{ code: "invalid", detail: "Högst 500.", attr: "steps.0.headcount" }] },
          { status: 400 },
        ),
      ),
    );
    renderPage(<NewNeedPage />, { known });
    await chooseTrade(user);
    await user.click(screen.getByRole("button", { name: "Spara utkast" }));
    expect(await screen.findByRole("button", { name: "Högst 500." })).toBeVisible();
    expect(screen.getByRole("combobox", { name: "Yrke" })).toHaveValue("Träarbetare");
  });
});

describe("the live count", () => {
  it("says how many can start and what each requirement costs, and never a small number", async () => {
    const user = userEvent.setup();
    backend();
    renderPage(<NewNeedPage />, { known });
    expect(await screen.findByText("Välj projekt, yrke och dagar, så räknas det här.")).toBeVisible();
    await chooseTrade(user);
    expect(await screen.findByText("34")).toBeVisible();
    const box = screen.getByRole("combobox", { name: /Kompetens, intyg/u });
    await user.click(box);
    await user.keyboard("1Heta");
    await user.click(await screen.findByRole("option", { name: /Heta arbeten/u }));
    expect(await screen.findByText("Färre än 5")).toBeVisible();
    expect(screen.getByText("Färre än 5 kan börja. Mest kostar Heta arbeten: utan det kravet 34 personer.")).toBeVisible();
    expect(within(list("Måste ha")).getByText("utan: 34")).toBeVisible();
    expect(screen.getByText("Utan Heta arbeten: 34")).toBeVisible();
  });

  it("lets the need be written when the count fails", async () => {
    const user = userEvent.setup();
    backend();
    server.use(http.post("/api/projects/:id/head-count/", () => HttpResponse.json({}, { status: 500 }), { once: true }));
    renderPage(<NewNeedPage />, { known });
    await chooseTrade(user);
    expect(await screen.findByText(/gick inte att räkna just nu/u)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Försök igen" }));
    expect(await screen.findByText("34")).toBeVisible();
  });
});

describe("requirements", () => {
  it("are filled in from the trade's template, as what is taught, and once", async () => {
    const user = userEvent.setup();
    backend();
    renderPage(<NewNeedPage />, { known });
    await chooseTrade(user);
    await user.click(screen.getByRole("button", { name: "Fyll i yrkets mall: 1 sak ni lär ut" }));
    expect(within(list("Lär vi ut")).getByText("Asfalt")).toBeVisible();
    expect(screen.queryByRole("button", { name: /yrkets mall/u })).toBeNull();
  });

  it("are added to the list a digit chose, moved by digits and taken away", async () => {
    const user = userEvent.setup();
    backend();
    renderPage(<NewNeedPage />, { known });
    const box = await screen.findByRole("combobox", { name: /Kompetens, intyg/u });
    await user.click(box);
    await user.keyboard("3Heta");
    await user.click(await screen.findByRole("option", { name: /Heta arbeten/u }));
    expect(within(list("Lär vi ut")).getByText("Heta arbeten")).toBeVisible();

    within(list("Lär vi ut")).getByRole("button", { name: "Flytta eller ta bort Heta arbeten" }).focus();
    await user.keyboard("1");
    expect(within(list("Måste ha")).getByText("Heta arbeten")).toBeVisible();
    expect(within(list("Lär vi ut")).queryByText("Heta arbeten")).toBeNull();

    within(list("Måste ha")).getByRole("button", { name: "Flytta eller ta bort Heta arbeten" }).focus();
    await user.keyboard("{Delete}");
    expect(screen.queryByText("Heta arbeten")).toBeNull();
  });
});
