import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import { CompanyStart } from "./CompanyStart";

const server = serverForTests();
const bars = (number: number, start: string, asked: number, taken: number) => ({
  need: { id: `n${number}`, number, occupation: "Murare", project_name: "Kvarteret" },
  start_date: start,
  state_label: "Öppet",
  asked,
  proposed: taken,
  confirmed: 0,
  started: 0,
});

function backend(patch: object) {
  server.use(
    http.get("/api/start/company/", () =>
      HttpResponse.json({
        to_answer: 0,
        reminded: 0,
        response_rate: { asked: 0, in_time: 0, days: 5 },
        asked_candidates: 0,
        starting_soon: 0,
        needs_short: 0,
        to_confirm: [],
        needs: [],
        ...patch,
      }),
    ),
  );
}

describe("the company's start", () => {
  it("says what waits, begun and soon alike, as the server counted it", async () => {
    backend({ to_answer: 2, starting_soon: 2, needs_short: 12, needs: [bars(1, "2099-01-05", 2, 0), bars(2, "2020-01-06", 1, 1), bars(3, "2020-01-06", 2, 1)] });
    renderPage(<CompanyStart />);
    const waiting = await screen.findByRole("region", { name: "Väntar på er" });
    expect(within(waiting).getAllByRole("link").map((link) => link.textContent)).toEqual([
      "Svara på 2 kandidater",
      "2 placeringar ska ha börjat inom fyra veckor",
      "12 behov har börjat eller börjar inom fyra veckor och har lediga platser",
    ]);
    expect(screen.getByText("De 3 behoven ber om 5 platser: 0 bekräftade, 2 föreslagna.")).toBeVisible();
  });

  it("shows the company its own figure of answers, and nothing before there is one", async () => {
    backend({ to_answer: 2, reminded: 1, response_rate: { asked: 10, in_time: 8, days: 5 } });
    renderPage(<CompanyStart />);
    expect(await screen.findByText("Ni har svarat på 8 av 10 inom 5 dagar. Det gäller det senaste året.")).toBeVisible();
    expect(screen.getByRole("link", { name: "1 kandidat har väntat länge på ert svar" })).toBeVisible();
  });

  it("has the bars as a sortable table one key away", async () => {
    backend({ needs: [bars(1, "2099-01-05", 2, 0), bars(2, "2099-01-12", 5, 1)] });
    renderPage(<CompanyStart />);
    expect(await screen.findByRole("img", { name: /Behov 2: Murare: 5 begärda, 1 föreslagna/u })).toBeVisible();
    screen.getByRole("link", { name: "Lägg upp behov (N)" }).focus();
    await userEvent.keyboard("t");
    await userEvent.click(await screen.findByRole("columnheader", { name: /Begärt/u }));
    await userEvent.click(screen.getByRole("columnheader", { name: /Begärt/u }));
    const rows = screen.getAllByRole("row").slice(1);
    expect(rows.map((row) => within(row).getByRole("rowheader").textContent)).toEqual(["Behov 2: Murare", "Behov 1: Murare"]);
  });

  it("teaches the next step when there is nothing, and N takes it", async () => {
    backend({});
    const { address } = renderPage(<CompanyStart />);
    expect(await screen.findByText("Inget behov är ute. Lägg upp ett, så letar vi personer.")).toBeVisible();
    screen.getByRole("link", { name: "Lägg upp behov (N)" }).focus();
    await userEvent.keyboard("n");
    await expect.poll(() => address()).toBe("/behov/nytt");
  });
});
