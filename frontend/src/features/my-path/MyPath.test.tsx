import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it, vi } from "vitest";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import { MyPath } from "./MyPath";
import { phasesOf } from "./steps";
import type { MyPath as Data, MyProposal } from "./types";
import { inSentence } from "./why";

const WORK = {
  kind: "work",
  title: "Golvläggare på Stålklockan 1",
  place: "Stockholm",
  start_date: "2031-03-03",
  end_date: "2031-09-01",
  status: "later",
} as const;
const QUESTION: MyProposal = {
  id: "p1",
  version: 4,
  state: "asked",
  state_label: "Deltagaren tillfrågad",
  occupation: "Golvläggare",
  project: "Stålklockan 1",
  company: "Låtsas Entreprenad",
  municipality: "Stockholm",
  employment_form: "Introduktionsjobb",
  shift_start: "07.00",
  hours_per_week: 40,
  start_date: "2031-03-03",
  end_date: "2031-09-01",
  travel_minutes: 33.6,
  answer_by: "2031-01-10",
  reasons: [
    { code: "trade", kind: "met", sentence_sv: "Vill arbeta som Golvläggare." },
    { code: "travel_time", kind: "met", sentence_sv: "Restiden är 34 minuter." },
    { code: "licence", kind: "met", sentence_sv: "Har körkort B." },
  ],
  steps: [
    { kind: "course", title: "Heta arbeten", place: "Solna", start_date: "2031-02-03", end_date: "2031-02-04", status: "later" },
    WORK,
  ],
  allowed_actions: ["accept", "decline"],
};
const SEARCHING: Data = {
  first_name: "Amina",
  preferred_language: "so",
  state: "ready",
  state_label: "Klar för matchning",
  coach: { name: "Sara Övning", organisation: "Jobbtorg Farsta", email: "sara@exempel.test" },
  question: null,
  current: null,
  ended: null,
  placement_state: null,
  decline_reasons: [],
};
const ASKED: Data = { ...SEARCHING, state: "asked", question: QUESTION };

const server = serverForTests();

/** The page's own endpoint and the two answers; `answers` holds what arrived. */
function backend(first: Data) {
  const state = { page: first, answers: [] as unknown[] };
  const answer = (after: Data) =>
    async ({ request }: { request: Request }) => {
      state.answers.push([new URL(request.url).pathname, request.headers.get("If-Match"), await request.text()]);
      state.page = after;
      return HttpResponse.json({ ...QUESTION, state: after.ended ? "declined" : "accepted", version: 5 });
    };
  server.use(
    http.get("/api/my-path/", () => HttpResponse.json(state.page)),
    http.post("/api/my-path/p1/accept/", answer({ ...SEARCHING, state: "accepted", current: { ...QUESTION, state: "accepted" } })),
    http.post(
      "/api/my-path/p1/decline/",
      answer({ ...SEARCHING, ended: { state: "declined", occupation: "Golvläggare", company: "Låtsas Entreprenad" } }),
    ),
  );
  return state;
}

const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));

describe("my path, asked", () => {
  it("says yes in two presses, on the version seen, and then waits for the company", async () => {
    const state = backend(ASKED);
    renderPage(<MyPath />);
    expect(await screen.findByText(/^Vill du jobba som/)).toHaveTextContent("Vill du jobba som golvläggare hos Låtsas Entreprenad?");
    await press("Ja");
    expect(state.answers).toEqual([]);
    expect(screen.getByRole("heading", { name: "Du säger ja" })).toHaveFocus();
    await press("Ja, det stämmer");
    expect(await screen.findByText("Du sa ja. Nu väntar vi på företaget.")).toBeVisible();
    expect(state.answers).toEqual([["/api/my-path/p1/accept/", '"4"', ""]]);
    expect(screen.getByRole("heading", { name: "Nästa steg" })).toHaveFocus();
  });

  it("says no without a reason", async () => {
    const state = backend(ASKED);
    renderPage(<MyPath />);
    await screen.findByRole("button", { name: "Nej" });
    await press("Nej");
    await press("Skicka nej");
    expect(await screen.findByText(/^Du sa nej till/)).toHaveTextContent("Du sa nej till Låtsas Entreprenad. Det är okej.");
    expect(state.answers).toEqual([["/api/my-path/p1/decline/", '"4"', '{"reason_code":"not_said"}']]);
  });

  it("sends the reason chosen, and can go back without sending", async () => {
    const state = backend(ASKED);
    renderPage(<MyPath />);
    await screen.findByRole("button", { name: "Nej" });
    await press("Nej");
    await press("Tillbaka");
    await press("Nej");
    await userEvent.click(screen.getByRole("radio", { name: "Resan är för lång" }));
    await press("Skicka nej");
    await waitFor(() => expect(state.answers).toHaveLength(1));
    expect(state.answers[0]).toEqual(["/api/my-path/p1/decline/", '"4"', '{"reason_code":"travel"}']);
  });

  it("tells that the question has changed, and shows it anew", async () => {
    const state = backend(ASKED);
    server.use(
      http.post("/api/my-path/p1/accept/", () =>
        HttpResponse.json({ type: "client_error", errors: [], current: { ...QUESTION, version: 6 } }, { status: 412 }),
      ),
    );
    renderPage(<MyPath />);
    await screen.findByRole("button", { name: "Ja" });
    await press("Ja");
    await press("Ja, det stämmer");
    expect(await screen.findByText("Frågan har ändrats. Ditt svar är inte skickat.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Ja, det stämmer" })).toBeDisabled();
    state.page = SEARCHING;
    await press("Titta igen");
    expect(await screen.findByText(/^Vi letar efter ett jobb till dig/)).toBeVisible();
  });

  it("keeps the answer open when the network is gone", async () => {
    backend(ASKED);
    server.use(http.post("/api/my-path/p1/accept/", () => HttpResponse.error()));
    renderPage(<MyPath />);
    await screen.findByRole("button", { name: "Ja" });
    await press("Ja");
    await press("Ja, det stämmer");
    expect(await screen.findByText("Ditt svar är inte skickat.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Ja, det stämmer" })).toBeEnabled();
  });

  it("does not let one answer offline", async () => {
    vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    backend(ASKED);
    renderPage(<MyPath />);
    expect(await screen.findByRole("button", { name: "Ja" })).toBeDisabled();
    expect(screen.getByRole("button", { name: "Nej" })).toBeDisabled();
  });

  it("gives three reasons: in own words where there are some, else as written", async () => {
    backend(ASKED);
    renderPage(<MyPath />);
    const list = within(await screen.findByRole("region", { name: "Varför det här jobbet?" }));
    expect(list.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
      "Du vill jobba som golvläggare.",
      "Resan tar 34 minuter.",
      "Har körkort B.",
    ]);
  });

  it("marks what is Swedish when the page is not", async () => {
    backend(ASKED);
    renderPage(<MyPath />, { locale: "ar" });
    expect(await screen.findByText("هل تريد", { exact: false })).toBeVisible();
    expect(screen.getByText("Har körkort B.")).toHaveAttribute("lang", "sv");
    for (const name of screen.getAllByText("Låtsas Entreprenad")) expect(name).toHaveAttribute("lang", "sv");
    expect(document.documentElement).toHaveAttribute("dir", "rtl");
  });

  it("spells the dates out along the way", async () => {
    backend(ASKED);
    renderPage(<MyPath />);
    const way = within(await screen.findByRole("list", { name: "Din väg" }));
    expect(way.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
      "KlartDu är med",
      "KlartVi letar efter ett jobb",
      "Nusenast fredag 10 januari 2031Du säger ja eller nej",
      "SenFöretaget svarar",
      "Senmåndag 3 februari 2031 – tisdag 4 februari 2031Du går en kursHeta arbetenSolna",
      "Senfrån måndag 3 mars 2031Du börjar jobbaGolvläggare på Stålklockan 1Stockholm",
    ]);
  });
});

