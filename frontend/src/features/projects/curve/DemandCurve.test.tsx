import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import type { Curve, Project } from "../words";
import { DemandCurve } from "./DemandCurve";

const server = serverForTests();
const project = { id: "p1", name: "Kvarteret" } as Project;
const occupation = { code: "mur", name: "Murare" };
const curve: Curve = {
  available: true,
  sentence: "Som mest behövs omkring 4 personer samtidigt, v. 10 2027.",
  template: { code: "t", name: "Mall", source: "Källa" },
  template_note: "Talen är antaganden.",
  weeks: [
    { monday: "2027-03-01", label: "v. 9 2027", heads: 2 },
    { monday: "2027-03-08", label: "v. 10 2027", heads: 4.5 },
  ],
  trades: [{ occupation, heads: [2, 4.5], person_weeks: 6.5, peak: 4.5 }],
  assumptions: [
    {
      key: "hours_per_m2_boa",
      name: "Timmar per m²",
      value: 16,
      unit: "h/m²",
      low: 12,
      high: 28,
      source: "Grov kontroll",
      verification: { code: "assumption", label: "Antagande – ändra vid behov" },
    },
  ],
  suggestions: [
    {
      occupation,
      min_rung: { code: 0, label: "Lärling" },
      employment_form: { code: "apprentice", label: "Lärling" },
      start_date: "2027-03-01",
      end_date: "2027-03-15",
      start_week: "v. 9 2027",
      steps: [{ start_date: "2027-03-01", end_date: "2027-03-15", headcount: 1 }],
      person_weeks: 2,
      tutor_hours_per_person: 6,
      existing: [],
    },
  ],
  changes: [],
  actuals: [],
  calibration: null,
};

function backend(answer: Curve = curve) {
  const posted: unknown[] = [];
  const drafts: object[] = [];
  server.use(
    http.get("/api/reference/", () => HttpResponse.json({ occupations: [] })),
    http.get("/api/projects/p1/demand-curve/", () => HttpResponse.json(answer)),
    http.get("/api/needs/", () => HttpResponse.json({ count: drafts.length, next: null, previous: null, results: drafts })),
    http.post("/api/needs/", async ({ request }) => {
      const body = (await request.json()) as Record<string, unknown>;
      posted.push(body);
      const made = { ...body, id: "n7", number: 77, occupation, min_rung: { code: 0, label: "Lärling" } };
      drafts.push(made);
      return HttpResponse.json(made, { status: 201 });
    }),
  );
  return posted;
}

describe("the demand curve", () => {
  it("is read week by week with the keyboard", async () => {
    backend();
    renderPage(<DemandCurve project={project} canPost />);
    expect(await screen.findByText(curve.sentence)).toBeVisible();
    const slider = screen.getByRole("slider", { name: "Läs av en vecka" });
    // It opens at the peak.
    expect(slider).toHaveAttribute("aria-valuetext", "v. 10 2027: 4,5 personer. Murare 4,5");
    fireEvent.change(slider, { target: { value: "0" } });
    expect(slider).toHaveAttribute("aria-valuetext", "v. 9 2027: 2 personer. Murare 2");
  });

  it("has the same figures as a table, one key away", async () => {
    backend();
    renderPage(<DemandCurve project={project} canPost />);
    (await screen.findByRole("button", { name: "Hämta som fil" })).focus();
    await userEvent.keyboard("t");
    const row = await screen.findByRole("row", { name: /v\. 10 2027/u });
    expect(row).toHaveTextContent("v. 10 20274,54,5");
    expect(screen.queryByRole("slider")).toBeNull();
  });

  it("turns a suggestion into one draft, and then shows that draft", async () => {
    const posted = backend();
    renderPage(<DemandCurve project={project} canPost />);
    const accept = await screen.findByRole("button", { name: /Spara som utkast/u });
    await waitFor(() => expect(accept).toBeEnabled());
    await userEvent.click(accept);
    expect(await screen.findByRole("link", { name: "Öppna utkast 77" })).toHaveAttribute("href", "/behov/n7/andra");
    expect(posted).toEqual([
      {
        project: "p1",
        occupation: "mur",
        min_rung: 0,
        employment_form: "apprentice",
        start_date: "2027-03-01",
        end_date: "2027-03-15",
        steps: [{ start_date: "2027-03-01", end_date: "2027-03-15", headcount: 1 }],
        tutor_hours_per_person: 6,
      },
    ]);
  });

  it("says why there is none", async () => {
    backend({ ...curve, available: false, sentence: "Skriv hur många bostäder projektet har.", weeks: [], trades: [], suggestions: [] });
    renderPage(<DemandCurve project={project} canPost />);
    expect(await screen.findByText("Skriv hur många bostäder projektet har.")).toBeVisible();
    expect(screen.queryByRole("img")).toBeNull();
  });

  it("says that the figures are assumptions, with range and source", async () => {
    backend();
    renderPage(<DemandCurve project={project} canPost />);
    await userEvent.click(await screen.findByRole("button", { name: /bygger på 1 antagande/u }));
    expect(screen.getByText("16 h/m² (mellan 12 och 28)")).toBeVisible();
    expect(screen.getByText("Antagande – ändra vid behov")).toBeVisible();
    expect(screen.getByText("Grov kontroll")).toBeVisible();
  });

  it("shows what the company changed, and takes it back", async () => {
    const sent: unknown[] = [];
    const change = { occupation, label: "v. 9 2027", monday: "2027-03-01", heads: 3, reckoned: 2 };
    backend({ ...curve, changes: [change], calibration: { weeks: 2, factor: 1.2, is_clamped: false, sentence: "Kalibrerat på 2 veckor." } });
    server.use(
      http.post("/api/projects/p1/adjust_curve/", async ({ request }) => {
        sent.push(await request.json(), request.headers.get("If-Match"));
        return HttpResponse.json(project);
      }),
    );
    renderPage(<DemandCurve project={{ ...project, version: 4 }} canPost />);
    expect(await screen.findByText("Kalibrerat på 2 veckor.")).toBeVisible();
    expect(screen.getByText("1 tal är ändrat av er.")).toBeVisible();
    expect(screen.getByText("Murare: 3 personer, v. 9 2027")).toBeVisible();
    expect(screen.getByText("Uträknat: 2.")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: /Ångra Murare/u }));
    await waitFor(() => expect(sent).toEqual([{ changes: [] }, '"4"']));
  });
});
