import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { referenceQuery } from "@/api/reference";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import type { Candidate } from "../record/values";
import { aCandidate, aLanguage } from "../testing";
import { RegisterPage } from "./RegisterPage";

const reference = {
  languages: [
    { code: "sv", name_sv: "Svenska" },
    { code: "so", name_sv: "Somaliska" },
  ],
  language_levels: [
    { value: 1, name_sv: "A1" },
    { value: 2, name_sv: "A2" },
  ],
  municipalities: [{ code: "0126", name: "Huddinge" }],
  districts: [],
  stations: [],
  consent_wordings: [],
  occupations: [{ code: "golv", name_sv: "Golvläggare", ssyk2012: "7122" }],
  skills: [],
  skills_by_ssyk: {},
};
const known = [[referenceQuery.queryKey, reference]] as const;
const server = serverForTests();

/** Stores drafts as the API does, and finds whoever `people` says. */
function backend({ people = [] as object[], elsewhere = false, drafts = [] as object[] } = {}) {
  const sent: unknown[] = [];
  let stored: Candidate | null = null;
  const answer = (body: Record<string, unknown>) => {
    const { municipality, preferred_language: language, wishes = stored?.wishes ?? [], consents: _, ...plain } = body;
    const next = {
      ...(stored ?? aCandidate({ version: 0, preferred_language: { code: "sv", name: "" }, phone: "", birth_date: null, available_from: null, municipality: null })),
      ...(plain as object),
      ...(municipality !== undefined && { municipality: { code: String(municipality), name: "" } }),
      ...(language !== undefined && { preferred_language: { code: String(language), name: "" } }),
      wishes: wishes as Candidate["wishes"],
      version: (stored?.version ?? 0) + 1,
    };
    stored = { ...next, name: `${next.first_name} ${next.last_name}` };
    return HttpResponse.json(stored);
  };
  server.use(
    http.get("/api/candidates/", () =>
      HttpResponse.json({ count: drafts.length, next: null, previous: null, results: drafts }),
    ),
    http.post("/api/candidates/c1/judge_duplicate/", async ({ request }) => {
      sent.push(["judge", await request.json()]);
      return HttpResponse.json({}, { status: 201 });
    }),
    http.post("/api/candidates/ask_for_access/", async ({ request }) => {
      sent.push(["access", await request.json()]);
      return new HttpResponse(null, { status: 204 });
    }),
    http.post("/api/candidates/possible_duplicates/", async ({ request }) => {
      sent.push(["search", ((await request.json()) as { q: string }).q]);
      return HttpResponse.json({ own: people, elsewhere });
    }),
    http.post("/api/candidates/", async ({ request }) => {
      const body = (await request.json()) as Record<string, unknown>;
      sent.push(["create", body]);
      stored = null;
      return answer(body);
    }),
    http.patch("/api/candidates/c1/", async ({ request }) => {
      const body = (await request.json()) as Record<string, unknown>;
      sent.push(["update", request.headers.get("If-Match"), body]);
      return answer(body);
    }),
    http.post("/api/candidates/c1/close/", async ({ request }) => {
      sent.push(["close", request.headers.get("If-Match"), await request.json()]);
      return HttpResponse.json({ ...stored, version: 9 });
    }),
  );
  return { sent, only: (kind: string) => sent.filter((call) => (call as string[])[0] === kind) };
}
/** Writes in the one box; with {Enter} it goes on. */
async function begin(user: ReturnType<typeof userEvent.setup>, text: string) {
  (await screen.findByLabelText("Personnummer, samordningsnummer, mobil eller namn")).focus();
  await user.paste(text.replace("{Enter}", ""));
  if (text.endsWith("{Enter}")) {
    await user.keyboard("{Enter}");
    await screen.findByLabelText("Mobil");
  }
}
const draw = (at = "/deltagare/ny") => renderPage(<RegisterPage />, { at, route: "/deltagare/ny", known });
const HASSAN = {
  id: "h1",
  name: "Hassan Ali",
  state: { code: "ready", label: "Klar för matchning" },
  coach: { id: "u2", name: "Per Ek" },
  phone: "070-174 06 07",
  email: "",
  birth_date: "1991-02-03",
  municipality: null,
  likeness: { code: "like", label: "lik" },
  because: ["samma namn"],
};

