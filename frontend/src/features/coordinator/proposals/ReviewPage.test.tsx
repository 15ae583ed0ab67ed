import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import { serverForTests } from "@/lib/testing/server";
import { openPage, widen } from "../testing/page";
import { NEED_BARS, person, run, START } from "../testing/samples";
import type { Proposal } from "../words";
import { ReviewPage } from "./ReviewPage";

const server = serverForTests();
const AMINA = person("a", "Amina Provfors");
const BILAL = person("b", "Bilal Skiss");
const CARLA = person("c", "Carla Utkast");

interface Sent {
  id: string;
  action: string;
  version: string | null;
  body: unknown;
}

/** The server with these proposals; decisions are kept and answered with the next version. */
function backend(rows: Proposal[]) {
  const state = { rows, sent: [] as Sent[], queries: [] as string[] };
  server.use(
    http.get("/api/start/coordinator/", () => HttpResponse.json(START)),
    http.get("/api/runs/", () => HttpResponse.json({ count: 1, next: null, previous: null, results: [run()] })),
    http.get("/api/runs/:id/", () => HttpResponse.json(run())),
    http.get("/api/needs/:id/", () => HttpResponse.json({ id: "n1", bars: NEED_BARS })),
    http.get("/api/reference/", () => HttpResponse.json({ occupations: [] })),
    http.get("/api/proposals/", ({ request }) => {
      const { searchParams } = new URL(request.url);
      if (searchParams.has("need")) return HttpResponse.json({ count: 1, next: null, previous: null, results: [] });
      state.queries.push(searchParams.toString());
      return HttpResponse.json({ count: state.rows.length, next: null, previous: null, results: state.rows });
    }),
    http.get("/api/proposals/:id/", ({ params }) => HttpResponse.json(state.rows.find(({ id }) => id === params.id) ?? AMINA)),
    http.get("/api/proposals/:id/history/", () => HttpResponse.json([])),
    http.post("/api/proposals/:id/:action/", async ({ request, params }) => {
      const text = await request.text();
      const id = String(params.id);
      const action = String(params.action);
      state.sent.push({ id, action, version: request.headers.get("If-Match"), body: text ? JSON.parse(text) : null });
      const row = state.rows.find((one) => one.id === id) ?? AMINA;
      const now = { ...row, version: row.version + 2 };
      state.rows = action === "withdraw" || action === "undo-reject" ? [now, ...state.rows] : state.rows.filter((one) => one.id !== id);
      return HttpResponse.json(now);
    }),
  );
  return state;
}

async function open(path = "/forslag") {
  const page = openPage(ReviewPage, path);
  await screen.findByRole("row", { name: /Amina/ });
  return page;
}
const shown = () => screen.getByRole("region", { name: /^Förslag för/ });
const inList = (name: RegExp) => userEvent.click(screen.getByRole("row", { name }));

beforeEach(() => widen(1440));

