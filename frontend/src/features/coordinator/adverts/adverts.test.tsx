import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import { ToastRegion } from "@/ui/ToastRegion";
import { AdvertsPage } from "./AdvertsPage";
import type { Advert, AdvertImport } from "./api";
import { ReportPage } from "./ReportPage";

const server = serverForTests();

const REPORT: AdvertImport = {
  id: "i1",
  created_at: "2026-11-22T08:00:00Z",
  created_by: null,
  source: "annonser.json",
  total: 450,
  created: 1,
  updated: 0,
  unchanged: 0,
  removed: 0,
  skipped: 449,
  unmatched: 0,
  faulty: 0,
  needs: 0,
};
const ADVERT: Advert = {
  id: "a1",
  ad_id: "29600036",
  occupation: { code: "betongarbetare", name: "Betongarbetare" },
  rung: "Yrkesbevis",
  municipality: null,
  place: "Alingsås",
  employer: "Påhittad Betong AB",
  headcount: 3,
  published: "2025-04-03",
  start_date: "2025-05-26",
  end_date: "2025-11-24",
  removed_on: null,
  flagged: false,
  waits_for: { code: "company", label: "Företag" },
  need: null,
};
const page = <T,>(results: T[]) => HttpResponse.json({ count: results.length, next: null, previous: null, results });

function backend() {
  const sent: unknown[] = [];
  server.use(
    http.get("/api/advert-imports/", () => page([REPORT])),
    http.get("/api/advert-imports/i1/", () => HttpResponse.json(REPORT)),
    http.get("/api/advert-imports/i1/rows/", ({ request }) => {
      sent.push(new URL(request.url).searchParams.get("outcome"));
      return page([{ number: 1, ad_id: "29600036", label: "Betongarbetare", outcome: { code: "created", label: "Ny" }, note: "Inget behov ännu: saknar företag" }]);
    }),
    http.get("/api/adverts/", ({ request }) => page(new URL(request.url).searchParams.has("waiting") ? [ADVERT] : [])),
    http.get("/api/adverts/targets/", () =>
      HttpResponse.json([{ id: "f1", name: "Bygg AB", projects: [{ id: "p1", name: "Slakthuset" }] }]),
    ),
    http.post("/api/adverts/a1/attach/", async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ ...ADVERT, need: { number: 12, state: "Utkast", project: "Slakthuset", company: "Bygg AB" } });
    }),
  );
  return sent;
}

describe("adverts", () => {
  it("lists the imports with their counts and by whom", async () => {
    backend();
    renderPage(<AdvertsPage />, { at: "/annonser", route: "/annonser" });
    const row = await screen.findByRole("row", { name: /2026-11-22/ });
    expect(within(row).getByText("450")).toBeVisible();
    expect(within(row).getByText("Automatiskt")).toBeVisible();
  });

  it("puts an advert in a project that is chosen, as a draft", async () => {
    const sent = backend();
    renderPage(
      <>
        <AdvertsPage />
        <ToastRegion />
      </>,
      { at: "/annonser?flik=vantar", route: "/annonser" },
    );
    await userEvent.click(await screen.findByRole("button", { name: "Välj företag" }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText("Betongarbetare, Alingsås.")).toBeVisible();
    expect(within(dialog).getByRole("button", { name: "Gör till utkast" })).toBeDisabled();
    await userEvent.type(within(dialog).getByRole("combobox"), "Slakt");
    await userEvent.click(await screen.findByRole("option", { name: "Bygg AB: Slakthuset" }));
    await userEvent.click(within(dialog).getByRole("button", { name: "Gör till utkast" }));
    await waitFor(() => expect(sent).toContainEqual({ project: "p1" }));
    expect(await screen.findByText("Behov 12 ligger som utkast hos Bygg AB.")).toBeVisible();
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("says why a file was refused", async () => {
    backend();
    server.use(
      http.post("/api/advert-imports/", () =>
        HttpResponse.json(
          { type: "validation_error", errors: [{ code: "not_json", attr: "file", detail: "Filen är inte hel JSON: det tar stopp på rad 1. Hämta den igen." }] },
          { status: 400 },
        ),
      ),
    );
    const { container } = renderPage(<AdvertsPage />, { at: "/annonser", route: "/annonser" });
    await screen.findByRole("row", { name: /2026-11-22/ });
    const input = container.querySelector<HTMLInputElement>("input[type=file]");
    await userEvent.upload(input as HTMLInputElement, new File(["{"], "annonser.json"), { applyAccept: false });
    expect(await screen.findByText(/det tar stopp på rad 1/)).toBeVisible();
  });

  it("shows each advert's outcome, and only those of one kind when asked", async () => {
    const sent = backend();
    renderPage(<ReportPage />, { at: "/annonser/i1?utfall=created", route: "/annonser/$id" });
    expect(await screen.findByRole("heading", { name: "Import av annonser.json" })).toBeVisible();
    expect(screen.getByText(/450 annonser, inga nya utkast/)).toBeVisible();
    expect(await screen.findByText("Inget behov ännu: saknar företag")).toBeVisible();
    expect(sent).toEqual(["created"]);
  });
});
