import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import { CoursesPage } from "./CoursesPage";
import type { Intake } from "./words";

const server = serverForTests();

const intake: Intake = {
  id: "i1",
  version: 2,
  course: {
    id: "c1",
    version: 1,
    name: "Heta arbeten",
    provider: "Övningsskolan",
    kind: { code: "yrke", name: "Yrkeskurs" },
    grants_certificates: [{ code: "HETA", name: "Heta arbeten" }],
    grants_skills: [],
    grants_language: null,
    required_certificates: [{ code: "ID06", name: "ID06-kort" }],
    required_language_level: 2,
  },
  start_date: "2027-01-11",
  end_date: "2027-01-16",
  start_week: "2027-W02",
  seats: 12,
  reserved: 9,
  free: 3,
  municipality: { code: "0180", name: "Stockholm" },
  cost_sek: 4500,
};

function backend(intakes: Intake[]) {
  const asked: URLSearchParams[] = [];
  server.use(
    http.get("/api/intakes/", ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return HttpResponse.json({ count: intakes.length, next: null, previous: null, results: intakes });
    }),
    http.get("/api/start/coordinator/", () => HttpResponse.json({ last_run: null })),
    http.get("/api/reference/", () =>
      HttpResponse.json({ language_levels: [{ value: 2, name_sv: "A2" }], certificates: [], skills: [], course_kinds: [], municipalities: [] }),
    ),
  );
  return asked;
}

describe("courses that begin", () => {
  it("are listed with seats taken", async () => {
    backend([intake]);
    renderPage(<CoursesPage />);
    const row = await screen.findByRole("row", { name: /Heta arbeten/u });
    expect(within(row).getByText("9 av 12")).toBeVisible();
  });

  it("say what they give and ask", async () => {
    backend([intake]);
    renderPage(<CoursesPage />, { at: "/?visa=i1" });
    expect(await screen.findByText(/9 av 12 är tagna\. 3 platser är lediga\./u)).toBeVisible();
    expect(await screen.findByText("ID06-kort och Svenska A2")).toBeVisible();
    // The API's end is the first day after.
    expect(screen.getByText(/till 15\s*januari\s*2027/u)).toBeVisible();
  });

  it("get more seats on the version that was seen, and the server's word about too few stands by the field", async () => {
    backend([intake]);
    const seen: (string | null)[] = [];
    server.use(
      http.patch("/api/intakes/i1/", ({ request }) => {
        seen.push(request.headers.get("If-Match"));
        return HttpResponse.json(
          { type: "validation_error", errors: [{ code: "invalid", detail: "Så många har redan plats: 9. Skriv minst det talet.", attr: "seats" }] },
          { status: 400 },
        );
      }),
    );
    renderPage(<CoursesPage />, { at: "/?visa=i1" });
    const save = await screen.findByRole("button", { name: "Spara platser" });
    expect(save).toBeDisabled();
    const field = screen.getByRole("textbox", { name: /Alla platser/u });
    await userEvent.clear(field);
    await userEvent.type(field, "8{Tab}");
    await userEvent.click(save);
    await expect.poll(() => seen).toEqual(['"2"']);
    expect((await screen.findAllByText(/Så många har redan plats: 9/u))[0]).toBeVisible();
  });

  it("are asked for by word, from today on, and the empty list says what to do", async () => {
    const asked = backend([]);
    renderPage(<CoursesPage />, { at: "/?q=heta&lediga=ja" });
    expect(await screen.findByText("Ingen kursstart passar urvalet.")).toBeVisible();
    expect(asked[0]?.get("q")).toBe("heta");
    expect(asked[0]?.get("free_seats")).toBe("true");
    expect(asked[0]?.get("from_date")).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
  });
});
