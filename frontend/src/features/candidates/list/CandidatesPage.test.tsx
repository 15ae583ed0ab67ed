import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { referenceQuery } from "@/api/reference";
import { sessionQuery } from "@/api/session";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import { aRow } from "../testing";
import { CandidatesPage } from "./CandidatesPage";
import { toQuery } from "./filters";

const reference = {
  occupations: [{ code: "murare", name_sv: "Murare" }],
  municipalities: [{ code: "0180", name: "Stockholm" }],
};
const known = [
  [sessionQuery.queryKey, { user: { name: "Sara" }, role: "coach" }],
  [referenceQuery.queryKey, reference],
] as const;
const row = (name: string) => aRow({ id: name, name });
const server = serverForTests();

/** Answers each query string with what `answer` makes of it; keeps the queries. */
function backend(answer: (query: URLSearchParams) => unknown[]) {
  const asked: string[] = [];
  server.use(
    http.get("/api/candidate-views/", () => HttpResponse.json([])),
    http.get("/api/candidates/", ({ request }) => {
      const query = new URL(request.url).searchParams;
      asked.push(query.toString());
      const results = answer(query);
      return HttpResponse.json({ count: results.length, next: null, previous: null, results: results.slice(0, Number(query.get("page_size"))) });
    }),
  );
  return asked;
}
const draw = (at: string) => renderPage(<CandidatesPage />, { at, route: "/deltagare", known });

describe("address to query", () => {
  it("turns days in a state around: most days is the earliest beginning", () => {
    expect(toQuery({ sort: "-days" })).toMatchObject({ ordering: "state_since", coach: "me" });
    expect(toQuery({ sort: "days", vem: "alla" })).toEqual({ ordering: "-state_since", page: 1, page_size: 25 });
  });

  it("leaves out what the API does not know", () => {
    expect(toQuery({ lage: "draft,pensionerad", sort: "shoe", sida: "-2", vem: "alla" })).toEqual({
      state: ["draft"],
      ordering: "name",
      page: 1,
      page_size: 25,
    });
  });
});

describe("my candidates", () => {
  it("reads filters, search and page from the address", async () => {
    const asked = backend(() => [row("Åsa Öst")]);
    draw("/deltagare?q=åsa&lage=ready,draft&yrke=murare&kommun=0180&intyg=1&stilla=1&undantag=1&sort=-days&sida=2");
    expect(await screen.findByRole("rowheader", { name: "Åsa Öst" })).toBeVisible();
    expect(Object.fromEntries(new URLSearchParams(asked[0]))).toEqual({
      q: "åsa",
      coach: "me",
      state: "draft",
      occupation: "murare",
      municipality: "0180",
      certificate_expiring: "60",
      stalled: "true",
      unflagged: "true",
      ordering: "state_since",
      page: "2",
      page_size: "25",
    });
    expect(new URLSearchParams(asked[0]).getAll("state")).toEqual(["ready", "draft"]);
    const chips = within(screen.getByRole("grid", { name: "Valda filter" })).getAllByRole("row");
    expect(chips.map((chip) => chip.textContent)).toEqual([
      "Läge: Klar för matchning",
      "Läge: Utkast",
      "Yrke: Murare",
      "Kommun: Stockholm",
      "Intyg går ut inom 60 dagar",
      "Mer än 30 dagar i läget",
      "Står still med skäl",
    ]);
  });

  it("searches while typing, and puts it in the address", async () => {
    backend((query) => (query.get("q") === "öst" ? [row("Åsa Öst")] : [row("Bo Ek"), row("Åsa Öst")]));
    const { address } = draw("/deltagare");
    await screen.findByRole("rowheader", { name: "Bo Ek" });
    await userEvent.type(screen.getByRole("searchbox"), "öst");
    expect(await screen.findByText("En deltagare.")).toBeVisible();
    expect(screen.queryByRole("rowheader", { name: "Bo Ek" })).toBeNull();
    expect(address()).toBe("/deltagare?q=%C3%B6st");
  });

  it("names the filter to lift and how many it would show", async () => {
    backend((query) => (query.has("occupation") ? [] : query.has("state") ? [row("A"), row("B")] : [row("A")]));
    const { address } = draw("/deltagare?lage=ready&yrke=murare");
    expect(await screen.findByText("Ingen träff. Ta bort ”Yrke: Murare”, så visas 2 deltagare.")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Ta bort ”Yrke: Murare”" }));
    expect(address()).toBe("/deltagare?lage=ready");
  });

  it("offers to clear all when no single filter is to blame", async () => {
    backend(() => []);
    const { address } = draw("/deltagare?q=zz&stilla=1");
    expect(await screen.findByText(/^Ingen träff. Inget enskilt filter/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Rensa alla filter" }));
    expect(address()).toBe("/deltagare");
  });

  it("says how to begin when there is nobody", async () => {
    const asked = backend(() => []);
    draw("/deltagare");
    expect(await screen.findByText("Du har inga deltagare än. Registrera den första.")).toBeVisible();
    expect(asked).toHaveLength(1);
  });

  it("shows what went wrong instead of the table", async () => {
    backend(() => []);
    server.use(http.get("/api/candidates/", () => HttpResponse.json({}, { status: 500 })));
    draw("/deltagare");
    expect(await screen.findByText("Något gick fel hos oss.")).toBeVisible();
  });
});
