import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { sessionQuery } from "@/api/session";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import { MergePage } from "./MergePage";

const server = serverForTests();
const side = (id: string, name: string, version: number) => ({
  id,
  name,
  version,
  state: { code: "ready", label: "Klar för matchning" },
  coach: { id: "u", name: "Kim Ek" },
  phone: "070-1",
  email: "",
  birth_date: "1990-05-17",
  municipality: null,
});
const preview = (obstacles: string[] = [], version = 3) => ({
  kept: side("k", "Mohammed W", version),
  other: side("o", "Muhammad W", 7),
  fields: [
    { name: "phone", label: "Mobil", kept: "070-1", other: "070-2", choices: ["kept", "other"], suggested: "kept" },
    { name: "notes", label: "Anteckningar", kept: "", other: "Ring", choices: ["kept", "other", "both"], suggested: "both" },
  ],
  obstacles,
});
const draw = (me = "somebody") =>
  renderPage(<MergePage />, {
    at: "/deltagare/k/sla-ihop?med=o",
    route: "/deltagare/$id/sla-ihop",
    known: [[sessionQuery.queryKey, { user: { id: me } }]],
  });

it.each([
  ["somebody", 1],
  ["u", 0],
] as const)("lets %s ask the other's coach, unless she is that herself", async (me, buttons) => {
  server.use(http.post("/api/candidates/k/merge_preview/", () => HttpResponse.json(preview())));
  draw(me);
  expect(await screen.findByRole("button", { name: "Slå ihop" })).toBeVisible();
  expect(screen.queryAllByRole("button", { name: "Osäker – fråga Kim Ek" })).toHaveLength(buttons);
});

it("says why two cannot be joined, and offers the other way round instead of the button", async () => {
  server.use(http.post("/api/candidates/k/merge_preview/", () => HttpResponse.json(preview(["De har olika personnummer."]))));
  draw();
  expect(await screen.findByRole("alert")).toHaveTextContent("Det går inte att slå ihop dem nu.De har olika personnummer.");
  expect(screen.queryByRole("button", { name: "Slå ihop" })).toBeNull();
  expect(screen.getByRole("link", { name: "Behåll den andra i stället" })).toHaveAttribute("href", "/deltagare/o/sla-ihop?med=k");
});

it("sends what was chosen on what was seen, and shows anew what a colleague changed", async () => {
  const sent: unknown[] = [];
  let now = preview();
  server.use(
    http.post("/api/candidates/k/merge_preview/", () => HttpResponse.json(now)),
    http.post("/api/candidates/k/merge/", async ({ request }) => {
      sent.push([request.headers.get("If-Match"), await request.json()]);
      now = preview([], 4);
      return HttpResponse.json({ code: "stale_version", detail: "Ändrad.", errors: [] }, { status: 412 });
    }),
  );
  draw();
  const phone = await screen.findByRole("radiogroup", { name: "Mobil" });
  expect(within(phone).getByRole("radio", { name: /070-1/ })).toBeChecked();
  await userEvent.click(within(phone).getByRole("radio", { name: /070-2/ }));
  expect(within(screen.getByRole("radiogroup", { name: "Anteckningar" })).getByRole("radio", { name: "Båda" })).toBeChecked();
  await userEvent.click(screen.getByRole("button", { name: "Slå ihop" }));
  expect(await screen.findByText(/hann före/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Visa vad som gäller" }));
  await expect.poll(() => screen.queryByText(/hann före/)).toBeNull();
  // What was chosen still stands, now on the version that holds.
  await userEvent.click(screen.getByRole("button", { name: "Slå ihop" }));
  const body = { other: "o", other_version: 7, choices: { phone: "other" } };
  await expect.poll(() => sent).toEqual([
    ['"3"', body],
    ['"4"', body],
  ]);
});
