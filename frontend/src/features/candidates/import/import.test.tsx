import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import type { Import, ImportRow } from "./api";
import { ImportCasePage } from "./ImportCasePage";
import { ImportPage } from "./ImportPage";

const server = serverForTests();

const outlook = { ready: 3, ask: 0, wrong: 0, create: 3, update: 0, skip: 0, reject: 0, match_row: 0, match_base: 0, match_alike: 0 };
function anImport(changes: Partial<Import> = {}): Import {
  return {
    id: "i1",
    version: 1,
    status: "open",
    task: "create",
    name: "lista.xlsx",
    created_at: "2026-11-22T08:00:00Z",
    created_by: { id: "u1", name: "Sara Övning" },
    finished_at: null,
    undone_at: null,
    total: 3,
    empty: 1,
    trimmed: 0,
    created: 0,
    updated: 0,
    skipped: 0,
    rejected: 0,
    undone: 0,
    kept: 0,
    kind: "xlsx",
    done: 0,
    message: "",
    can_undo: false,
    columns: [
      { index: 0, header: "Förnamn", samples: ["Åsa"], field: "first_name", confidence: 1 },
      { index: 1, header: "Namn 2", samples: ["Öberg"], field: null, confidence: 0 },
    ],
    fields_known: [
      { code: "first_name", label: "Förnamn", required: true },
      { code: "last_name", label: "Efternamn", required: true },
    ],
    outlook,
    ...changes,
  };
}
const question = {
  key: "available_from:slash_dash",
  field: "available_from" as const,
  text: "34 rader, Kan börja: datum skrivna som 3/1-26. Läs som 3 januari 2026?",
  count: 34,
  askable: true,
  answer: null,
  numbers: [2],
};
const row: ImportRow = {
  number: 2,
  verdict: "ask",
  cells: [{ field: "first_name", text: "Åsa", problem: "", edited: false }],
  match: null,
  choice: null,
  result: null,
  reason: "",
  candidate: null,
};

/** The server's import as it stands; decisions change it and are kept. */
function backend(job: Import, after: Partial<Import> = {}) {
  const sent: { path: string; body: unknown; seen: string | null }[] = [];
  let now = job;
  server.use(
    http.get("/api/imports/", () => HttpResponse.json({ count: 1, next: null, previous: null, results: [job] })),
    http.get("/api/imports/:id/", () => HttpResponse.json(now)),
    http.get("/api/imports/:id/problems/", () => HttpResponse.json([question])),
    http.get("/api/imports/:id/rows/", () => HttpResponse.json({ count: 1, next: null, previous: null, results: [row] })),
    http.post("/api/imports/:id/:action/", async ({ request, params }) => {
      const text = await request.text();
      sent.push({ path: String(params.action), body: text ? JSON.parse(text) : null, seen: request.headers.get("If-Match") });
      now = { ...now, version: now.version + 1, ...after };
      return HttpResponse.json(now);
    }),
  );
  return sent;
}
const draw = (step = "") => renderPage(<ImportCasePage />, { at: `/import/i1${step && `?steg=${step}`}`, route: "/import/$id" });

describe("upload", () => {
  it("sends pasted text and goes to the columns", async () => {
    backend(anImport());
    server.use(http.post("/api/imports/", () => HttpResponse.json(anImport(), { status: 201 })));
    const { address } = renderPage(<ImportPage />, { at: "/import", route: "/import" });
    await userEvent.type(await screen.findByLabelText("Eller klistra in rader"), "Förnamn");
    await userEvent.click(screen.getByRole("button", { name: "Läs det inklistrade" }));
    await waitFor(() => expect(address()).toBe("/import/i1"));
  });

  it("says in the server's words what is wrong with a file", async () => {
    backend(anImport());
    const words = "Filen är låst med lösenord. Spara den utan lösenord och försök igen.";
    server.use(
      http.post("/api/imports/", () =>
        HttpResponse.json({ type: "validation_error", errors: [{ code: "encrypted", detail: words, attr: "file" }] }, { status: 400 }),
      ),
    );
    const { container } = renderPage(<ImportPage />, { at: "/import", route: "/import" });
    await screen.findByRole("button", { name: "Välj fil" });
    const input = container.querySelector("input[type=file]") as HTMLInputElement;
    await userEvent.upload(input, new File(["x"], "lista.xlsx"));
    expect(await screen.findByRole("alert")).toHaveTextContent(words);
  });

  it("never sends a file that is too big", async () => {
    backend(anImport());
    const { container } = renderPage(<ImportPage />, { at: "/import", route: "/import" });
    await screen.findByRole("button", { name: "Välj fil" });
    const file = new File(["x"], "stor.csv");
    Object.defineProperty(file, "size", { value: 5_000_001 });
    await userEvent.upload(container.querySelector("input[type=file]") as HTMLInputElement, file);
    expect(await screen.findByRole("alert")).toHaveTextContent("Filen är större än 5 MB.");
  });
});