describe("reviewing by keyboard", () => {
  it("shows the first proposal beside the list, with its reasons, path and margin", async () => {
    backend([AMINA, BILAL]);
    await open();
    expect(within(shown()).getByRole("heading", { level: 2, name: "Amina Provfors" })).toBeVisible();
    expect(shown()).toHaveTextContent("Golvläggare, behov 231");
    expect(shown()).toHaveTextContent("Heta arbetenÖvningsskolan, Stockholm");
    expect(shown()).toHaveTextContent("sön 15 mars");
    expect(screen.getByRole("complementary")).toHaveTextContent("Nästa person för behovet ger 4 arbetsveckor mindre. Inget annat behov har plats för personen.");
    expect(await screen.findByText("Behov 231 har 1 av 4 platser bokade.")).toBeVisible();
  });

  it("approves on the version seen, moves on, and Z takes it back on the new version", async () => {
    const state = backend([AMINA, BILAL, CARLA]);
    await open();
    await inList(/Amina/);
    await userEvent.keyboard("g");
    await waitFor(() => expect(shown()).toHaveTextContent("Bilal Skiss"));
    expect(state.sent).toEqual([{ id: "a", action: "approve", version: '"3"', body: { reason: "" } }]);
    expect(await screen.findByText("Godkänt. Amina Provfors tillfrågas.")).toBeVisible();
    await waitFor(() => expect(screen.getByRole("row", { name: /Bilal/ })).toHaveFocus());
    await userEvent.keyboard("z");
    await waitFor(() => expect(state.sent).toHaveLength(2));
    expect(state.sent[1]).toEqual({ id: "a", action: "withdraw", version: '"5"', body: { reason: "Ångrades direkt efter beslutet" } });
    await userEvent.keyboard("z");
    expect(state.sent).toHaveLength(2);
  });

  it("rejects with a digit and Enter, and says for how long", async () => {
    const state = backend([AMINA, BILAL]);
    await open();
    await inList(/Amina/);
    await userEvent.keyboard("a");
    const dialog = await screen.findByRole("dialog", { name: "Avvisa förslaget för Amina Provfors" });
    await userEvent.keyboard("4");
    expect(within(dialog).getByRole("radio", { name: "4. Språket räcker inte på plats" })).toBeChecked();
    await userEvent.click(within(dialog).getByRole("radio", { name: /^Aldrig/ }));
    await userEvent.click(within(dialog).getByRole("button", { name: "Avvisa förslaget" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(state.sent).toEqual([
      { id: "a", action: "reject", version: '"3"', body: { reason_code: "language", reason: "", scope: "always" } },
    ]);
  });

  it("wants words when the reason is another, and leaves digits alone while they are written", async () => {
    const state = backend([AMINA]);
    await open();
    await inList(/Amina/);
    await userEvent.keyboard("a9");
    const dialog = await screen.findByRole("dialog");
    await userEvent.click(within(dialog).getByRole("button", { name: "Avvisa förslaget" }));
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("Fyll i Med egna ord.");
    expect(state.sent).toEqual([]);
    await userEvent.type(within(dialog).getByRole("textbox"), "Börjar 2027");
    expect(within(dialog).getByRole("radio", { name: "9. Annat" })).toBeChecked();
    await userEvent.click(within(dialog).getByRole("button", { name: "Avvisa förslaget" }));
    await waitFor(() => expect(state.sent).toHaveLength(1));
    expect(state.sent[0]?.body).toEqual({ reason_code: "other", reason: "Börjar 2027", scope: "this_run" });
  });

  it("steps with J and K and does nothing outside the list", async () => {
    const state = backend([AMINA, BILAL]);
    const { router } = await open();
    await inList(/Amina/);
    await userEvent.keyboard("j");
    await waitFor(() => expect(router.state.location.search).toEqual({ visa: "b" }));
    await userEvent.keyboard("j");
    expect(router.state.location.search).toEqual({ visa: "b" });
    await userEvent.keyboard("k");
    await waitFor(() => expect(router.state.location.search).toEqual({ visa: "a" }));
    screen.getByRole("button", { name: "Optimera" }).focus();
    await userEvent.keyboard("g");
    await userEvent.type(screen.getByRole("searchbox"), "g");
    expect(state.sent).toEqual([]);
  });

  it("locks and unlocks by what the proposal allows", async () => {
    const locked = person("a", "Amina Provfors", { state: "locked", state_label: "Låst", allowed_actions: ["approve", "reject", "unlock"] });
    const state = backend([locked]);
    await open("/forslag?vy=lasta");
    await inList(/Amina/);
    await userEvent.keyboard("l");
    await waitFor(() => expect(state.sent.map(({ action }) => action)).toEqual(["unlock"]));
  });
});

describe("when it cannot be done", () => {
  it("says why a stale proposal cannot be approved and offers a new run", async () => {
    const state = backend([person("a", "Amina Provfors", { is_stale: true, needs_judgement: true, allowed_actions: ["reject"] })]);
    await open();
    expect(shown()).toHaveTextContent("Personen eller behovet har ändrats sedan körningen. Förslaget går inte att godkänna.");
    expect(screen.queryByRole("button", { name: "Godkänn" })).not.toBeInTheDocument();
    await inList(/Amina/);
    await userEvent.keyboard("g");
    expect(state.sent).toEqual([]);
    await userEvent.click(within(shown()).getByRole("button", { name: "Optimera om" }));
    expect(await screen.findByRole("dialog", { name: "Optimera nu" })).toBeVisible();
  });

  it("tells who was first and what changed, and nothing can be decided before one has looked", async () => {
    const state = backend([AMINA, BILAL]);
    await open();
    const now = { ...AMINA, version: 9, state: "asked", state_label: "Deltagaren tillfrågad", approved_by: "Sara Berg", approved_at: "2026-03-02T10:41:00+01:00", allowed_actions: ["withdraw"] } as Proposal;
    server.use(
      http.post("/api/proposals/a/approve/", () =>
        HttpResponse.json({ type: "client_error", errors: [{ code: "stale_version", detail: "Någon hann före.", attr: null }], current: now }, { status: 412 }),
      ),
    );
    await inList(/Amina/);
    await userEvent.keyboard("g");
    expect(await screen.findByText("Sara Berg hann före klockan 10.41. Din ändring sparades inte.")).toBeVisible();
    expect(shown()).toHaveTextContent("Var: Nytt. Nu: Deltagaren tillfrågad.");
    expect(within(shown()).queryByRole("button", { name: "Godkänn" })).not.toBeInTheDocument();
    state.rows = [now, BILAL];
    await userEvent.click(within(shown()).getByRole("button", { name: "Visa vad som gäller" }));
    expect(await within(shown()).findByRole("button", { name: "Ta tillbaka godkännandet" })).toBeVisible();
  });

  it("gives the server's sentence when a colleague approved another for the same person", async () => {
    backend([AMINA, BILAL]);
    await open();
    const sentence = "Sara godkände ett annat förslag för Amina 10.41. Ditt godkännande sparades inte.";
    server.use(
      http.post("/api/proposals/a/approve/", () =>
        HttpResponse.json({ type: "client_error", errors: [{ code: "colleague_first", detail: sentence, attr: null }] }, { status: 409 }),
      ),
    );
    await inList(/Amina/);
    await userEvent.keyboard("g");
    const alert = await within(shown()).findByRole("alert");
    expect(alert).toHaveTextContent(sentence);
    await userEvent.click(within(alert).getByRole("button", { name: "Nästa" }));
    await waitFor(() => expect(shown()).toHaveTextContent("Bilal Skiss"));
    expect(within(shown()).queryByRole("alert")).not.toBeInTheDocument();
  });

  it("shows the cause when nothing matches, and the way out", async () => {
    const state = backend([]);
    const { router } = openPage(ReviewPage, "/forslag?marginal=even");
    const cause = await screen.findByText("Ingen träff med de här filtren.");
    await userEvent.click(within(cause.parentElement as HTMLElement).getByRole("button", { name: "Rensa alla" }));
    await waitFor(() => expect(router.state.location.search).toEqual({}));
    expect(state.queries[0]).toContain("margin=even");
  });
});

describe("batch", () => {
  it("is offered only among the safe, and answers row by row", async () => {
    const state = backend([AMINA, BILAL, person("d", "Dina Jämn", { needs_judgement: true })]);
    await open("/forslag?vy=sakra");
    server.use(
      http.post("/api/proposals/b/approve/", () =>
        HttpResponse.json({ type: "client_error", errors: [{ code: "candidate_not_free", detail: "Bilal kan inte tillfrågas nu.", attr: null }] }, { status: 409 }),
      ),
    );
    await userEvent.click(screen.getByRole("button", { name: "Godkänn 2 säkra …" }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog).not.toHaveTextContent("Dina");
    await userEvent.click(within(dialog).getByRole("button", { name: "Godkänn 2 förslag" }));
    expect(await within(dialog).findByText("Bilal kan inte tillfrågas nu.")).toBeVisible();
    expect(within(dialog).getByText("Godkänt")).toBeVisible();
    expect(state.sent.map(({ id, version }) => [id, version])).toEqual([["a", '"3"']]);
    await userEvent.click(within(dialog).getAllByRole("button", { name: "Stäng" })[0] as HTMLElement);
    expect(await screen.findByText("Ett godkänt, ett gick inte.")).toBeVisible();
  });

  it("is not there outside the safe", async () => {
    backend([AMINA, BILAL]);
    await open();
    expect(screen.queryByRole("button", { name: /säkra …/ })).not.toBeInTheDocument();
  });
});

describe("with little room", () => {
  it("opens the proposal in place of the list and goes back with Escape", async () => {
    widen(390);
    backend([AMINA, BILAL]);
    const { router } = await open();
    expect(screen.queryByRole("region", { name: /^Förslag för/ })).not.toBeInTheDocument();
    await inList(/Bilal/);
    await waitFor(() => expect(shown()).toHaveFocus());
    expect(screen.queryByRole("grid")).not.toBeInTheDocument();
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(router.state.location.search).toEqual({}));
    expect(await screen.findByRole("row", { name: /Bilal/ })).toBeVisible();
  });
});