describe("registering", () => {
  it("goes from one box through the fields by keyboard alone, storing each", async () => {
    const user = userEvent.setup({ delay: null });
    const { only } = backend();
    const { address } = draw();
    await begin(user, "amina warsame{Enter}");
    // The name is known: the draft is stored, and focus is in the first empty field.
    await waitFor(() => expect(only("create")).toEqual([["create", { first_name: "Amina", last_name: "Warsame" }]]));
    expect(document.activeElement).toHaveAccessibleName("Mobil");
    await user.paste("070-174 06 05");
    await user.keyboard("{Enter}");
    expect(document.activeElement).toHaveAccessibleName("E-post");
    await user.keyboard("{Enter}19900501{Enter}");
    expect(document.activeElement).toHaveAccessibleName("Personnummer eller samordningsnummer (valfritt)");
    await user.keyboard("{Enter}");
    expect(document.activeElement).toHaveAccessibleName("Språk som personen talar bäst");
    await user.keyboard("som{ArrowDown}{Enter}{Enter}");
    expect(document.activeElement).toHaveAccessibleName("Nivå i svenska");
    await waitFor(() =>
      expect(only("update")).toEqual([
        ["update", '"1"', { phone: "070-174 06 05" }],
        ["update", '"2"', { birth_date: "1990-05-01" }],
        ["update", '"3"', { preferred_language: "so", languages: [{ language: "so", level: 6 }] }],
      ]),
    );
    expect(await screen.findByText(/^Sparat \d\d\.\d\d$/)).toBeVisible();
    expect(address()).toBe("/deltagare/ny?utkast=c1");
  });

  it("opens a draft again, and Ctrl+Enter goes on to the next person with area and language kept", async () => {
    const user = userEvent.setup({ delay: null });
    backend();
    server.use(
      http.get("/api/candidates/c1/", () =>
        HttpResponse.json(
          aCandidate({
            municipality: { code: "0126", name: "Huddinge" },
            languages: [
              aLanguage({ language: "so", name: "Somaliska", level: 6, level_label: "C2" }),
              aLanguage({ listening: 2, speaking: 3, reading: 1, sfi_course: "sfi-b" }),
            ],
            wishes: [{ occupation: "golv", name: "Golvläggare", rung: 0, rung_label: "Lärling", hours_worked: 0 }],
          }),
        ),
      ),
    );
    const { address } = draw("/deltagare/ny?utkast=c1");
    (await screen.findByLabelText("E-post")).focus();
    await user.keyboard("{Control>}{Enter}{/Control}");
    const box = await screen.findByLabelText("Personnummer, samordningsnummer, mobil eller namn");
    expect(box).toHaveFocus();
    expect(address()).toBe("/deltagare/ny");
    await user.keyboard("bo ek{Enter}");
    expect(await screen.findByRole("combobox", { name: "Kommun" })).toHaveValue("Huddinge");
    expect(screen.getByRole("combobox", { name: "Språk som personen talar bäst" })).toHaveValue("Somaliska");
    expect(screen.getByRole("textbox", { name: "Mobil" })).toHaveValue("");
    expect(screen.queryByRole("button", { name: "Ta bort Golvläggare" })).toBeNull();
  });

  it("shows what one began before, to go on with", async () => {
    backend({ drafts: [{ id: "d1", name: "Bo Ek", state_since: "2026-03-01T08:00:00Z" }] });
    draw();
    expect(await screen.findByRole("link", { name: "Fortsätt med Bo Ek" })).toHaveAttribute("href", "/deltagare/ny?utkast=d1");
  });

  it("goes between the parts with Alt and an arrow", async () => {
    const user = userEvent.setup({ delay: null });
    backend();
    draw();
    await begin(user, "amina warsame{Enter}");
    await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
    expect(document.activeElement).toHaveAccessibleName("Språk som personen talar bäst");
    await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
    expect(document.activeElement).toHaveAccessibleName("Kommun");
    await user.keyboard("{Alt>}{ArrowUp}{ArrowUp}{/Alt}");
    expect(document.activeElement).toHaveAccessibleName("Förnamn");
  });

  it("lists what is missing, each with a way to its field", async () => {
    const user = userEvent.setup({ delay: null });
    backend();
    draw();
    await begin(user, "amina{Enter}");
    await user.click(await screen.findByRole("button", { name: "Spara deltagare" }));
    const summary = await screen.findByRole("alert");
    expect(summary).toHaveFocus();
    expect(within(summary).getAllByRole("listitem").map((item) => item.textContent)).toEqual([
      "Skriv efternamn.",
      "Skriv ett mobilnummer eller en e-postadress.",
      "Skriv födelsedatum. Jobbens åldersgränser kräver det.",
      "Välj språket som personen talar bäst.",
      "Välj kommun.",
      "Välj vilken dag personen kan börja.",
      "Välj minst ett yrke.",
    ]);
    await user.click(within(summary).getByRole("button", { name: "Välj kommun." }));
    expect(screen.getByRole("combobox", { name: "Kommun" })).toHaveFocus();
  });

  it("keeps nothing of the person in the browser's storage", async () => {
    const user = userEvent.setup({ delay: null });
    const { only } = backend();
    draw();
    await begin(user, "amina warsame{Enter}");
    await waitFor(() => expect(only("create")).toHaveLength(1));
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toMatch(/amina|warsame/i);
  });

  it("asks before the page is closed while something is not stored", async () => {
    const user = userEvent.setup({ delay: null });
    backend();
    draw();
    await begin(user, "amina{Enter}");
    const leaving = new Event("beforeunload", { cancelable: true });
    window.dispatchEvent(leaving);
    expect(leaving.defaultPrevented).toBe(true);
  });
});