describe("the steps", () => {
  it("asks for the names' columns before it goes on", async () => {
    const sent = backend(anImport());
    draw();
    expect(await screen.findByText("Välj också kolumn för efternamn.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Nästa" })).toBeDisabled();
    await userEvent.click(screen.getByRole("button", { name: /Namn 2/ }));
    await userEvent.click(await screen.findByRole("option", { name: "Efternamn" }));
    await userEvent.click(screen.getByRole("button", { name: "Nästa" }));
    expect(await screen.findByRole("heading", { name: "En fråga att besvara" })).toBeVisible();
    expect(sent).toEqual([
      {
        path: "map_columns",
        body: { columns: [{ index: 0, field: "first_name" }, { index: 1, field: "last_name" }] },
        seen: '"1"',
      },
    ]);
  });

  it("answers a question for all its rows, and writes a cell anew", async () => {
    const sent = backend(anImport());
    draw("ratta");
    await userEvent.click(await screen.findByRole("button", { name: `Ja: ${question.text}` }));
    await waitFor(() => expect(sent[0]).toEqual({ path: "answer_question", body: { key: question.key, yes: true }, seen: '"1"' }));
    await userEvent.click(screen.getByRole("link", { name: /Visa raderna/ }));
    const cell = await screen.findByRole("textbox", { name: "Förnamn på rad 2" });
    await userEvent.clear(cell);
    await userEvent.type(cell, "Asa{Enter}");
    await waitFor(() =>
      expect(sent[1]).toEqual({ path: "edit", body: { number: 2, field: "first_name", text: "Asa" }, seen: '"2"' }),
    );
  });

  it("tells in figures what will happen, and that nothing has happened", async () => {
    const sent = backend(anImport(), { status: "queued" });
    draw("granska");
    expect(await screen.findByText(/Inget är sparat bland deltagarna än/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Skapa 3 deltagare" }));
    expect(await screen.findByRole("progressbar", { name: "Skapar deltagare" })).toBeVisible();
    expect(sent.map(({ path }) => path)).toEqual(["start"]);
  });

  it("shows nobody a start that would create nobody", async () => {
    backend(anImport({ outlook: { ...outlook, create: 0 } }));
    draw("granska");
    expect(await screen.findByRole("button", { name: "Skapa 0 deltagare" })).toBeDisabled();
  });
});

describe("the job", () => {
  it("that was broken off goes on where it stopped", async () => {
    const sent = backend(anImport({ status: "parked", done: 120 }), { status: "queued" });
    draw();
    expect(await screen.findByRole("alert")).toHaveTextContent("Importen avbröts efter 120 rader. Inget är dubbelt.");
    await userEvent.click(screen.getByRole("button", { name: "Fortsätt" }));
    await waitFor(() => expect(sent.map(({ path }) => path)).toEqual(["resume"]));
  });

  it("that has ended gives a receipt, the rejected rows and the way back", async () => {
    const sent = backend(anImport({ status: "finished", created: 2, rejected: 1, done: 3, can_undo: true }), { status: "queued", task: "undo" });
    draw();
    const facts = await screen.findByText("Skapade");
    expect(within(facts.parentElement as HTMLElement).getByText("2")).toBeVisible();
    expect(screen.getByRole("link", { name: "Hämta avvisade rader (1)" })).toHaveAttribute("href", "/api/imports/i1/rejected/");
    await userEvent.click(screen.getByRole("button", { name: "Ångra importen" }));
    expect(await screen.findByRole("progressbar", { name: "Ångrar importen" })).toBeVisible();
    expect(sent.map(({ path }) => path)).toEqual(["undo"]);
  });
});
