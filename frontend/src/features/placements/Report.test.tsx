import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { renderUi } from "@/lib/testing/render";
import { serverForTests } from "@/lib/testing/server";
import { Report } from "./Report";
import type { Placement } from "./words";

const server = serverForTests();

function placement(patch: Partial<Placement> = {}): Placement {
  return {
    id: "pl1",
    version: 2,
    state: "planned",
    state_label: "Planerad",
    state_since: "2026-11-20T09:00:00+01:00",
    candidate: { id: "c1", name: "Amina Övning" },
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
    proposal_id: "o1",
    employment_form: "apprentice",
    employment_form_label: "Lärling",
    start_date: "2020-01-06",
    end_date: "2020-08-10",
    path: [],
    outcome: "",
    outcome_label: "",
    reason_code: "",
    allowed_actions: ["begin", "break_off"],
    ...patch,
  };
}

/** What was sent to the address, with the version it was sent on. */
function listen(action: string, answer: Response | (() => Response)) {
  const sent: unknown[] = [];
  server.use(
    http.post(`/api/placements/pl1/${action}/`, async ({ request }) => {
      const text = await request.text();
      sent.push([request.headers.get("If-Match"), text === "" ? null : (JSON.parse(text) as unknown)]);
      return typeof answer === "function" ? answer() : answer;
    }),
  );
  return sent;
}

describe("reporting on a placement", () => {
  it("tells that it has begun", async () => {
    const sent = listen("begin", HttpResponse.json(placement({ state: "ongoing", version: 3 })));
    renderUi(<Report placement={placement()} />);
    await userEvent.click(screen.getByRole("button", { name: "Har börjat på plats" }));
    await expect.poll(() => sent).toEqual([['"2"', null]]);
  });

  it("ends with an outcome, and not without one", async () => {
    const sent = listen("end", HttpResponse.json(placement({ state: "ended", version: 3 })));
    renderUi(<Report placement={placement({ state: "ongoing", allowed_actions: ["end", "break_off"] })} />);
    await userEvent.click(screen.getByRole("button", { name: "Avsluta placeringen" }));
    const dialog = await screen.findByRole("dialog", { name: "Avsluta placeringen för Amina Övning" });
    await userEvent.click(within(dialog).getByRole("button", { name: "Avsluta placeringen" }));
    expect(within(dialog).getAllByText("Fyll i Hur gick det?.")[0]).toBeVisible();
    await userEvent.click(within(dialog).getByRole("radio", { name: "Anställd" }));
    await userEvent.click(within(dialog).getByRole("button", { name: "Avsluta placeringen" }));
    await expect.poll(() => sent).toEqual([['"2"', { outcome: "hired", reason: "" }]]);
  });

  it("breaks off with a coded reason and words", async () => {
    const sent = listen("break-off", HttpResponse.json(placement({ state: "broken_off", version: 3 })));
    renderUi(<Report placement={placement()} />);
    await userEvent.click(screen.getByRole("button", { name: "Avbryt placeringen" }));
    const dialog = await screen.findByRole("dialog");
    await userEvent.click(within(dialog).getByRole("radio", { name: "Handledare saknas" }));
    await userEvent.type(within(dialog).getByRole("textbox"), "Slutade");
    await userEvent.click(within(dialog).getByRole("button", { name: "Avbryt placeringen" }));
    await expect.poll(() => sent).toEqual([['"2"', { reason_code: "no_tutor", reason: "Slutade" }]]);
  });

  it("keeps what was written when a colleague was first", async () => {
    const now = placement({ version: 3 });
    const answer = () => HttpResponse.json({ type: "client_error", errors: [], current: now }, { status: 412 });
    const sent = listen("break-off", answer);
    const { rerender } = renderUi(<Report placement={placement()} />);
    await userEvent.click(screen.getByRole("button", { name: "Avbryt placeringen" }));
    const dialog = await screen.findByRole("dialog");
    await userEvent.click(within(dialog).getByRole("radio", { name: "Handledare saknas" }));
    await userEvent.type(within(dialog).getByRole("textbox"), "Slutade");
    await userEvent.click(within(dialog).getByRole("button", { name: "Avbryt placeringen" }));
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("Någon hann före.");
    await userEvent.click(within(dialog).getByRole("button", { name: "Visa vad som gäller" }));
    rerender(<Report placement={now} />);
    await userEvent.click(within(dialog).getByRole("button", { name: "Avbryt placeringen" }));
    await expect.poll(() => sent).toHaveLength(2);
    expect(sent[1]).toEqual(['"3"', { reason_code: "no_tutor", reason: "Slutade" }]);
  });

  it("says the server's reason when the state does not allow it", async () => {
    listen("begin", () =>
      HttpResponse.json(
        { type: "client_error", errors: [{ code: "conflict", detail: "Kursen är inte klar.", attr: null }] },
        { status: 409 },
      ),
    );
    renderUi(<Report placement={placement()} />);
    await userEvent.click(screen.getByRole("button", { name: "Har börjat på plats" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Kursen är inte klar.");
  });

  it("shows nothing to press when nothing is allowed", () => {
    renderUi(<Report placement={placement({ state: "ended", allowed_actions: [] })} />);
    expect(screen.queryByRole("button")).toBeNull();
  });
});