describe("duplicates", () => {
  it("shows people beside the form, and of other organisations only that there is one", async () => {
    const user = userEvent.setup({ delay: null });
    const { only } = backend({ people: [HASSAN], elsewhere: true });
    const { address } = draw();
    await begin(user, "hassan ali");
    const panel = within(screen.getByRole("complementary", { name: "Finns personen redan?" }));
    expect(await panel.findByText("Hassan Ali")).toBeVisible();
    expect(panel.getByText(/^Möjlig träff hos en annan förvaltning/)).toBeVisible();
    // One search when typing pauses, not one a letter.
    expect(only("search")).toEqual([["search", "hassan ali"]]);
    await user.click(panel.getByRole("button", { name: "Inte samma – fortsätt" }));
    expect(panel.queryByText("Hassan Ali")).toBeNull();
    expect(address()).toBe("/deltagare/ny");
  });

  it("closes the draft that was begun when it is the same person, with that as the reason", async () => {
    const user = userEvent.setup({ delay: null });
    const { only } = backend({ people: [HASSAN] });
    const { address } = draw();
    await begin(user, "hassan ali{Enter}");
    await waitFor(() => expect(only("create")).toHaveLength(1));
    const panel = within(screen.getByRole("complementary", { name: "Finns personen redan?" }));
    await user.click(await panel.findByRole("button", { name: "Samma person – öppna" }));
    await waitFor(() => expect(address()).toBe("/deltagare/h1"));
    await waitFor(() => expect(only("close")).toEqual([["close", '"1"', { reason: "Dubblett: personen var redan registrerad." }]]));
  });

  it("keeps why it is not the same person, and asks a colleague when one is unsure", async () => {
    const user = userEvent.setup({ delay: null });
    const { only } = backend({ people: [HASSAN] });
    draw();
    await begin(user, "hassan ali{Enter}");
    const panel = within(screen.getByRole("complementary", { name: "Finns personen redan?" }));
    expect(await panel.findByText("Lik")).toBeVisible();
    await user.click(await panel.findByRole("button", { name: "Osäker – be kollega" }));
    await user.keyboard("Samma syster{Enter}");
    await waitFor(() => expect(only("judge")).toEqual([["judge", { other: "h1", verdict: "unsure", reason: "Samma syster" }]]));
    await user.click(await panel.findByRole("button", { name: "Inte samma – fortsätt" }));
    await user.keyboard("Kusiner{Enter}");
    await waitFor(() => expect(only("judge")[1]).toEqual(["judge", { other: "h1", verdict: "not_same", reason: "Kusiner" }]));
    await waitFor(() => expect(panel.queryByText("Hassan Ali")).toBeNull());
  });

  it("asks another organisation with a reason, knowing no more than that somebody is there", async () => {
    const user = userEvent.setup({ delay: null });
    const { only } = backend({ elsewhere: true });
    draw();
    await begin(user, "hassan ali");
    await user.click(await screen.findByRole("button", { name: "Be om åtkomst" }));
    await user.keyboard("Personen står hos oss{Enter}");
    await waitFor(() =>
      expect(only("access")).toEqual([["access", { q: "hassan ali", birth_date: null, reason: "Personen står hos oss" }]]),
    );
  });

  it("does not find the draft itself", async () => {
    const user = userEvent.setup({ delay: null });
    const { only } = backend({ people: [{ ...HASSAN, id: "c1" }] });
    draw();
    await begin(user, "hassan ali{Enter}");
    await waitFor(() => expect(only("create")).toHaveLength(1));
    expect(await screen.findByText("Ingen liknande person hos er.")).toBeVisible();
  });
});
