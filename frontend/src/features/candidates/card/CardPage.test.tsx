import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { referenceQuery } from "@/api/reference";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import { ToastRegion } from "@/ui/ToastRegion";
import type { Candidate } from "../record/values";
import { aCandidate } from "../testing";
import { CardPage } from "./CardPage";

const reference = {
  languages: [],
  language_levels: [],
  municipalities: [],
  districts: [],
  stations: [],
  consent_wordings: [],
  occupations: [],
  rungs: [],
  skills: [],
  skills_by_ssyk: {},
  certificates: [],
  licences: [],
  task_demands: [],
  target_groups: [],
};
const known = [[referenceQuery.queryKey, reference]] as const;
const server = serverForTests();
const stale = (current: object) => HttpResponse.json({ type: "client_error", errors: [], current }, { status: 412 });

function backend(first: Candidate) {
  const state = { stored: first, sent: [] as unknown[] };
  const note = async (request: Request) => {
    state.sent.push([new URL(request.url).pathname.split("/").at(-2), request.headers.get("If-Match"), await request.text()]);
  };
  const move = (changes: Partial<Candidate>) =>
    async ({ request }: { request: Request }) => {
      await note(request);
      state.stored = { ...state.stored, ...changes, version: state.stored.version + 1 };
      return HttpResponse.json(state.stored);
    };
  server.use(
    http.get("/api/candidates/c1/", () => HttpResponse.json(state.stored)),
    http.get("/api/candidates/c1/history/", () =>
      HttpResponse.json({ count: 1, results: [{ at: "2026-03-03T09:40:00Z", who: "Per Ek", text: "Ändrade telefon", reason: "" }] }),
    ),
    http.get("/api/proposals/", () => HttpResponse.json({ count: 0, results: [] })),
    http.get("/api/candidates/c1/nearest/", () =>
      HttpResponse.json({ wanted: 0, reached: 0, straight: 0, free_from: null, jobs: [], course: null, hindrances: [] }),
    ),
    http.post("/api/candidates/c1/mark_ready/", move({ state: { code: "ready", label: "Klar för matchning" }, allowed_actions: ["to_draft"] })),
    http.post("/api/candidates/c1/to_draft/", move({ state: { code: "draft", label: "Utkast" }, allowed_actions: ["mark_ready"] })),
    http.post("/api/candidates/c1/rest/", move({ state: { code: "resting", label: "Vilar" }, allowed_actions: ["resume"] })),
    http.patch("/api/candidates/c1/", async ({ request }) => {
      const body = (await request.clone().json()) as Partial<Candidate>;
      return move(body)({ request });
    }),
    http.post("/api/candidates/c1/login_link/", async ({ request }) => {
      await note(request);
      return HttpResponse.json({ url: "/lank/hemlig", expires_at: "2026-03-10T09:30:00Z" }, { status: 201 });
    }),
  );
  return state;
}
const draw = (at = "/deltagare/c1") =>
  renderPage(
    <>
      <CardPage />
      <ToastRegion />
    </>,
    { at, route: "/deltagare/$id", known },
  );
const user = userEvent.setup({ delay: null });
const press = (name: string) => user.click(screen.getByRole("button", { name }));

