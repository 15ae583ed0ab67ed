import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import { SupportForms } from "./SupportForms";

const server = serverForTests();
const rule = {
  para: "6 §",
  who: "nyanländ, fyllt 20",
  verdict: "possible",
  missing: [],
  against: [],
  amount: "2,5 gånger arbetsgivaravgiften",
  month_sek: 15710,
  of_wage: true,
  extra_month_sek: null,
  year_sek: null,
  longest_months: 24,
  checked: "Kontrollerad mot källan",
  note: "",
};
const form = { code: "nystartsjobb", name: "Nystartsjobb", law: "SFS 2018:43", paid_to: "", checked_on: "2026-04-27", note: "" };
const answer = (forms: object[]) =>
  server.use(
    http.get("/api/candidates/c1/support/", () =>
      HttpResponse.json({ day: "2026-11-22", wage: null, sentence: "Möjligt – Arbetsförmedlingen beslutar", forms }),
    ),
  );

describe("possible support", () => {
  it("tells form, paragraph, amount and longest time, and that somebody else decides", async () => {
    answer([{ ...form, verdict: "possible", rules: [rule, { ...rule, para: "4 §", verdict: "no", against: ["har inte fyllt 25 år"] }] }]);
    renderPage(<SupportForms id="c1" />);
    expect(await screen.findByRole("heading", { name: "Nystartsjobb" })).toBeVisible();
    expect(screen.getByText("Möjligt – Arbetsförmedlingen beslutar")).toBeVisible();
    expect(screen.getByText("6 §")).toBeVisible();
    expect(screen.getByText(/högst 15.710 kr i månaden · längst 24 månader/)).toBeVisible();
    expect(screen.queryByText("4 §")).toBeNull();
  });

  it("counts on a wage when one is given, and says where the ceiling is", async () => {
    const asked: string[] = [];
    server.use(
      http.get("/api/candidates/c1/support/", ({ request }) => {
        const { searchParams } = new URL(request.url);
        asked.push(searchParams.toString());
        const wage = searchParams.has("wage")
          ? { month_sek: 31500, hours_per_week: 40, counted_sek: 20000, cap_sek: 20000 }
          : null;
        const fixed = { ...rule, para: "9 §", month_sek: 15162, of_wage: false };
        const forms = [{ ...form, verdict: "possible", rules: [rule, fixed] }];
        return HttpResponse.json({ day: "2026-11-22", wage, sentence: "Möjligt – Arbetsförmedlingen beslutar", forms });
      }),
    );
    renderPage(<SupportForms id="c1" />);
    expect(await screen.findByText(/Beloppen är de högsta/)).toBeVisible();
    await userEvent.type(screen.getByRole("textbox", { name: /Månadslön före skatt/ }), "31500");
    await userEvent.click(screen.getByRole("button", { name: "Räkna på lönen" }));
    expect(await screen.findByText(/20.000 av 31.500 kr räknas: taket är 20.000 kr/)).toBeVisible();
    expect(screen.getByText(/^15.710 kr i månaden/)).toBeVisible();
    expect(screen.getByText(/^högst 15.162 kr i månaden/)).toBeVisible();
    expect(asked).toEqual(["", "wage=31500&hours=40"]);
  });

  it("says what is missing, and what speaks against the rest when asked", async () => {
    answer([
      { ...form, verdict: "unknown", rules: [{ ...rule, verdict: "unknown", missing: ["inskrivningsdatum"] }] },
      { ...form, code: "sius", name: "SIUS", verdict: "no", rules: [{ ...rule, verdict: "no", against: ["inget beslut"] }] },
    ]);
    renderPage(<SupportForms id="c1" />);
    expect(await screen.findByText("Saknas: inskrivningsdatum.")).toBeVisible();
    expect(screen.getByText("Ingen stödform är säkert möjlig med det som är känt.")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "1 form är inte möjlig nu" }));
    expect(screen.getByText("Talar emot: inget beslut.")).toBeVisible();
  });
});
