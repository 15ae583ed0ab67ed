import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterEach, expect, it, vi } from "vitest";
import { sessionQuery } from "@/api/session";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import { ToastRegion } from "@/ui/ToastRegion";
import { dismissToast, undoLatest, useToasts } from "@/ui/toasts";
import { CandidatesPage } from "../list/CandidatesPage";
import { aCandidate, aRow } from "../testing";
import type { Row } from "./api";

const known = [[sessionQuery.queryKey, { user: { name: "Sara" }, role: "coach" }]] as const;
const server = serverForTests();
const READY = { code: "ready" as const, label: "Klar för matchning" };
const COACHES = [
  { id: "u1", name: "Sara Övning" },
  { id: "u2", name: "Kim Ek" },
];

interface Sent {
  method: string;
  path: string;
  body: unknown;
  ifMatch: string | null;
}

/** The list, and a note of every change that is sent; `answers` says what comes back. */
function backend(rows: Row[], answers: Record<string, (body: never) => object> = {}, views: object[] = []): Sent[] {
  const sent: Sent[] = [];
  server.use(
    http.get("/api/reference/", () => HttpResponse.json({ occupations: [], municipalities: [] })),
    http.get("/api/candidate-views/", () => HttpResponse.json(views)),
    http.get("/api/candidates/coaches/", () => HttpResponse.json(COACHES)),
    http.get("/api/candidates/", () => HttpResponse.json({ count: rows.length, next: null, previous: null, results: rows })),
    ...(["post", "patch", "delete"] as const).map((method) =>
      http[method]("/api/*", async ({ request }) => {
        const path = new URL(request.url).pathname;
        const body: unknown = await request.json().catch(() => null);
        sent.push({ method, path, body, ifMatch: request.headers.get("If-Match") });
        const answer = answers[path];
        return answer ? HttpResponse.json(answer(body as never)) : HttpResponse.json({}, { status: 500 });
      }),
    ),
  );
  return sent;
}

function Dismiss() {
  const items = useToasts();
  return <button onClick={() => items.forEach(({ id }) => dismissToast(id))}>dismiss</button>;
}
const draw = (at = "/deltagare") =>
  renderPage(
    <>
      <CandidatesPage />
      <ToastRegion />
      <Dismiss />
    </>,
    { at, route: "/deltagare", known },
  );
afterEach(() => vi.restoreAllMocks());

const done = (row: Row, changes = {}) => ({ id: row.id, name: row.name, code: "done", detail: "", version: row.version + 1, state: "resting", ...changes });

it("says in each row what hinders, how long and which papers run out", async () => {
  backend([
    aRow({
      name: "Åsa Öst",
      obstacles: ["Saknar minst ett yrke", "Saknar minst ett språk", "Saknar samtycke"],
      is_stalled: true,
      days_in_state: 40,
      next_step: "Ring",
      next_step_due: "2020-01-02",
      certificate_warnings: [{ certificate: "ID06", name: "ID06", expires: "2020-03-01", expired: true }],
    }),
  ]);
  draw();
  const cells = within(await screen.findByRole("row", { name: /Åsa Öst/ })).getAllByRole("gridcell");
  expect(cells.map((cell) => cell.textContent?.replaceAll("\u00A0", " "))).toEqual([
    "", // the box
    "Utkast",
    "Ring försenat sedan tors 2 januariÄndra nästa steg för Åsa Öst",
    "Saknar minst ett yrkeSaknar minst ett språkoch ett till",
    "40 dagar, står stillTa bort flaggan för Åsa Öst",
    "ID06 gick ut sön 1 mars",
  ]);
});

