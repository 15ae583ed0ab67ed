import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { referenceQuery } from "@/api/reference";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import { CardPage } from "../card/CardPage";
import type { Candidate } from "../record/values";
import { aCandidate } from "../testing";

const reference = { occupations: [{ code: "tra", name_sv: "Träarbetare" }], rungs: [], languages: [], skills_by_ssyk: {} };
const known = [[referenceQuery.queryKey, reference]] as const;
const server = serverForTests();
const user = userEvent.setup({ delay: null });

const sara = { id: "u1", name: "Sara Övning" };
const visit: Candidate["journey"]["steps"][number]["activities"][number] = {
  id: "a1",
  what: "Studiebesök",
  due: "2026-03-03",
  owner: "company",
  owner_label: "Arbetsgivaren",
  done_on: null,
  outcome: "",
  written_by: sara,
};
const onHerWay = (activities = [visit]): Candidate["journey"] => ({
  now: 2,
  words: "Prova på. På tur: Studiebesök.",
  steps: [
    { step: 1, label: "Vägledning", phase: "nothing", activities: [] },
    { step: 2, label: "Prova på", phase: "now", activities },
  ],
});
const account: Candidate["hour_accounts"][number] = {
  occupation: "tra",
  name: "Träarbetare",
  hours: 1500,
  goal: 5800,
  entries: [
    {
      id: "h1",
      hours: 1500,
      first_day: "2024-01-08",
      last_day: "2024-12-20",
      source: "employer",
      source_label: "Arbetsgivare",
      note: "Norra kajen",
      written_by: sara,
      written_at: "2026-03-01T08:00:00Z",
    },
  ],
};

function backend(first: Candidate, after: Partial<Candidate> = {}) {
  const sent: unknown[] = [];
  let stored = first;
  server.use(
    http.get("/api/candidates/c1/", () => HttpResponse.json(stored)),
    http.get("/api/candidates/c1/history/", () => HttpResponse.json({ count: 0, results: [] })),
    http.post("/api/candidates/c1/:action/", async ({ request, params }) => {
      sent.push([params.action, request.headers.get("If-Match"), await request.json()]);
      stored = { ...stored, ...after, version: stored.version + 1 };
      return HttpResponse.json(stored);
    }),
  );
  return sent;
}
const draw = (tab: string) => renderPage(<CardPage />, { at: `/deltagare/c1?flik=${tab}`, route: "/deltagare/$id", known });

describe("the way", () => {
  it("shows the steps in order and where she is", async () => {
    backend(aCandidate({ journey: onHerWay() }));
    draw("vag");
    const region = within(await screen.findByRole("region", { name: "Vägen till arbete" }));
    expect(region.getAllByRole("heading", { level: 3 }).map((heading) => heading.textContent)).toEqual(["1. Vägledning", "2. Prova på"]);
    expect(region.getByText("Inget antecknat")).toBeVisible();
    expect(region.getByText("2. Prova på").closest("li")).toHaveAttribute("aria-current", "step");
    expect(region.getByText(/^Senast/)).toHaveTextContent("Senast 3 mars 2026 · Arbetsgivaren");
  });

  it("marks an activity done with its outcome, on the version seen", async () => {
    const sent = backend(aCandidate({ journey: onHerWay() }), {
      journey: onHerWay([{ ...visit, done_on: "2026-03-02", outcome: "Vill gå vidare" }]),
    });
    draw("vag");
    await user.click(await screen.findByRole("button", { name: "Markera klar Studiebesök" }));
    const dialog = within(screen.getByRole("dialog"));
    await user.type(dialog.getByRole("textbox", { name: /^Vad gav det\?/ }), "Vill gå vidare");
    await user.click(dialog.getByRole("button", { name: "Markera klar" }));
    expect(await screen.findByText("Vill gå vidare")).toBeVisible();
    expect(sent).toEqual([
      ["complete_activity", '"3"', { entry: "a1", done_on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), outcome: "Vill gå vidare" }],
    ]);
    await user.click(screen.getByRole("button", { name: "Ångra klar: Studiebesök" }));
    await waitFor(() => expect(sent[1]).toEqual(["reopen_activity", '"4"', { entry: "a1" }]));
  });

  it("sums hours against the certificate and takes a wrong entry away only when one is sure", async () => {
    const sent = backend(aCandidate({ hour_accounts: [account] }));
    draw("vag");
    expect(await screen.findByRole("progressbar", { name: "Träarbetare" })).toHaveAttribute(
      "aria-valuetext",
      expect.stringMatching(/^1\s500 av 5\s800 timmar$/),
    );
    expect(screen.getByText(/Norra kajen/)).toHaveTextContent("8 januari 2024 – 20 december 2024 · Arbetsgivare · Norra kajen");
    await user.click(screen.getByRole("button", { name: /^Ta bort 1\s500 timmar$/ }));
    expect(sent).toEqual([]);
    await user.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Ta bort" }));
    await waitFor(() => expect(sent).toEqual([["remove_hours", '"3"', { entry: "h1" }]]));
  });

  it("is only read by one who may not write", async () => {
    backend(aCandidate({ journey: onHerWay(), hour_accounts: [account], allowed_actions: [] }));
    draw("vag");
    const region = within(await screen.findByRole("region", { name: "Vägen till arbete" }));
    expect(region.queryByRole("button")).toBeNull();
    expect(within(screen.getByRole("region", { name: "Timmar mot yrkesbevis" })).queryByRole("button")).toBeNull();
  });
});

describe("notes", () => {
  const note = { id: "n1", text: "Vill börja före sommaren.", written_by: sara, written_at: "2026-03-01T08:00:00Z", may_remove: false };

  it("are written with a date, and others' are not taken away", async () => {
    const sent = backend(aCandidate({ notes: [note] }), {
      notes: [{ ...note, id: "n2", text: "Ringde.", may_remove: true }, note],
    });
    draw("samtal");
    expect(await screen.findByText("Vill börja före sommaren.")).toBeVisible();
    expect(screen.queryByRole("button", { name: /^Ta bort anteckningen/ })).toBeNull();
    await user.type(screen.getByRole("textbox", { name: "Ny anteckning" }), "Ringde.");
    await user.click(screen.getByRole("button", { name: "Spara anteckningen" }));
    expect(await screen.findByText("Ringde.", { selector: "p" })).toBeVisible();
    expect(screen.getByRole("textbox", { name: "Ny anteckning" })).toHaveValue("");
    await user.click(screen.getByRole("button", { name: /^Ta bort anteckningen/ }));
    await waitFor(() =>
      expect(sent).toEqual([
        ["add_note", '"3"', { text: "Ringde." }],
        ["remove_note", '"4"', { entry: "n2" }],
      ]),
    );
  });
});
