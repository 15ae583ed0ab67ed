import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { serverForTests } from "@/lib/testing/server";
import { openPage } from "../testing/page";
import { run } from "../testing/samples";
import type { Run } from "../words";
import { pollDelay, secondsAtWork } from "./api";
import { RunButton } from "./RunButton";
import { RunFacts } from "./RunFacts";
import { codeCounts } from "./runWords";
import { useRunControl } from "./useRunControl";

const server = serverForTests();

function Page() {
  const control = useRunControl();
  return (
    <>
      <RunButton control={control} />
      {control.planned && <RunFacts run={control.planned} />}
    </>
  );
}

function backend(first: Run[]) {
  const state = { runs: first, asked: [] as unknown[], stopped: [] as string[] };
  server.use(
    http.get("/api/runs/", () => HttpResponse.json({ count: state.runs.length, next: null, previous: null, results: state.runs })),
    http.get("/api/runs/:id/", ({ params }) => HttpResponse.json(state.runs.find(({ id }) => id === params.id))),
    http.post("/api/runs/", async ({ request }) => {
      state.asked.push(await request.json());
      state.runs = [WORKING, ...state.runs];
      return HttpResponse.json(WORKING, { status: 201 });
    }),
    http.post("/api/runs/:id/stop/", ({ params }) => {
      state.stopped.push(String(params.id));
      return HttpResponse.json(WORKING);
    }),
  );
  return state;
}

const WORKING = run({
  id: "r2",
  number: 5,
  status: "running",
  status_label: "Räknar",
  outcome: "",
  outcome_label: "",
  sentence: "Räknar. Bästa plan hittills finns och förbättras.",
  started_at: null,
  finished_at: null,
  gap: null,
  progress: { phase: "solve", seconds: 12.4, incumbent: 604, bound: 610, gap: 0.0099 },
  summary: {},
});

describe("a run", () => {
  it("is asked for with the chosen limits, followed, and told when it ends", async () => {
    const state = backend([run()]);
    openPage(Page, "/x");
    await userEvent.click(await screen.findByRole("button", { name: "Optimera" }));
    await userEvent.click(await screen.findByRole("button", { name: "Fler val" }));
    const limit = screen.getByRole("textbox", { name: /Längsta tid/ });
    await userEvent.clear(limit);
    await userEvent.type(limit, "120{Tab}");
    await userEvent.click(screen.getByRole("button", { name: "Starta körningen" }));
    const dialog = await screen.findByRole("dialog", { name: "Körning 5" });
    expect(state.asked).toEqual([{ time_limit_seconds: 120, gap_target: 0.001, seed: 0 }]);
    expect(dialog).toHaveTextContent("Söker en bättre plan");
    expect(dialog).toHaveTextContent("12 s av högst 60 s");
    expect(dialog).toHaveTextContent("Bästa plan hittills: 604 arbetsveckor. Det går inte att nå över 610, alltså högst 1 % från bästa möjliga.");
    await userEvent.click(within(dialog).getByRole("button", { name: "Arbeta vidare" }));
    expect(await screen.findByRole("button", { name: "Följ körning 5" })).toHaveTextContent("Räknar, 12 s");

    state.runs = [run({ id: "r2", number: 5 }), run()];
    expect(await screen.findByText("Körning 5 är klar. 3 nya, 2 flyttade, 41 oförändrade.", {}, { timeout: 4000 })).toBeVisible();
    expect(screen.getByRole("button", { name: "Optimera" })).toBeVisible();
  });

  it("can be stopped, and says that the best plan is kept", async () => {
    const state = backend([WORKING, run()]);
    openPage(Page, "/x");
    await userEvent.click(await screen.findByRole("button", { name: "Följ körning 5" }));
    await userEvent.click(await screen.findByRole("button", { name: "Stoppa och behåll bästa planen" }));
    expect(await screen.findByRole("button", { name: "Stoppar …" })).toBeDisabled();
    expect(state.stopped).toEqual(["r2"]);
  });

  it("brings up a colleague's run when one is under way already", async () => {
    const state = backend([run()]);
    openPage(Page, "/x");
    await userEvent.click(await screen.findByRole("button", { name: "Optimera" }));
    server.use(
      http.post("/api/runs/", () => {
        state.runs = [WORKING, run()];
        return HttpResponse.json({ type: "client_error", errors: [{ code: "run_active", detail: "En körning pågår redan.", attr: null }] }, { status: 409 });
      }),
    );
    await userEvent.click(await screen.findByRole("button", { name: "Starta körningen" }));
    expect(await screen.findByRole("dialog", { name: "Körning 5" })).toHaveTextContent("Söker en bättre plan");
  });

  it.each([
    ["a silent worker", { status: "queued", worker_silent: true, progress: {} } as Partial<Run>, "Optimeringen svarar inte. Du kan godkänna och ändra för hand."],
    ["another attempt", { attempt: 2 } as Partial<Run>, "Försök 2 av 5. Det förra avbröts."],
  ])("tells of %s", async (_, given, words) => {
    backend([{ ...WORKING, ...given }]);
    openPage(Page, "/x");
    await userEvent.click(await screen.findByRole("button", { name: "Följ körning 5" }));
    expect(await screen.findByText(new RegExp(words))).toBeVisible();
  });

  it("shows the facts of the run that made the plan, not of the one that failed after it", async () => {
    const failed = run({ id: "r3", number: 6, outcome: "no_plan", outcome_label: "Ingen plan hann hittas", gap: null, summary: {} });
    backend([failed, run()]);
    openPage(Page, "/x");
    expect(await screen.findByText("Högst 0,2 % från bästa möjliga")).toBeVisible();
  });

  it("has a page of its own", async () => {
    backend([run()]);
    openPage(Page, "/x");
    expect(await screen.findByRole("link", { name: "Om körningen" })).toHaveAttribute("href", "/korningar/r1");
  });
});

const at = (seconds: number) => Date.parse("2026-03-02T07:00:00Z") + seconds * 1000;

describe("small rules", () => {
  it("ask often at first, then calmly", () => {
    expect([0, 19, 20, 59, 60].map(pollDelay)).toEqual([1000, 1000, 2000, 2000, 5000]);
  });

  it("count seconds between the worker's words, unless the clock is wrong", () => {
    const working = { ...WORKING, started_at: "2026-03-02T07:00:00Z" };
    expect(secondsAtWork(working, at(20))).toBe(20);
    expect(secondsAtWork(working, at(-3600))).toBe(12);
    expect(secondsAtWork(working, at(86_400))).toBe(12);
    expect(secondsAtWork({ ...working, attempt: 2 }, at(20))).toBe(12);
  });

  it("put causes without words together", () => {
    expect(codeCounts({ x: 1, hours: 5, y: 2 }, String as never)).toEqual([
      { code: "hours", count: 5, words: "run.code.hours" },
      { code: "other", count: 3, words: "run.code.other" },
    ]);
  });
});