describe("my path, not asked", () => {
  it.each<[string, Partial<Data>, string]>([
    ["while searching", {}, "Vi letar efter ett jobb till dig. Du behöver inte göra något nu."],
    ["as a draft", { state: "draft" }, "Din jobbcoach fyller i dina uppgifter. Sedan letar vi efter ett jobb."],
    ["while resting", { state: "resting" }, "Vi letar inte just nu. Prata med din jobbcoach när du vill börja igen."],
    [
      "when the company said no",
      { ended: { state: "turned_down", occupation: "Målare", company: "Bygg" } },
      "Det blev inget jobb som målare hos Bygg den här gången. Du är kvar hos oss.",
    ],
    [
      "when confirmed",
      { state: "confirmed", current: { ...QUESTION, state: "confirmed" }, placement_state: "planned" },
      "Din kurs börjar måndag 3 februari 2031: Heta arbeten, Solna.",
    ],
    [
      "before the first day",
      { state: "confirmed", current: { ...QUESTION, state: "confirmed", steps: [WORK] }, placement_state: "planned" },
      "Kom till jobbet måndag 3 mars 2031 klockan 07.00: Golvläggare på Stålklockan 1.",
    ],
    [
      "at work",
      {
        state: "on_site",
        current: { ...QUESTION, state: "started", steps: [{ ...WORK, status: "now" }] },
        placement_state: "ongoing",
      },
      "Du jobbar nu: Golvläggare på Stålklockan 1.",
    ],
    [
      "when the place has ended",
      { state: "on_site", current: { ...QUESTION, state: "started" }, placement_state: "broken_off" },
      "Platsen är slut. Prata med din jobbcoach om nästa steg.",
    ],
  ])("says what happens now %s", async (_, changes, sentence) => {
    backend({ ...SEARCHING, ...changes });
    renderPage(<MyPath />);
    const card = await screen.findByRole("region", { name: "Nästa steg" });
    expect([...card.querySelectorAll("p")].map((p) => p.textContent)).toContain(sentence);
    expect(within(card).queryByRole("button")).toBeNull();
  });

  it("says what went wrong and tries again", async () => {
    server.use(http.get("/api/my-path/", () => HttpResponse.json({}, { status: 500 })));
    renderPage(<MyPath />);
    expect(await screen.findByText("Något gick fel hos oss.")).toBeVisible();
    backend(SEARCHING);
    await press("Försök igen");
    expect(await screen.findByText(/^Vi letar efter ett jobb till dig/)).toBeVisible();
    expect(screen.getByRole("link", { name: "Skriv till din coach" })).toHaveAttribute("href", "mailto:sara@exempel.test");
  });
});

describe("where she stands", () => {
  it.each<[Partial<Data>, string]>([
    [{ state: "draft" }, "now later later later"],
    [{}, "done now later later"],
    [ASKED, "done done now later"],
    [{ current: { ...QUESTION, state: "accepted" } }, "done done done now"],
    [{ current: { ...QUESTION, state: "confirmed" } }, "done done done done"],
  ])("%#", (changes, phases) => {
    expect(Object.values(phasesOf({ ...SEARCHING, ...changes })).join(" ")).toBe(phases);
  });
});

describe("a trade inside a sentence", () => {
  it.each([
    ["Betongarbetare", "betongarbetare"],
    ["VVS-montör", "VVS-montör"],
  ])("%s", (name, inside) => {
    expect(inSentence(name)).toBe(inside);
  });
});
