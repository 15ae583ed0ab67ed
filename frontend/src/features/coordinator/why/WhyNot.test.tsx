import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it, vi } from "vitest";
import { serverForTests } from "@/lib/testing/server";
import { openPage } from "../testing/page";
import { proposal } from "../testing/samples";
import { AllReasons } from "./AllReasons";
import type { WhyNot as Answer } from "./api";
import { WhyNot } from "./WhyNot";

const server = serverForTests();

const ANSWER: Answer = {
  candidate_id: "c2",
  candidate: "Bilal Testgren",
  need_id: "n1",
  need: "Golvläggare på Slakthuset 3",
  answer: "possible",
  sentence: "Planen skulle bli minst 3,2 arbetsveckor sämre.",
  blocked: [],
  ways: [],
  loss_at_least: 3.2,
  swap: null,
};

function backend(answers: (query: URLSearchParams) => Answer | Response) {
  const asked: string[] = [];
  server.use(
    http.get("/api/candidates/", ({ request }) => {
      asked.push(new URL(request.url).searchParams.get("q") ?? "");
      return HttpResponse.json({
        count: 2,
        results: [
          { id: "c1", name: "Amina Provfors", municipality: null },
          { id: "c2", name: "Bilal Testgren", municipality: { code: "0188", name: "Norrtälje" } },
        ],
      });
    }),
    http.get("/api/needs/", () =>
      HttpResponse.json({
        count: 1,
        results: [{ id: "n2", number: 77, occupation: { code: "murare", name: "Murare" }, project: { id: "j2", name: "Barkarby" } }],
      }),
    ),
    http.get("/api/runs/:id/why-not/", ({ request, params }) => {
      const query = new URL(request.url).searchParams;
      asked.push(`${String(params.id)} ${query.get("candidate")} ${query.get("need")} ${query.get("deep") ?? ""}`.trim());
      const answer = answers(query);
      return answer instanceof Response ? answer : HttpResponse.json(answer);
    }),
  );
  return asked;
}

const onOptimise = vi.fn<() => void>();
const Page = () => <WhyNot proposal={proposal()} onOptimise={onOptimise} />;

async function ask(text = "bilal", name = /Bilal Testgren/) {
  await userEvent.type(await screen.findByRole("searchbox"), text);
  await userEvent.click(await screen.findByRole("button", { name }));
}

