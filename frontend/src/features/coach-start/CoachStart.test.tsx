import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { sessionQuery } from "@/api/session";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import { undoLatest } from "@/ui/toasts";
import { CoachStart } from "./CoachStart";

const known = [[sessionQuery.queryKey, { user: { name: "Sara Övning" }, role: "coach" }]] as const;
const todo = (name: string, kind: string, sentence: string, days: number, activity: object | null = null) => ({
  candidate: { id: name, name },
  kind,
  sentence,
  days,
  activity,
});
const NO_QUESTIONS = { to_answer: 0, to_read: 0, waiting: 0 };
const server = serverForTests();
const page = (results: object[], count = results.length) => ({ count, next: null, previous: null, results });
const FULL: Record<string, object[]> = {
  today: [todo("Åsa Öst", "next_step", "Boka prova-på-dag", 0), todo("Bilal Haddad", "next_step", "Träffa sfi-läraren", 3)],
  waiting: [todo("Dina Ek", "asked", "Svarar deltagaren ja eller nej?", 1)],
  expiring: [
    todo("Carlos Ruiz", "certificate", "Heta arbeten har gått ut", -2),
    todo("Eva Ny", "certificate", "ID06 går ut", 12),
    todo("Fia Ek", "draft", "Utkastet är 20 dagar gammalt", -20),
  ],
};

/** The whole page's network; a list given as null answers with an error. */
function backend(lists: Record<string, object[] | null> = FULL, handovers: object[] = [], questions = NO_QUESTIONS) {
  server.use(
    http.get("/api/start/coach/", () => HttpResponse.json({ drafts: 1, ready: 8, proposed: 0, placed: 1, questions })),
    http.get("/api/handovers/", () => HttpResponse.json(page(handovers))),
    ...["today", "waiting", "expiring"].map((kind) =>
      http.get(`/api/start/coach/${kind}/`, () => {
        const rows = kind in lists ? lists[kind] : FULL[kind];
        return rows ? HttpResponse.json(page(rows)) : HttpResponse.json({}, { status: 500 });
      }),
    ),
  );
}
const rows = (list: string) =>
  within(screen.getByRole("region", { name: list }))
    .getAllByRole("listitem")
    .map((item) => item.textContent);

it("shows the three lists with what and how long, and the state in words", async () => {
  backend();
  renderPage(<CoachStart />, { known });
  expect(await screen.findByText(/att göra/)).toBeVisible();
  expect(screen.getByRole("banner")).toHaveTextContent(
    "Hej, Sara2 saker att göra i dag. 8 väntar på förslag, ingen har förslag och en har en plats. Ett utkast är inte klart.",
  );
  expect(rows("Gör i dag")).toEqual(["Åsa ÖstBoka prova-på-dagi dag", "Bilal HaddadTräffa sfi-lärarensedan 3 dagar"]);
  expect(rows("Väntar på andra")).toEqual(["Dina EkSvarar deltagaren ja eller nej?sedan 1 dag"]);
  expect(rows("Håller på att gå ut")).toEqual([
    "Carlos RuizHeta arbeten har gått utsedan 2 dagar",
    "Eva NyID06 går utom 12 dagar",
    "Fia EkUtkastet är 20 dagar gammalt",
  ]);
  expect(screen.getByRole("link", { name: "Åsa Öst" })).toHaveAttribute("href", "/deltagare/Åsa Öst");
  expect(screen.getByRole("link", { name: "Dina Ek" })).toHaveAttribute("href", "/deltagare/Dina Ek?flik=matchningar");
  expect(screen.queryByRole("heading", { name: "Överlämnade till dig" })).toBeNull();
});

it("says for each list why it is empty", async () => {
  backend({ today: [], waiting: [], expiring: [] });
  renderPage(<CoachStart />, { known });
  expect(await screen.findByText("Inget väntar på dig. Vill du registrera någon ny?")).toBeVisible();
  expect(await screen.findByText("Ingen väntar på svar just nu.")).toBeVisible();
  expect(await screen.findByText("Inget intyg går ut snart, och inget utkast har blivit liggande.")).toBeVisible();
});

