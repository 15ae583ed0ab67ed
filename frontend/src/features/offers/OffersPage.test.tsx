import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import { OffersPage } from "./OffersPage";
import type { Offer } from "./words";

const server = serverForTests();

const anonymous = { alias: "Kandidat A1B2", is_named: false, name: "", phone: "", email: "" };
const named = { alias: "Kandidat A1B2", is_named: true, name: "Amina Övning", phone: "070-174 06 05", email: "amina@example.com" };

function offer(patch: Partial<Offer> = {}): Offer {
  return {
    id: "o1",
    version: 4,
    state: "accepted",
    state_label: "Deltagaren sa ja",
    state_since: "2026-11-20T09:00:00+01:00",
    person: named,
    capability: {
      rung: "Lärling",
      skills: ["Golvläggning"],
      certificates: [{ name: "Heta arbeten", expires: "2028-05-01" }],
      licences: ["B"],
      languages: ["Svenska A2"],
      hours_per_week: 40,
    },
    ending_certificates: [],
    need: {
      id: "n1",
      number: 184,
      occupation: "Golvläggare",
      occupation_code: "golv",
      project_id: "p1",
      project_name: "Kvarteret",
      company: "Bolaget",
      municipality: "Stockholm",
      employment_form: "Lärling",
    },
    start_date: "2027-01-25",
    end_date: "2027-08-09",
    path: [],
    tutor_hours_per_week: 6,
    answer_by: null,
    suggested_time: null,
    time_refused: "",
    allowed_actions: ["confirm", "turn_down", "suggest_time"],
    ...patch,
  };
}

function backend(offers: Offer[], start = { to_answer: 1, asked_candidates: 0 }) {
  const asked: string[] = [];
  server.use(
    http.get("/api/offers/", ({ request }) => {
      asked.push(new URL(request.url).search);
      return HttpResponse.json({ count: offers.length, next: null, previous: null, results: offers });
    }),
    http.get("/api/start/company/", () => HttpResponse.json({ ...start, starting_soon: 0, needs_short: 0, to_confirm: [], needs: [], reminded: 0, response_rate: { asked: 0, in_time: 0, days: 5 } })),
  );
  return asked;
}