describe("why not", () => {
  it("answers at once and, on request, names who would have to move", async () => {
    const swap: Answer["swap"] = {
      status: "found",
      sentence: "",
      loss_at_most: 4.1,
      affected: [
        {
          candidate_id: "c1",
          name: "Amina Provfors",
          change: "gone",
          before: { need_id: "n1", need: "Golvläggare på Slakthuset 3", start_date: "2026-03-16", end_date: "2026-09-14", courses: [] },
          after: null,
        },
      ],
    };
    const asked = backend((query) => ({ ...ANSWER, swap: query.get("deep") ? swap : null }));
    openPage(Page, "/x");
    await ask();
    expect(await screen.findByText("Planen skulle bli minst 3,2 arbetsveckor sämre.")).toBeVisible();
    expect(screen.getByRole("heading", { name: "Bilal Testgren till Golvläggare på Slakthuset 3" })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Räkna exakt" }));
    expect(await screen.findByRole("heading", { name: "Planen blir högst 4,1 arbetsveckor sämre" })).toBeVisible();
    expect(screen.getByText("En person berörs.")).toBeVisible();
    expect(within(screen.getByRole("list", { name: "De som berörs" })).getByRole("listitem")).toHaveTextContent(
      "Amina Provfors blir utan förslag",
    );
    expect(asked).toEqual(["bilal", "r1 c2 n1", "r1 c2 n1 true"]);
  });

  it("leaves out the proposal's own person, and says what hinders another and what it takes", async () => {
    backend(() => ({
      ...ANSWER,
      answer: "blocked",
      sentence: "Det går inte som det är.",
      loss_at_least: null,
      blocked: [{ code: "travel_time", title: "Restid", sentence: "Resan är 90 minuter; gränsen är 60." }],
      ways: ["Möjligt om kandidaten reser 90 minuter."],
    }));
    openPage(Page, "/x");
    await userEvent.type(await screen.findByRole("searchbox", { name: "Sök deltagare" }), "bi");
    const found = await screen.findByRole("list", { name: "Träffar" });
    expect(within(found).getAllByRole("listitem").map((row) => row.textContent)).toEqual(["Bilal TestgrenNorrtälje"]);
    await userEvent.click(within(found).getByRole("button"));
    expect(await screen.findByText("Ett krav hindrar")).toBeVisible();
    expect(screen.getByRole("list", { name: "Det som hindrar" })).toHaveTextContent("Restid. Resan är 90 minuter; gränsen är 60.");
    expect(screen.getByText("Möjligt om kandidaten reser 90 minuter.")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Räkna exakt" })).toBeNull();
  });

  it("asks about another need for the same person, and offers a new run when it was not in this one", async () => {
    const asked = backend(() => ({ ...ANSWER, answer: "not_in_run", sentence: "Behovet var inte med i körningen." }));
    openPage(Page, "/x");
    await userEvent.click(await screen.findByRole("radio", { name: "Ett annat behov" }));
    await ask("bark", /Barkarby/);
    await userEvent.click(await screen.findByRole("button", { name: /Optimera/ }));
    expect(onOptimise).toHaveBeenCalledOnce();
    expect(asked).toEqual(["r1 c1 n2"]);
  });

  it("says when others are before, and asks again", async () => {
    let isBusy = true;
    backend(() =>
      isBusy
        ? HttpResponse.json(
            { type: "server_error", errors: [{ code: "busy", detail: "Vi räknar på ett annat svar.", attr: null }] },
            { status: 503, headers: { "Retry-After": "5" } },
          )
        : ANSWER,
    );
    openPage(Page, "/x");
    await ask();
    expect(await screen.findByText("Vi räknar på ett annat svar just nu. Försök igen om 5 sekunder.")).toBeVisible();
    isBusy = false;
    await userEvent.click(screen.getByRole("button", { name: "Försök igen" }));
    expect(await screen.findByText(ANSWER.sentence)).toBeVisible();
  });
});

describe("why", () => {
  it("groups what holds, what it is worth, how sure it is and what nobody knows", async () => {
    server.use(
      http.get("/api/proposals/:id/why/", () =>
        HttpResponse.json({
          run_number: 4,
          run_sentence: "Klar.",
          rules: [{ code: "travel_time", kind: "met", sentence_sv: "Reser 34 minuter." }],
          against: [{ code: "renewal", kind: "minus", sentence_sv: "Intyget går ut vecka 30." }],
          value: 30.2,
          value_parts: [{ code: "work", label: "veckor i arbete", value: 26 }],
          margin: { code: "even", label: "Jämnt", sentences: ["Nästa person på samma behov är lika bra."] },
          missing: [
            { code: "wish", sentence: "Yrkesvalen är inte rangordnade; det kan ändra värdet 2,6 arbetsveckor.", may_block: false },
            { code: "travel", sentence: "Restiden är inte känd.", may_block: true },
          ],
        }),
      ),
    );
    openPage(() => <AllReasons proposal={proposal()} />, "/x");
    expect(await screen.findByText("Intyget går ut vecka 30.")).toBeVisible();
    expect(screen.getByText("Reser 34 minuter.")).toBeVisible();
    expect(screen.getByRole("heading", { name: "Värt 30,2 arbetsveckor" })).toBeVisible();
    expect(screen.getByRole("rowheader", { name: "veckor i arbete" }).nextSibling).toHaveTextContent("+26,0");
    expect(screen.getByRole("heading", { name: "Hur säkert: Jämnt" })).toBeVisible();
    expect(screen.getByText("Yrkesvalen är inte rangordnade; det kan ändra värdet 2,6 arbetsveckor.")).toBeVisible();
    expect(screen.getByText("Restiden är inte känd. Det kan visa sig att förslaget inte går.")).toBeVisible();
  });
});
