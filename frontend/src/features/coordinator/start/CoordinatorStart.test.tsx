import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { serverForTests } from "@/lib/testing/server";
import { openPage } from "../testing/page";
import { person, run, START } from "../testing/samples";
import { CoordinatorStart } from "./CoordinatorStart";

const server = serverForTests();

function backend(start: object, proposals: unknown[] = []) {
  server.use(
    http.get("/api/start/coordinator/", () => HttpResponse.json(start)),
    http.get("/api/runs/", () => HttpResponse.json({ count: 0, next: null, previous: null, results: "last_run" in start && start.last_run ? [start.last_run] : [] })),
    http.get("/api/proposals/", ({ request }) => {
      expect(new URL(request.url).searchParams.get("needs_judgement")).toBe("true");
      return HttpResponse.json({ count: proposals.length, next: null, previous: null, results: proposals });
    }),
  );
}

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-03-02T10:00:00+01:00") }));

const section = async (name: RegExp) => (await screen.findByRole("heading", { level: 2, name })).closest("section") as HTMLElement;

describe("the coordinator's start", () => {
  it("says in words what waits and how the last run went", async () => {
    backend({ ...START, needs_at_risk_count: 4 });
    openPage(CoordinatorStart, "/");
    const words = await screen.findByText(/att granska/);
    expect(words.closest("p")).toHaveTextContent(
      "17 förslag att granska. 4 behov riskerar att stå tomma. Senaste körning 07.00 – klar, högst 0,2 % från bästa möjliga.",
    );
  });

  it("names what a close call hangs on, and leads to it", async () => {
    backend(START, [
      person("a", "Amina Provfors", { margin_data: { to_next_candidate_for_need: 3, to_next_need_for_candidate: 0.4 } }),
      person("b", "Bilal Skiss", { margin_data: { to_next_candidate_for_need: 0.4, to_next_need_for_candidate: null } }),
      person("c", "Carla Utkast", { is_stale: true }),
    ]);
    openPage(CoordinatorStart, "/");
    const rows = within(await section(/bedömning behövs mest/)).findAllByRole("link");
    expect((await rows).map((row) => [row.textContent, row.getAttribute("href")])).toEqual([
      ["Amina ProvforsGolvläggare, Slakthuset 3Ett annat behov är nästan lika brav. 12", "/forslag?vy=bedomning&visa=a"],
      ["Bilal SkissGolvläggare, Slakthuset 3Nästa person är nästan lika brav. 12", "/forslag?vy=bedomning&visa=b"],
      ["Carla UtkastGolvläggare, Slakthuset 3Uppgifter har ändratsv. 12", "/forslag?vy=bedomning&visa=c"],
    ]);
  });

  it("leads to those who have not answered, by who is to answer", async () => {
    backend({ ...START, needs_judgement: 0 });
    openPage(CoordinatorStart, "/");
    const links = within(await section(/Väntar på svar/)).getAllByRole("link");
    expect(links.map((link) => [link.textContent, link.getAttribute("href")])).toEqual([
      ["Deltagaren svarar ja eller nej2", "/forslag?vy=svar&lage=asked"],
      ["Företaget bekräftar eller tackar nej1", "/forslag?vy=svar&lage=accepted"],
    ]);
  });

  it("teaches the first step before any run", async () => {
    backend({ ...START, last_run: null, to_review: 0, needs_judgement: 0, safe: 0 });
    openPage(CoordinatorStart, "/");
    expect(await screen.findByText("Ingen har optimerat än. 12 deltagare är klara för matchning.")).toBeVisible();
    expect(screen.queryByRole("link", { name: "Granska förslag" })).not.toBeInTheDocument();
    await userEvent.click(screen.getAllByRole("button", { name: "Optimera" })[1] as HTMLElement);
    expect(screen.getAllByRole("dialog")).toHaveLength(1);
  });

  it("says truly that a run gave no plan", async () => {
    backend({ ...START, needs_judgement: 0, last_run: run({ outcome: "no_plan", gap: null }) });
    openPage(CoordinatorStart, "/");
    expect(await screen.findByText(/hann inte hitta en plan\. Förra planen gäller\./)).toBeVisible();
  });

  it("keeps the page when the numbers cannot be fetched", async () => {
    backend(START);
    server.use(http.get("/api/start/coordinator/", () => HttpResponse.json({}, { status: 500 })));
    openPage(CoordinatorStart, "/");
    expect(await screen.findByRole("alert")).toHaveTextContent("Något gick fel hos oss.");
    expect(screen.getByRole("button", { name: "Optimera" })).toBeEnabled();
  });
});