describe("the card", () => {
  it("heads with name, state, next step and who is responsible", async () => {
    backend(aCandidate({ next_step: "Boka möte", next_step_due: "2026-03-05", days_in_state: 2 }));
    draw();
    expect(await screen.findByRole("heading", { level: 1, name: "Amina Warsame" })).toBeVisible();
    const head = within(screen.getByRole("banner"));
    expect(head.getByText("Utkast")).toBeVisible();
    expect(head.getByText(/^Nästa steg:/)).toHaveTextContent("Nästa steg: Boka möte, senast tors 5 mars.");
    expect(head.getByText("Sara Övning ansvarar. 2 dagar i läget.")).toBeVisible();
  });

  it("lists what is done and what is missing, each with a way there", async () => {
    backend(
      aCandidate({
        checklist: [
          { code: "contact", label: "Kontakt", done: true, optional: false, missing: [] },
          { code: "certificates", label: "Certifikat", done: false, optional: false, missing: ["certifikat"] },
        ],
      }),
    );
    draw();
    const list = within(await screen.findByRole("region", { name: "Det här finns" }));
    expect(list.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
      "KontaktKlart",
      "CertifikatInte klartSaknas: certifikat.",
    ]);
    expect(list.getByRole("link", { name: "Certifikat" })).toHaveAttribute("href", "/deltagare/c1?flik=uppgifter&del=certificates");
  });

  it("moves on the version seen and offers the way back", async () => {
    const state = backend(aCandidate());
    draw();
    await screen.findByRole("heading", { level: 1, name: "Amina Warsame" });
    await press("Klar för matchning");
    expect(await screen.findByText("Amina Warsame: Klar för matchning.")).toBeVisible();
    await press("Ångra");
    await waitFor(() => expect(state.sent).toEqual([["mark_ready", '"3"', ""], ["to_draft", '"4"', ""]]));
    await waitFor(() => expect(within(screen.getByRole("banner")).getByText("Utkast")).toBeVisible());
  });

  it("asks for a reason where one is kept", async () => {
    const state = backend(aCandidate());
    draw();
    await screen.findByRole("heading", { level: 1, name: "Amina Warsame" });
    await press("Fler val");
    await user.click(screen.getByRole("menuitem", { name: "Låt vila …" }));
    await press("Låt vila …");
    expect(state.sent).toEqual([]);
    await user.type(screen.getByRole("textbox", { name: "Skäl" }), "Föräldraledig");
    await press("Låt vila …");
    await waitFor(() => expect(state.sent).toEqual([["rest", '"3"', '{"reason":"Föräldraledig"}']]));
  });

  it("writes nothing over when a colleague was first, and shows what holds now", async () => {
    const state = backend(aCandidate());
    server.use(
      http.post("/api/candidates/c1/mark_ready/", () => {
        state.stored = aCandidate({ version: 5, state: { code: "resting", label: "Vilar" }, allowed_actions: ["resume"] });
        return stale(state.stored);
      }),
    );
    draw();
    await screen.findByRole("heading", { level: 1, name: "Amina Warsame" });
    await press("Klar för matchning");
    expect(await screen.findByText("Någon hann före. Din ändring sparades inte.")).toBeVisible();
    await press("Visa vad som gäller");
    expect(await screen.findByRole("button", { name: "Ta upp igen" })).toBeVisible();
    expect(screen.queryByText("Någon hann före. Din ändring sparades inte.")).toBeNull();
  });

  it("says why the rule says no", async () => {
    backend(aCandidate());
    server.use(
      http.post("/api/candidates/c1/mark_ready/", () =>
        HttpResponse.json(
          { type: "client_error", errors: [{ code: "illegal_transition", detail: "Det här saknas: minst ett yrke.", attr: null }] },
          { status: 409 },
        ),
      ),
    );
    draw();
    await screen.findByRole("heading", { level: 1, name: "Amina Warsame" });
    await press("Klar för matchning");
    expect(await screen.findByText("Det här saknas: minst ett yrke.")).toBeVisible();
  });

  it("saves a field when one leaves it, and shows both sides when a colleague wrote in the same", async () => {
    const state = backend(aCandidate());
    draw();
    const step = await screen.findByRole("textbox", { name: "Vad ska hända?" });
    await user.type(step, "Ring");
    await user.tab();
    await waitFor(() => expect(state.sent).toEqual([["c1", '"3"', '{"next_step":"Ring"}']]));

    server.use(
      http.patch(
        "/api/candidates/c1/",
        () => {
          state.stored = { ...state.stored, version: 8, next_step: "Studiebesök", phone: "070-174 06 99" };
          return stale(state.stored);
        },
        { once: true },
      ),
    );
    await user.type(step, " efter 15");
    await user.tab();
    const clash = within(await screen.findByRole("alert", { name: "Två har ändrat samma uppgift" }));
    expect(clash.getByText("Ring efter 15")).toBeVisible();
    expect(clash.getByText("Studiebesök")).toBeVisible();
    expect(await clash.findByText(/^Per Ek sparade klockan 10.40/)).toBeVisible();
    expect(step).toHaveValue("Ring efter 15");
    // What only the colleague changed is on the page at once, and said.
    expect(screen.getByText("070-174 06 99")).toBeVisible();
    expect(await screen.findByText("Per Ek ändrade klockan 10.40: Mobil.")).toBeVisible();
    await user.click(clash.getByRole("button", { name: "Behåll det jag skrev" }));
    await waitFor(() => expect(state.sent.at(-1)).toEqual(["c1", '"8"', '{"next_step":"Ring efter 15"}']));
    await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
  });

  it("makes a one-time link on a press, shows it once and forgets it", async () => {
    backend(aCandidate());
    draw();
    await screen.findByRole("heading", { level: 1, name: "Amina Warsame" });
    await press("Skapa inloggningslänk");
    const dialog = within(screen.getByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Skapa inloggningslänk" }));
    expect(await dialog.findByRole("textbox", { name: "Länk" })).toHaveValue("http://localhost/lank/hemlig");
    expect(dialog.getByText("Fungerar en gång, till tis 10 mars klockan 10.30.")).toBeVisible();
    await user.click(dialog.getByRole("button", { name: "Kopiera länken" }));
    expect(await navigator.clipboard.readText()).toBe("http://localhost/lank/hemlig");
    expect(await dialog.findByText("Länken är kopierad.")).toBeVisible();
    await user.click(dialog.getByRole("button", { name: "Klar" }));
    await press("Skapa inloggningslänk");
    expect(within(screen.getByRole("dialog")).queryByRole("textbox")).toBeNull();
  });

  it("is only read by one who may not write", async () => {
    backend(aCandidate({ allowed_actions: [], next_step: "Ring efter 15" }));
    draw("/deltagare/c1?flik=uppgifter");
    expect(await screen.findByText("Ring efter 15", { selector: "dd *" })).toBeVisible();
    expect(screen.queryByRole("textbox")).toBeNull();
  });
});