describe("a candidate to us", () => {
  it("has no name before her yes, and nothing to press", async () => {
    backend([offer({ state: "asked", person: anonymous, allowed_actions: [] })]);
    renderPage(<OffersPage />, { at: "/?lage=tillfragade" });
    const card = await screen.findByRole("article", { name: "Kandidat A1B2" });
    expect(within(card).getByText("Namn och telefon visas när kandidaten har sagt ja.")).toBeVisible();
    expect(within(card).queryByRole("button")).toBeNull();
    expect(within(card).queryByText("amina@example.com")).toBeNull();
  });

  it("is named with a way to reach her after it, and says what she can, has, starts and needs", async () => {
    backend([offer()]);
    renderPage(<OffersPage />);
    const card = await screen.findByRole("article", { name: "Amina Övning" });
    expect(within(card).getByRole("link", { name: "070-174 06 05" })).toHaveAttribute("href", "tel:0701740605");
    expect(within(card).getByText("Golvläggning")).toBeVisible();
    expect(within(card).getByText("Heta arbeten (till 2028-05-01) och körkort B")).toBeVisible();
    expect(within(card).getByText("6 timmar handledning i veckan")).toBeVisible();
    // The API's end is the first day after.
    expect(within(card).getByText(/till 8\s*augusti\s*2027, 40 timmar i veckan/u)).toBeVisible();
  });

  it("is confirmed on the version that was seen", async () => {
    backend([offer()]);
    let seen: string | null = null;
    server.use(
      http.post("/api/offers/o1/confirm/", ({ request }) => {
        seen = request.headers.get("If-Match");
        return HttpResponse.json(offer({ state: "confirmed", version: 5, allowed_actions: [] }));
      }),
    );
    renderPage(<OffersPage />);
    await userEvent.click(await screen.findByRole("button", { name: /Bekräfta/u }));
    await expect.poll(() => seen).toBe('"4"');
  });

  it("is turned down in three clicks, with the coded reason", async () => {
    backend([offer()]);
    let body: unknown = null;
    server.use(
      http.post("/api/offers/o1/turn-down/", async ({ request }) => {
        body = await request.json();
        return HttpResponse.json(offer({ state: "turned_down", version: 5, allowed_actions: [] }));
      }),
    );
    renderPage(<OffersPage />);
    await userEvent.click(await screen.findByRole("button", { name: /Tacka nej/u }));
    const dialog = await screen.findByRole("dialog");
    await userEvent.click(within(dialog).getByRole("radio", { name: "Handledare saknas" }));
    await userEvent.click(within(dialog).getByRole("button", { name: "Tacka nej" }));
    await expect.poll(() => body).toEqual({ reason_code: "no_tutor", reason: "" });
  });

  it("is not turned down without a reason, nor with other and no words", async () => {
    backend([offer()]);
    renderPage(<OffersPage />);
    await userEvent.click(await screen.findByRole("button", { name: /Tacka nej/u }));
    const dialog = await screen.findByRole("dialog");
    await userEvent.click(within(dialog).getByRole("button", { name: "Tacka nej" }));
    expect(within(dialog).getAllByText(/Fyll i Varför\?/u)[0]).toBeVisible();
    await userEvent.click(within(dialog).getByRole("radio", { name: "Annat" }));
    await userEvent.click(within(dialog).getByRole("button", { name: "Tacka nej" }));
    expect((await within(dialog).findAllByText(/Fyll i Berätta mer/u))[0]).toBeVisible();
  });

  it("can be asked for at another time, the length kept", async () => {
    backend([offer()]);
    let body: unknown = null;
    server.use(
      http.post("/api/offers/o1/suggest-time/", async ({ request }) => {
        body = await request.json();
        return HttpResponse.json(offer({ version: 5, allowed_actions: ["confirm", "turn_down"] }));
      }),
    );
    renderPage(<OffersPage />);
    await userEvent.click(await screen.findByRole("button", { name: /Föreslå annan tid/u }));
    const dialog = await screen.findByRole("dialog");
    const start = within(dialog).getByRole("group", { name: /Första dag på plats/u });
    // One day later.
    within(start).getAllByRole("spinbutton")[2]?.focus();
    await userEvent.keyboard("{ArrowUp}");
    await userEvent.type(within(dialog).getByRole("textbox", { name: /Varför/u }), "Stommen är sen.");
    await userEvent.click(within(dialog).getByRole("button", { name: "Skicka till samordnaren" }));
    await expect.poll(() => body).toEqual({ start_date: "2027-01-26", end_date: "2027-08-10", reason: "Stommen är sen." });
  });

  it("shows that a wish waits, and why one was refused", async () => {
    const wish = { start_date: "2027-02-01", end_date: "2027-08-16", reason: "Sen stomme", at: "2026-11-20T09:00:00+01:00" };
    backend([
      offer({ suggested_time: wish, allowed_actions: ["confirm", "turn_down"] }),
      offer({ id: "o2", person: { ...named, name: "Bo Övning" }, time_refused: "Hon har kurs då." }),
    ]);
    renderPage(<OffersPage />);
    const first = await screen.findByRole("article", { name: "Amina Övning" });
    expect(within(first).getByText(/Ni har föreslagit .*1\s*februari/u)).toBeVisible();
    expect(within(first).queryByRole("button", { name: /Föreslå annan tid/u })).toBeNull();
    expect(screen.getByText(/Hon har kurs då/u)).toBeVisible();
  });

  it("that a colleague answered first is shown as a conflict, and the new state on request", async () => {
    const asked = backend([offer()]);
    server.use(
      http.post("/api/offers/o1/confirm/", () =>
        HttpResponse.json(
          {
            type: "client_error",
            errors: [{ code: "stale_version", detail: "Någon hann före.", attr: null }],
            current: offer({ state: "turned_down", version: 5 }),
          },
          { status: 412 },
        ),
      ),
    );
    renderPage(<OffersPage />);
    await userEvent.click(await screen.findByRole("button", { name: /Bekräfta/u }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Någon hann före. Din ändring sparades inte.");
    const before = asked.length;
    await userEvent.click(screen.getByRole("button", { name: "Visa vad som gäller" }));
    await expect.poll(() => asked.length).toBeGreaterThan(before);
  });
});

describe("an empty list", () => {
  it("says that the asked answer first, and leads to them", async () => {
    const asked = backend([], { to_answer: 0, asked_candidates: 3 });
    renderPage(<OffersPage />);
    await userEvent.click(await screen.findByRole("button", { name: "Visa de 3 tillfrågade" }));
    await expect.poll(() => asked.at(-1)).toContain("state=approved&state=asked");
  });
});
