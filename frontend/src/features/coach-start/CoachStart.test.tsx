import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { sessionQuery } from "@/api/session";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import { CoachStart } from "./CoachStart";

const known = [[sessionQuery.queryKey, { user: { name: "Sara Övning" }, role: "coach" }]] as const;
const todo = (name: string, sentence: string, days: number) => ({ candidate: { id: name, name }, sentence, days });
const START = {
  today: [todo("Åsa Öst", "Boka prova-på-dag", 0), todo("Bilal Haddad", "Träffa sfi-läraren", 3)],
  waiting: [todo("Dina Ek", "Svarar deltagaren ja eller nej?", 1)],
  expiring: [todo("Carlos Ruiz", "Heta arbeten går ut", 12)],
  drafts: 1,
  ready: 8,
  proposed: 0,
  placed: 1,
};
const server = serverForTests();
const rows = (list: string) =>
  within(screen.getByRole("region", { name: list }))
    .getAllByRole("listitem")
    .map((item) => item.textContent);

it("shows the three lists with what and how long, and the state in words", async () => {
  server.use(http.get("/api/start/coach/", () => HttpResponse.json(START)));
  renderPage(<CoachStart />, { known });
  expect(await screen.findByText(/att göra/)).toBeVisible();
  expect(screen.getByRole("banner")).toHaveTextContent(
    "Hej, Sara2 saker att göra i dag. 8 väntar på förslag, ingen har förslag och en har en plats. Ett utkast är inte klart.",
  );
  expect(rows("Gör i dag")).toEqual(["Åsa ÖstBoka prova-på-dagi dag", "Bilal HaddadTräffa sfi-lärarensedan 3 dagar"]);
  expect(rows("Väntar på andra")).toEqual(["Dina EkSvarar deltagaren ja eller nej?sedan 1 dag"]);
  expect(rows("Håller på att gå ut")).toEqual(["Carlos RuizHeta arbeten går utom 12 dagar"]);
  expect(screen.getByRole("link", { name: "Åsa Öst" })).toHaveAttribute("href", "/deltagare/Åsa Öst");
});

it("says for each list why it is empty", async () => {
  server.use(http.get("/api/start/coach/", () => HttpResponse.json({ ...START, today: [], waiting: [], expiring: [] })));
  renderPage(<CoachStart />, { known });
  expect(await screen.findByText("Inget väntar på dig. Vill du registrera någon ny?")).toBeVisible();
  expect(screen.getByText("Ingen väntar på svar just nu.")).toBeVisible();
  expect(screen.getByText("Inget intyg går ut de närmaste 60 dagarna.")).toBeVisible();
});

it("tells for each list that it could not be fetched; the rest of the page works", async () => {
  server.use(http.get("/api/start/coach/", () => HttpResponse.json({}, { status: 500 })));
  renderPage(<CoachStart />, { known });
  expect(await screen.findByText("Vi kunde inte hämta ”Väntar på andra”.")).toBeVisible();
  expect(screen.getByText("Vi kunde inte hämta ”Gör i dag”.")).toBeVisible();
  expect(screen.getByRole("link", { name: /Registrera deltagare/ })).toHaveAttribute("href", "/deltagare/ny");
  server.use(http.get("/api/start/coach/", () => HttpResponse.json(START)));
  const [first] = screen.getAllByRole("button", { name: "Försök igen" });
  await userEvent.click(first as HTMLElement);
  expect(await screen.findByText("Boka prova-på-dag")).toBeVisible();
});

it("begins a registration on N when focus is on the page, not in a field", async () => {
  server.use(http.get("/api/start/coach/", () => HttpResponse.json(START)));
  const { address } = renderPage(<CoachStart />, { known });
  (await screen.findByRole("link", { name: "Åsa Öst" })).focus();
  await userEvent.keyboard("n");
  expect(address()).toBe("/deltagare/ny");
});