describe("her matches", () => {
  const proposal = {
    id: "p1",
    version: 2,
    state: "asked",
    state_label: "Deltagaren tillfrågad",
    candidate: { id: "c1", name: "Amina Warsame" },
    need: { occupation: "Målare", project_name: "Stålklockan 1", company: "Bygg", employment_form: "Lärling" },
    start_date: "2026-05-04",
    end_date: "2026-09-01",
    travel_minutes: 21.7,
    is_stale: false,
    path: [],
    ending_certificates: [{ name: "Heta arbeten", expires: "2026-06-01", when: "during", when_label: "" }],
    reasons: [
      { code: "consent", kind: "met", sentence_sv: "Har samtyckt." },
      { code: "travel", kind: "minus", sentence_sv: "Resväg: −1 arbetsvecka." },
      { code: "age", kind: "met", sentence_sv: "Uppfyller åldersgränsen." },
      { code: "trade", kind: "met", sentence_sv: "Vill arbeta som Målare." },
      { code: "dates", kind: "met", sentence_sv: "Är tillgänglig." },
    ],
    allowed_actions: ["accept", "decline"],
  };
  const asked = () => {
    const sent: unknown[] = [];
    backend(aCandidate());
    const answer = async ({ request }: { request: Request }) => {
      sent.push([new URL(request.url).pathname, request.headers.get("If-Match"), await request.json()]);
      return HttpResponse.json({ ...proposal, state_label: "Sparat" });
    };
    server.use(
      http.get("/api/proposals/", () => HttpResponse.json({ count: 1, results: [proposal] })),
      http.post("/api/proposals/p1/accept/", answer),
      http.post("/api/proposals/p1/decline/", answer),
    );
    draw("/deltagare/c1?flik=matchningar");
    return sent;
  };

  it("gives four reasons, the most telling first, and the rest on request", async () => {
    asked();
    const match = within(await screen.findByRole("article", { name: "Målare på Stålklockan 1" }));
    const [, shown] = match.getAllByRole("list");
    expect(within(shown as HTMLElement).getAllByRole("listitem")[0]).toHaveTextContent("Vill arbeta som Målare.");
    expect(within(shown as HTMLElement).getAllByRole("listitem")).toHaveLength(4);
    expect(match.getByText("22 minuters resa")).toBeVisible();
    expect(match.getByText(/^Heta arbeten går ut 1 juni 2026, under tiden på plats/)).toBeVisible();
    expect(match.getByRole("button", { name: "Visa ett skäl till" })).toBeVisible();
  });

  it("passes on a yes only with how she was asked", async () => {
    const sent = asked();
    await screen.findByRole("button", { name: "Svarade ja" });
    await press("Svarade ja");
    await press("Spara ja");
    expect(sent).toEqual([]);
    await user.click(within(screen.getByRole("radiogroup", { name: /Hur frågade du Amina Warsame/ })).getByRole("radio", { name: "Per telefon" }));
    await user.click(screen.getByRole("checkbox", { name: "En tolk var med" }));
    await press("Spara ja");
    await waitFor(() => expect(sent).toEqual([["/api/proposals/p1/accept/", '"2"', { channel: "phone", interpreter: true }]]));
  });

  it("passes on a no without a reason, but not without how she was asked", async () => {
    const sent = asked();
    await screen.findByRole("button", { name: "Svarade nej" });
    await press("Svarade nej");
    await press("Spara nej");
    expect(sent).toEqual([]);
    await user.click(screen.getByRole("radio", { name: "Vid möte" }));
    await press("Spara nej");
    const body = { channel: "meeting", interpreter: false, reason_code: "not_said", reason: "" };
    await waitFor(() => expect(sent).toEqual([["/api/proposals/p1/decline/", '"2"', body]]));
  });
});