it("lets one list fail alone and be tried again", async () => {
  backend({ waiting: null });
  renderPage(<CoachStart />, { known });
  expect(await screen.findByText("Vi kunde inte hämta ”Väntar på andra”.")).toBeVisible();
  expect(await screen.findByText("Boka prova-på-dag")).toBeVisible();
  expect(await screen.findByText("ID06 går ut")).toBeVisible();
  backend();
  await userEvent.click(screen.getByRole("button", { name: "Försök igen" }));
  expect(await screen.findByText("Svarar deltagaren ja eller nej?")).toBeVisible();
});

it("shows ten and fetches all when asked", async () => {
  const many = Array.from({ length: 12 }, (_, n) => todo(`Prov ${n}`, "next_step", "Ring", n));
  backend();
  server.use(
    http.get("/api/start/coach/today/", ({ request }) =>
      HttpResponse.json(page(new URL(request.url).searchParams.has("page_size") ? many : many.slice(0, 10), 12)),
    ),
  );
  renderPage(<CoachStart />, { known });
  await userEvent.click(await screen.findByRole("button", { name: "Visa alla 12" }));
  expect(await screen.findByText("Prov 11")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Visa alla 12" })).toBeNull();
});

it("keeps a colleague's word until it has been read", async () => {
  const handover = { id: "h1", candidate: { id: "c1", name: "Åsa Öst" }, from_coach: { id: "u", name: "Kim Ek" }, note: "Ring före nio.", at: "2026-03-01T08:00:00Z", read_at: null };
  backend(FULL, [handover]);
  server.use(
    http.post("/api/handovers/h1/read/", () => {
      backend();
      return HttpResponse.json({ ...handover, read_at: "2026-03-02T08:00:00Z" });
    }),
  );
  renderPage(<CoachStart />, { known });
  expect(await screen.findByText("Ring före nio.")).toBeVisible();
  expect(screen.getByText("Från Kim Ek")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Jag har läst om Åsa Öst" }));
  await expect.poll(() => screen.queryByText("Ring före nio.")).toBeNull();
});

it("begins a registration on N when focus is on the page, not in a field", async () => {
  backend();
  const { address } = renderPage(<CoachStart />, { known });
  (await screen.findByRole("link", { name: "Åsa Öst" })).focus();
  await userEvent.keyboard("n");
  expect(address()).toBe("/deltagare/ny");
});

it("counts questions among what to do and what others have, with the way there", async () => {
  backend({ today: [], waiting: [], expiring: [] }, [], { to_answer: 2, to_read: 1, waiting: 1 });
  renderPage(<CoachStart />, { known });
  expect(await screen.findByRole("link", { name: "2 frågor väntar på ditt svar" })).toHaveAttribute("href", "/dubbletter?flik=fragor");
  expect(screen.getByRole("link", { name: "Ett svar att läsa" })).toHaveAttribute("href", "/dubbletter?flik=svar");
  await expect.poll(() => screen.getByRole("banner").textContent).toContain("3 saker att göra i dag.");
  expect(rows("Väntar på andra")).toEqual(["En fråga du ställt är obesvarad"]);
  expect(screen.getByRole("region", { name: "Gör i dag" })).toHaveTextContent("Gör i dag3");
});

it("finishes an activity where it stands, and takes it back", async () => {
  const visit = todo("Åsa Öst", "activity", "Studiebesök", 2, { id: "a1", what: "Studiebesök", version: 4 });
  backend({ today: [visit], waiting: [], expiring: [] });
  const sent: unknown[] = [];
  for (const [verb, version] of [["complete", 5], ["reopen", 6]] as const) {
    server.use(
      http.post(`/api/candidates/:id/${verb}_activity/`, async ({ request }) => {
        sent.push([verb, request.headers.get("If-Match"), await request.json()]);
        return HttpResponse.json({ version });
      }),
    );
  }
  renderPage(<CoachStart />, { known });
  await userEvent.click(await screen.findByRole("button", { name: "Markera klar Studiebesök" }));
  await userEvent.type(screen.getByRole("textbox", { name: /Vad gav/ }), "Vill tillbaka");
  await userEvent.click(screen.getByRole("button", { name: "Markera klar" }));
  await expect.poll(() => sent).toEqual([
    ["complete", '"4"', { entry: "a1", done_on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), outcome: "Vill tillbaka" }],
  ]);
  await expect.poll(() => screen.queryByRole("dialog")).toBeNull();
  undoLatest();
  await expect.poll(() => sent[1]).toEqual(["reopen", '"5"', { entry: "a1" }]);
});
