import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { renderUi } from "@/lib/testing/render";
import { serverForTests } from "@/lib/testing/server";
import { need } from "../testing/need";
import { NeedActions } from "./NeedActions";

const server = serverForTests();

describe("what may be done with a need", () => {
  it("is what the server allows", () => {
    renderUi(<NeedActions need={need({ allowed_actions: ["pause", "close", "publish"] })} />);
    expect(screen.getAllByRole("button").map((button) => button.textContent)).toEqual(["Pausa", "Stäng behovet"]);
  });

  it("is paused with a reason, on the version that was seen", async () => {
    const sent: unknown[] = [];
    server.use(
      http.post("/api/needs/:id/pause/", async ({ request }) => {
        sent.push([request.headers.get("If-Match"), await request.json()]);
        return HttpResponse.json(need({ version: 4, state: { code: "paused", label: "Pausat" } }));
      }),
    );
    renderUi(<NeedActions need={need()} />);
    await userEvent.click(screen.getByRole("button", { name: "Pausa" }));
    const dialog = await screen.findByRole("dialog", { name: "Pausa behov 231" });
    await userEvent.click(within(dialog).getByRole("button", { name: "Pausa" }));
    expect(within(dialog).getAllByText("Fyll i Skäl.")[0]).toBeVisible();
    expect(sent).toEqual([]);
    await userEvent.type(within(dialog).getByRole("textbox", { name: "Skäl" }), "Stopp");
    await userEvent.click(within(dialog).getByRole("button", { name: "Pausa" }));
    await expect.poll(() => sent).toEqual([['"3"', { reason: "Stopp" }]]);
  });

  it("gives the server's word when the draft is not whole", async () => {
    server.use(
      http.post("/api/needs/:id/submit/", () =>
        HttpResponse.json(
          { type: "client_error", errors: [{ code: "illegal", detail: "Det här saknas: antal.", attr: null }] },
          { status: 409 },
        ),
      ),
    );
    renderUi(<NeedActions need={need({ allowed_actions: ["submit"] })} />);
    await userEvent.click(screen.getByRole("button", { name: "Skicka till samordnaren" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Det här saknas: antal.");
  });
});
