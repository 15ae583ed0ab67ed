import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { serverForTests } from "@/lib/testing/server";
import { openPage } from "../testing/page";
import { proposal } from "../testing/samples";
import type { Placement } from "../words";
import { placementQuery, PlacementsPage } from "./PlacementsPage";

const server = serverForTests();

const PLACEMENT: Placement = {
  id: "l1",
  version: 4,
  state: "ongoing",
  state_label: "Pågår",
  state_since: "2026-03-16T07:00:00+01:00",
  candidate: { id: "c1", name: "Amina Provfors" },
  need: proposal().need,
  proposal_id: "p1",
  employment_form: "apprentice",
  employment_form_label: "Lärling",
  start_date: "2026-03-16",
  end_date: "2026-09-14",
  path: proposal().path,
  outcome: "",
  outcome_label: "",
  reason_code: "",
  allowed_actions: ["end", "break_off"],
};

function backend() {
  const sent: unknown[] = [];
  server.use(
    http.get("/api/runs/", () => HttpResponse.json({ count: 0, next: null, previous: null, results: [] })),
    http.get("/api/placements/", () => HttpResponse.json({ count: 1, next: null, previous: null, results: [PLACEMENT] })),
    http.get("/api/placements/:id/history/", () => HttpResponse.json([])),
    http.post("/api/placements/:id/:action/", async ({ request, params }) => {
      sent.push([params.action, request.headers.get("If-Match"), await request.json()]);
      return HttpResponse.json(PLACEMENT);
    }),
  );
  return sent;
}

describe("placements", () => {
  it("reads the address", () => {
    expect(placementQuery({ q: "amina", lage: "ongoing", sort: "-end_date", sida: "2" })).toEqual({
      q: "amina",
      state: ["ongoing"],
      ordering: ["-end_date"],
      page: 2,
      page_size: 25,
    });
    expect(placementQuery({ lage: "x", sort: "x", sida: "x" })).toEqual({ ordering: ["start_date"], page_size: 25 });
  });

  it("break off with a reason, on the version seen", async () => {
    const sent = backend();
    openPage(PlacementsPage, "/placeringar");
    await userEvent.click(await screen.findByRole("row", { name: "Amina Provfors" }));
    await userEvent.click(await screen.findByRole("button", { name: "Avbryt placeringen" }));
    const dialog = await screen.findByRole("dialog", { name: "Avbryt placeringen för Amina Provfors" });
    await userEvent.click(within(dialog).getByRole("button", { name: "Avbryt placeringen" }));
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("Fyll i Skäl till avbrottet.");
    await userEvent.click(within(dialog).getByRole("radio", { name: "Handledare saknas" }));
    await userEvent.type(within(dialog).getByRole("textbox"), "Slutade i fredags");
    await userEvent.click(within(dialog).getByRole("button", { name: "Avbryt placeringen" }));
    await waitFor(() => expect(sent).toEqual([["break-off", '"4"', { reason_code: "no_tutor", reason: "Slutade i fredags" }]]));
    expect(await screen.findByText("Sparat: placeringen för Amina Provfors.")).toBeVisible();
  });

  it("end with an outcome", async () => {
    const sent = backend();
    openPage(PlacementsPage, "/placeringar?visa=l1");
    await userEvent.click(await screen.findByRole("button", { name: "Avsluta" }));
    const dialog = await screen.findByRole("dialog");
    await userEvent.click(within(dialog).getByRole("radio", { name: "Anställd" }));
    await userEvent.click(within(dialog).getByRole("button", { name: "Avsluta placeringen" }));
    await waitFor(() => expect(sent).toEqual([["end", '"4"', { outcome: "hired", reason: "" }]]));
  });
});
