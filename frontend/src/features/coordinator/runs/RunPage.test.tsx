import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { serverForTests } from "@/lib/testing/server";
import { openPage } from "../testing/page";
import { run } from "../testing/samples";
import type { RunDiff } from "../why/api";
import type { Run } from "../words";
import { RunPage } from "./RunPage";

const server = serverForTests();

const DIFF: RunDiff = {
  run_number: 4,
  against_number: 3,
  sentence: "",
  new: 1,
  moved: 1,
  gone: 0,
  unchanged: 44,
  objective_before: 96.5,
  objective_after: 100,
  listed_all: true,
  changed: [
    {
      candidate_id: "c1",
      name: "Amina Provfors",
      change: "moved",
      before: { need_id: "n1", need: "Golvläggare på Slakthuset", start_date: "2026-03-16", end_date: "2026-09-14", courses: [] },
      after: { need_id: "n2", need: "Golvläggare på Barkarby", start_date: "2026-03-23", end_date: "2026-09-14", courses: [{ name: "Heta arbeten", start_date: "2026-03-09" }] },
    },
    {
      candidate_id: null,
      name: "En deltagare",
      change: "new",
      before: null,
      after: { need_id: "n1", need: "Golvläggare på Slakthuset", start_date: "2026-03-16", end_date: "2026-09-14", courses: [] },
    },
  ],
};

function open(given: Partial<Run>, diff: RunDiff = DIFF) {
  server.use(
    http.get("/api/runs/:id/", () => HttpResponse.json(run(given))),
    http.get("/api/runs/:id/diff/", () => HttpResponse.json(diff)),
  );
  openPage(RunPage, "/korningar/r1");
}

describe("the page of a run", () => {
  it("says how it ended, how good the plan is, what changed and what was left and why", async () => {
    open({ summary: { ...run().summary, unplaced: 3, unplaced_by_code: { travel_time: 2, odd: 1 }, unfilled: 1, unfilled_by_code: { seats: 1 }, unfilled_person_weeks: 20 } });
    expect(await screen.findByRole("heading", { name: "Körning 4", level: 1 })).toBeVisible();
    expect(screen.getByText("Avstånd till bästa möjliga").nextSibling).toHaveTextContent("högst 0,2 %");
    expect(await screen.findByText("Ett nytt, ett flyttat, 0 utan, 44 oförändrade")).toBeVisible();
    expect(screen.getByText(/Planen är värd 3,5 arbetsveckor mer/)).toBeVisible();
    const changes = screen.getByRole("list", { name: "Vad som ändrades" });
    const [moved, fresh] = within(changes).getAllByRole("listitem");
    expect(moved).toHaveTextContent(/Amina Provfors flyttas.*Från Golvläggare på Slakthuset, mån.16.mars till 13.september.2026.*Till Golvläggare på Barkarby.*efter Heta arbeten mån.9.mars/);
    expect(fresh).toHaveTextContent("En deltagare får ett förslag");
    expect(within(changes).getByRole("link", { name: "Amina Provfors" })).toHaveAttribute("href", "/deltagare/c1");
    const table = screen.getByRole("table", { name: "3 deltagare fick inget förslag" });
    expect(within(table).getAllByRole("row").map((row) => row.textContent)).toEqual(["Främsta orsakDeltagare", "Resan är för lång2", "Annan orsak1"]);
    expect(screen.getByRole("table", { name: "Ett behov har platser kvar, 20 personveckor" })).toBeVisible();
  });

  it("works out what would help when asked, and says what is exact", async () => {
    open({});
    server.use(
      http.get("/api/runs/:id/prices/", () =>
        HttpResponse.json([
          { kind: "seat", item_id: "i1", title: "Heta arbeten i Solna", amount: 1, from_date: "2026-03-16", value: 7.4, exact: true, sentence: "" },
          { kind: "tutor_hour", item_id: "j1", title: "Slakthuset", amount: 1, from_date: "2026-03-23", value: 1.2, exact: false, sentence: "" },
        ]),
      ),
    );
    await userEvent.click(await screen.findByRole("button", { name: "Räkna ut" }));
    const table = await screen.findByRole("table", { name: "Vad skulle hjälpa mest?" });
    const rows = within(table).getAllByRole("row").map((row) => row.textContent?.replaceAll("\u00A0", " "));
    expect(rows.slice(1)).toEqual([
      "En kursplats till Heta arbeten i Solna med start mån 16 mars+7,4 arbetsveckor",
      "En handledartimme till i veckan Slakthuset vecka 13ungefär 1,2 arbetsveckor",
    ]);
  });

  it("tells what hindered when there is no plan, and asks nothing of it", async () => {
    open({
      outcome: "infeasible",
      sentence: "De låsta förslagen går inte ihop. Förra planen gäller.",
      objective: null,
      gap: null,
      summary: { conflicts: ["Slakthuset: Fler än behovet vill ha."] },
    });
    expect(await screen.findByText("Slakthuset: Fler än behovet vill ha.")).toBeVisible();
    expect(screen.getByText(/De här låsen kan inte alla gälla/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Räkna ut" })).toBeNull();
  });

  it("has words for a first plan, a run that is not there and a server that is away", async () => {
    open({}, { ...DIFF, against_number: null, sentence: "Det finns ingen tidigare plan att jämföra med.", changed: [] });
    expect(await screen.findByText("Det finns ingen tidigare plan att jämföra med.")).toBeVisible();
  });

  it("that does not exist says so", async () => {
    server.use(http.get("/api/runs/:id/", () => HttpResponse.json({ type: "client_error", errors: [] }, { status: 404 })));
    openPage(RunPage, "/korningar/r1");
    expect(await screen.findByRole("alert")).toHaveTextContent(/finns inte/);
  });
});