it("edits the next step where it stands, by keyboard, and undoes it", async () => {
  const row = aRow({ name: "Åsa Öst", next_step: "Ring" });
  const sent = backend([row], { "/api/candidates/c1/": (changes: object) => aCandidate({ ...changes, version: row.version + 1 }) });
  draw();
  const open = await screen.findByRole("button", { name: /Ändra nästa steg för Åsa Öst/ });
  await userEvent.click(open);
  await userEvent.type(screen.getByRole("textbox", { name: /Nästa steg/ }), " Åsa{Escape}");
  expect(sent).toEqual([]);
  await userEvent.click(open);
  await userEvent.type(screen.getByRole("textbox", { name: /Nästa steg/ }), " Åsa{Enter}");
  expect(await screen.findByText("Nästa steg för Åsa Öst är ändrat.")).toBeVisible();
  expect(screen.queryByRole("dialog")).toBeNull();
  undoLatest();
  expect(await screen.findByText("Det är som förut igen.")).toBeVisible();
  expect(sent.map(({ body, ifMatch }) => [body, ifMatch])).toEqual([
    [{ next_step: "Ring Åsa", next_step_due: null }, '"3"'],
    [{ next_step: "Ring", next_step_due: null }, '"4"'],
  ]);
});

it("keeps the form open and says so when a colleague was first", async () => {
  backend([aRow({ name: "Åsa Öst" })]);
  server.use(http.patch("/api/candidates/c1/", () => HttpResponse.json({ errors: [] }, { status: 412 })));
  draw();
  await userEvent.click(await screen.findByRole("button", { name: /Ändra nästa steg/ }));
  await userEvent.type(screen.getByRole("textbox", { name: /Nästa steg/ }), "Ring");
  await userEvent.click(screen.getByRole("button", { name: "Spara nästa steg" }));
  expect(await screen.findByText(/hann före/)).toBeVisible();
  expect(screen.getByRole("dialog")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.poll(() => screen.queryByRole("dialog")).toBeNull();
});

it("chooses rows with Space and Shift, and tells which could not be changed and why", async () => {
  const rows = ["Ada", "Bo", "Cia"].map((name, n) => aRow({ id: `c${n}`, name, state: READY }));
  const [ada, bo, cia] = rows as [Row, Row, Row];
  const sent = backend(rows, {
    "/api/candidates/bulk/": ({ action }: { action: string }) =>
      action === "resume"
        ? { changed: 2, failed: 0, results: [done(ada), done(bo)] }
        : {
            changed: 2,
            failed: 1,
            results: [done(ada), done(bo), done(cia, { code: "refused", detail: "Läget är ”Tillfrågad”.", version: null })],
          },
  });
  draw();
  (await screen.findByRole("row", { name: /Ada/ })).focus();
  await userEvent.keyboard(" {Shift>}{ArrowDown}{ArrowDown}{/Shift}");
  expect(screen.getByText("3 markerade")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Låt vila" }));
  await userEvent.type(screen.getByRole("textbox", { name: "Skäl" }), "Sommaruppehåll");
  await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Låt vila" }));
  expect(await screen.findByRole("dialog", { name: "2 ändrade, en kunde inte." })).toBeVisible();
  expect(screen.getByRole("heading", { name: "En: Läget är ”Tillfrågad”." })).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Ångra de 2 ändrade" }));
  expect(await screen.findByText("2 är som förut.")).toBeVisible();
  expect(sent.map(({ body }) => body)).toEqual([
    {
      action: "rest",
      note: "",
      reason: "Sommaruppehåll",
      rows: [
        { id: "c0", version: 3 },
        { id: "c1", version: 3 },
        { id: "c2", version: 3 },
      ],
    },
    {
      action: "resume",
      note: "",
      reason: "",
      rows: [
        { id: "c0", version: 4 },
        { id: "c1", version: 4 },
      ],
    },
  ]);
  // Who could not be changed stays chosen.
  expect(screen.getByText("En markerad")).toBeVisible();
});

it("hands over with a word, and takes back to whom it was", async () => {
  const row = aRow({ name: "Ada" });
  const sent = backend([row], { "/api/candidates/bulk/": () => ({ changed: 1, failed: 0, results: [done(row)] }) });
  draw();
  (await screen.findByRole("row", { name: /Ada/ })).focus();
  await userEvent.keyboard(" ");
  await userEvent.click(screen.getByRole("button", { name: "Lämna över" }));
  const dialog = within(screen.getByRole("dialog"));
  await userEvent.click(dialog.getByRole("button", { name: /Ny ansvarig coach/ }));
  await userEvent.click(await screen.findByRole("option", { name: "Kim Ek" }));
  await userEvent.type(dialog.getByRole("textbox", { name: /Hälsning/ }), "Ring före nio");
  await userEvent.click(dialog.getByRole("button", { name: "Lämna över" }));
  expect(await screen.findByText("En ändrad.")).toBeVisible();
  undoLatest();
  await expect.poll(() => sent.length).toBe(2);
  expect(sent.map(({ body }) => body)).toEqual([
    { action: "hand_over", coach: "u2", note: "Ring före nio", reason: "", rows: [{ id: "c1", version: 3 }] },
    { action: "update", note: "", reason: "", rows: [{ id: "c1", version: 4, changes: { coach: "u1" } }] },
  ]);
});

it("takes the flag away with a reason and a day", async () => {
  const sent = backend([aRow({ name: "Ada", is_stalled: true, days_in_state: 40 })], {
    "/api/candidates/c1/unflag/": () => aCandidate(),
  });
  draw();
  await userEvent.click(await screen.findByRole("button", { name: /Ta bort flaggan för Ada/ }));
  await userEvent.type(screen.getByRole("textbox", { name: "Varför står det still?" }), "Föräldraledig{Enter}");
  expect(await screen.findByText("Ada flaggas inte.")).toBeVisible();
  expect(sent[0]?.body).toMatchObject({ reason: "Föräldraledig", until: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) });
  expect(sent[0]?.ifMatch).toBe('"3"');
});

const move = (target: string, label: string, action = "", why_not = "") => ({
  target,
  target_label: label,
  action,
  needs_reason: action === "rest",
  why_not,
});

function board(state: "ready" | "resting" | "draft") {
  const card = {
    candidate: aRow({ name: "Ada", state: READY, next_step: "Ring" }),
    moves: [move("draft", "Utkast", "to_draft"), move("accepted", "Tackat ja", "", "Kräver deltagarens ja."), move("resting", "Vilar", "rest")],
  };
  const other = { candidate: aRow({ id: "c9", name: "Bo" }), moves: [] };
  const column = (code: string, label: string) => ({ state: { code, label }, count: code === state ? 2 : 0, cards: code === state ? [other, card] : [] });
  return { columns: [column("draft", "Utkast"), column("ready", "Klar för matchning"), column("resting", "Vilar")] };
}

it("moves a card by its menu on M, says where it came and undoes on Ctrl+Z", async () => {
  let state: "ready" | "resting" | "draft" = "ready";
  const sent = backend([], {
    "/api/candidates/c1/to_draft/": () => {
      state = "draft";
      return aCandidate({ version: 4, allowed_actions: ["mark_ready"] });
    },
    "/api/candidates/c1/mark_ready/": () => {
      state = "ready";
      return aCandidate({ version: 5 });
    },
  });
  server.use(http.get("/api/candidates/board/", () => HttpResponse.json(board(state))));
  draw("/deltagare?vy=tavla&lage=ready,draft");
  (await screen.findByRole("link", { name: "Ada" })).focus();
  await userEvent.keyboard("m");
  const items = (await screen.findAllByRole("menuitem")).map((item) => [item.textContent, item.getAttribute("aria-disabled")]);
  expect(items).toEqual([
    ["Utkast", null],
    ["Vilar", null],
    ["Tackat jaKräver deltagarens ja.", "true"],
  ]);
  await userEvent.click(screen.getByRole("menuitem", { name: "Utkast" }));
  expect(await screen.findByText("Flyttad till Utkast, plats 2 av 2.")).toBeVisible();
  await expect.poll(() => document.activeElement?.getAttribute("aria-label")).toBe("Flytta Ada");
  undoLatest();
  expect(await screen.findByText("Det är som förut igen.")).toBeVisible();
  expect(sent.map(({ path, ifMatch }) => [path, ifMatch])).toEqual([
    ["/api/candidates/c1/to_draft/", '"3"'],
    ["/api/candidates/c1/mark_ready/", '"4"'],
  ]);
});

it("asks why before a move that needs a reason", async () => {
  const sent = backend([], { "/api/candidates/c1/rest/": () => aCandidate({ version: 4, allowed_actions: [] }) });
  server.use(http.get("/api/candidates/board/", () => HttpResponse.json(board("ready"))));
  draw("/deltagare?vy=tavla");
  await userEvent.click(await screen.findByRole("button", { name: "Flytta Ada" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Vilar" }));
  await userEvent.type(await screen.findByRole("textbox", { name: "Skäl" }), "Resa");
  await userEvent.click(screen.getByRole("button", { name: "Flytta" }));
  await expect.poll(() => sent.map(({ body }) => body)).toEqual([{ reason: "Resa" }]);
});

it("shows the same people as cards", async () => {
  backend([aRow({ name: "Ada", obstacles: ["Saknar samtycke"] })]);
  const { address } = draw();
  await userEvent.click(await screen.findByRole("radio", { name: "Kort" }));
  expect(address()).toBe("/deltagare?vy=kort");
  const card = within(await screen.findByRole("list", { name: "Deltagare" }));
  expect(card.getByRole("link", { name: "Ada" })).toHaveAttribute("href", "/deltagare/c1");
  expect(card.getByText("Saknar samtycke")).toBeVisible();
});

const view = (name: string, query: object, is_default = false) => ({ id: name, version: 1, name, query, is_default });

it("opens with the view that is shown first, and only then", async () => {
  backend([], {}, [view("Tavlan", { vy: "kort", stilla: "1" }, true), view("Klara", { lage: "ready" })]);
  const { address } = draw();
  await expect.poll(address).toBe("/deltagare?vy=kort&stilla=1");
  await userEvent.click(screen.getByRole("button", { name: "Tavlan" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Klara" }));
  expect(address()).toBe("/deltagare?lage=ready");
});

it("keeps an address as it was given, and saves a view without what was searched for", async () => {
  const sent = backend([], { "/api/candidate-views/": () => view("Klara", {}) }, [view("Tavlan", { vy: "kort" }, true)]);
  const { address } = draw("/deltagare?lage=ready&q=åsa");
  await userEvent.click(await screen.findByRole("button", { name: "Vyer" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Spara den här vyn …" }));
  await userEvent.type(screen.getByRole("textbox", { name: /Namn på vyn/ }), "Klara{Enter}");
  expect(await screen.findByText("Vyn ”Klara” är sparad.")).toBeVisible();
  expect(sent[0]?.body).toEqual({ name: "Klara", query: { lage: "ready" }, is_default: false });
  expect(address()).toBe("/deltagare?lage=ready&q=åsa");
});

it("takes out the list as a file with its filters", async () => {
  backend([aRow({})]);
  const asked: string[] = [];
  server.use(
    http.get("/api/candidates/export/", ({ request }) => {
      asked.push(new URL(request.url).search);
      return new HttpResponse("x", { headers: { "Content-Type": "text/csv" } });
    }),
  );
  URL.createObjectURL = () => "blob:x";
  URL.revokeObjectURL = () => undefined;
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  draw("/deltagare?stilla=1&sida=1");
  await userEvent.click(await screen.findByRole("button", { name: "Ladda ner" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: /Text \(CSV\)/ }));
  expect(await screen.findByText("Filen är nerladdad.")).toBeVisible();
  expect(asked).toEqual(["?coach=me&stalled=true&ordering=name&kind=csv"]);
});
