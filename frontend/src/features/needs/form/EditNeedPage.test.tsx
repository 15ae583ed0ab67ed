import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { referenceQuery } from "@/api/reference";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import { need } from "../testing/need";
import { EditNeedPage } from "./EditNeedPage";

const reference = {
  rungs: [],
  occupations: [{ code: "traarbetare", name_sv: "Träarbetare", ssyk2012: "7111", typical_task_demands: [], levels: [] }],
  skills: [],
  skills_by_ssyk: {},
  certificates: [],
  licences: [],
  language_levels: [],
  task_demands: [],
};
const server = serverForTests();

function draw(patches: ({ request }: { request: Request }) => Promise<Response> | Response) {
  server.use(
    http.get("/api/needs/:id/", () => HttpResponse.json(need())),
    http.get("/api/projects/", () =>
      HttpResponse.json({ count: 1, next: null, previous: null, results: [{ ...need().project, tutor_hours_per_week: 9 }] }),
    ),
    http.post("/api/projects/:id/head-count/", () =>
      HttpResponse.json({ people: 14, fewest: 5, without: [], costliest: null, warnings: [] }),
    ),
    http.patch("/api/needs/:id/", patches),
  );
  return renderPage(<EditNeedPage />, {
    at: `/behov/${need().id}/andra`,
    route: "/behov/$id/andra",
    known: [[referenceQuery.queryKey, reference]],
  });
}

async function setHours(user: ReturnType<typeof userEvent.setup>, hours: string) {
  const field = await screen.findByRole("textbox", { name: "Arbetstid" });
  await user.clear(field);
  await user.type(field, hours);
  await user.tab();
}

describe("changing a need", () => {
  it("says before saving that approvals are lifted, and sends only what was changed", async () => {
    const user = userEvent.setup();
    const sent: unknown[] = [];
    draw(async ({ request }) => {
      sent.push([request.headers.get("If-Match"), await request.json()]);
      return HttpResponse.json(need({ version: 4, hours_per_week: 30 }));
    });
    await setHours(user, "30");
    expect(screen.getByText(/godkännandet lyfts och samordnaren granskar igen/u)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Spara ändringar" }));
    await waitFor(() => expect(sent).toEqual([['"3"', { hours_per_week: 30 }]]));
  });

  it("sets both sides beside each other when somebody was first, and saves on the new version", async () => {
    const user = userEvent.setup();
    const sent: unknown[] = [];
    const theirs = need({ version: 7, hours_per_week: 35, description: "Ny text" });
    draw(async ({ request }) => {
      sent.push([request.headers.get("If-Match"), await request.json()]);
      return sent.length === 1
        ? HttpResponse.json(
            { type: "client_error", errors: [{ code: "stale_version", detail: "Någon hann före.", attr: null }], current: theirs },
            { status: 412 },
          )
        : HttpResponse.json({ ...theirs, version: 8, hours_per_week: 30 });
    });
    await setHours(user, "30");
    await user.click(screen.getByRole("button", { name: "Spara ändringar" }));
    const panel = await screen.findByRole("alert", { name: "Någon hann före" });
    expect(within(panel).getByRole("heading", { name: "Arbetstid" })).toBeVisible();
    expect(within(panel).getByText("30")).toBeVisible();
    expect(within(panel).getByText("35")).toBeVisible();
    await user.click(within(panel).getByRole("button", { name: "Behåll mitt" }));
    await user.click(screen.getByRole("button", { name: "Spara ändringar" }));
    // Their text came along and is not sent back; ours goes on their version.
    await waitFor(() => expect(sent[1]).toEqual(['"7"', { hours_per_week: 30 }]));
  });
});
