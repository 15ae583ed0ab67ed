import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { referenceQuery } from "@/api/reference";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import { CardPage } from "../card/CardPage";
import type { Candidate } from "../record/values";
import { aCandidate, aLanguage } from "../testing";
import { carriedLanguages } from "./Language";
import { followed } from "./LanguageSkills";

const LEVELS = ["Ingen", "A1", "A2", "B1", "B2", "C1", "C2"].map((name_sv, value) => ({ value, name_sv }));
const reference = {
  languages: [{ code: "sv", name_sv: "Svenska" }],
  language_levels: LEVELS,
  sfi_courses: [],
  municipalities: [],
  districts: [],
  occupations: ["malare", "golv", "trä"].map((code) => ({ code, name_sv: code, ssyk2012: "" })),
  rungs: [{ value: 0, name_sv: "Lärling" }],
  skills: [{ code: "ritning", name_sv: "Läsa ritning" }],
  skills_by_ssyk: {},
  certificates: [{ code: "HETA", name_sv: "Heta arbeten", validity_months: 60 }],
  licences: [],
  task_demands: [],
  target_groups: [],
};
const known = [[referenceQuery.queryKey, reference]] as const;
const server = serverForTests();
const user = userEvent.setup({ delay: null });

/** The card with what it sends; each answer is the record as the server would have it. */
function draw(first: Candidate, at = "?flik=uppgifter", answer: (sent: object) => Partial<Candidate> = () => ({})) {
  const sent: object[] = [];
  let stored = first;
  server.use(
    http.get("/api/candidates/c1/", () => HttpResponse.json(stored)),
    http.patch("/api/candidates/c1/", async ({ request }) => {
      const body = (await request.json()) as object;
      sent.push(body);
      stored = { ...stored, ...answer(body), version: stored.version + 1 };
      return HttpResponse.json(stored);
    }),
  );
  renderPage(<CardPage />, { at: `/deltagare/c1${at}`, route: "/deltagare/$id", known });
  return sent;
}
const press = async (name: string | RegExp) => user.click(await screen.findByRole("button", { name }));
const pick = async (field: string | RegExp, option: string) => {
  await press(field);
  await user.click(await screen.findByRole("option", { name: option }));
};
const heading = () => screen.findByRole("heading", { level: 2, name: "Utbildning" });

describe("languages", () => {
  it("take the lower of listening and speaking when both are told, else leave the level alone", () => {
    const row = { language: "sv", level: 4 as const };
    expect(followed({ ...row, listening: 3, speaking: 2 }).level).toBe(2);
    expect(followed({ ...row, listening: 0, speaking: 2 }).level).toBe(0);
    expect(followed({ ...row, listening: 3, speaking: null }).level).toBe(4);
    expect(followed({ ...row, reading: 1, writing: 1 }).level).toBe(4);
  });

  it("go on to the next person without what is the first one's own", () => {
    const rows = [{ language: "sv", level: 2 as const, listening: 2 as const, speaking: 3 as const, sfi_course: "sfi-b" }];
    expect(carriedLanguages(rows)).toEqual([{ language: "sv", level: 2 }]);
  });

  it("show the skills on request, and say why the level can no longer be chosen", async () => {
    const sent = draw(aCandidate({ languages: [aLanguage({ level: 4, speaking: 3 })] }), undefined, () => ({
      languages: [aLanguage({ level: 2, speaking: 3, listening: 2 })],
    }));
    await heading();
    expect(screen.getByRole("button", { name: /Nivå$/ })).toBeEnabled();
    await press("Lyssna, tala, läsa och skriva (1 av 4)");
    await pick(/Lyssna$/, "A2");
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toEqual({
      languages: [
        { language: "sv", level: 2, listening: 2, speaking: 3, reading: null, writing: null, sfi_course: null },
      ],
    });
    expect(await screen.findByText("Det lägsta av lyssna och tala.")).toBeVisible();
    expect(screen.getByRole("button", { name: /Nivå/ })).toBeDisabled();
  });

  it("take what the course suggests only when somebody says so, and only where nothing was known", async () => {
    const sent = draw(
      aCandidate({
        languages: [
          aLanguage({ level: 2, writing: 1, sfi_course: "sfi-2c", sfi_suggestion: { level: 2, label: "ungefär A2" } }),
        ],
      }),
    );
    await heading();
    await press(/^Lyssna, tala/);
    expect(screen.getByText(/Sfi-kursen pekar på ungefär A2 i alla fyra. Tabellen är ungefärlig./)).toBeVisible();
    expect(sent).toEqual([]);
    await press("Fyll i de tomma");
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toEqual({
      languages: [
        { language: "sv", level: 2, listening: 2, speaking: 2, reading: 2, writing: 1, sfi_course: "sfi-2c" },
      ],
    });
  });
});

const wishOf = (occupation: string) => ({
  occupation,
  name: occupation,
  rung: 0 as const,
  rung_label: "Lärling",
  hours_worked: 0,
});

describe("what she wants to work with", () => {
  const wishes = ["malare", "golv", "trä"].map(wishOf);

  it("is put in order by keyboard, with the focus on what moves", async () => {
    const sent = draw(aCandidate({ wishes }), undefined, (body) => ({
      wishes: (body as Candidate).wishes.map(({ occupation }) => wishOf(occupation)),
    }));
    await heading();
    const list = screen.getByRole("list", { name: "Vill jobba med" });
    const names = () => within(list).getAllByRole("listitem").map((row) => row.dataset.row);
    expect(screen.getByRole("button", { name: "Flytta upp malare" })).toBeDisabled();
    screen.getByRole("button", { name: "Flytta upp trä" }).focus();
    await user.keyboard("{Enter}");
    expect(names()).toEqual(["malare", "trä", "golv"]);
    expect(screen.getByRole("button", { name: "Flytta upp trä" })).toHaveFocus();
    expect(screen.getByText("trä är nu önskan 2 av 3.")).toHaveRole("status");
    await user.keyboard("{Enter}");
    expect(names()).toEqual(["trä", "malare", "golv"]);
    // There is no further up: the way down has the focus.
    expect(screen.getByRole("button", { name: "Flytta ner trä" })).toHaveFocus();
    await waitFor(() =>
      expect(sent.at(-1)).toEqual({ wishes: ["trä", "malare", "golv"].map((occupation) => ({ occupation, rung: 0 })) }),
    );
  });

  it("has a level a trade in sight", async () => {
    draw(aCandidate({ wishes }));
    await heading();
    expect(screen.getAllByRole("button", { name: "Lärling Yrkesnivå" })).toHaveLength(3);
  });
});

describe("skills", () => {
  it("say how well and how we know, and either can be unsaid", async () => {
    const skill = { skill: "ritning", name: "Läsa ritning", proof: "shown" as const, proof_label: "Visat på plats" };
    const sent = draw(aCandidate({ skills: [{ ...skill, mastery: null, mastery_label: null }] }), undefined, () => ({
      skills: [{ ...skill, mastery: 3, mastery_label: "Kan själv" }],
    }));
    await heading();
    await pick(/Hur väl\?$/, "Kan själv");
    await waitFor(() => expect(sent).toEqual([{ skills: [{ skill: "ritning", proof: "shown", mastery: 3 }] }]));
    await pick(/Hur väl\?$/, "Vet inte");
    await waitFor(() => expect(sent.at(-1)).toEqual({ skills: [{ skill: "ritning", proof: "shown", mastery: null }] }));
  });
});

describe("education", () => {
  it("is written row by row, the year when it is whole", async () => {
    const sent = draw(aCandidate());
    await heading();
    await user.type(screen.getByRole("combobox", { name: "Lägg till utbildning" }), "Yrkesutb{ArrowDown}{Enter}");
    const fresh = { level: "vocational", subject: "", finished: null, recognition: "", proof: "own_word" };
    await waitFor(() => expect(sent).toEqual([{ education: [fresh] }]));
  });

  it("sends no half year, and tells of a wrong one when the field is left", async () => {
    const row = { level: "vocational" as const, level_label: "Yrkesutbildning", subject: "El", finished: null };
    const rest = { recognition: "" as const, recognition_label: "", proof: "own_word" as const, proof_label: "Eget ord" };
    const sent = draw(aCandidate({ education: [{ ...row, ...rest }] }));
    await heading();
    const year = screen.getByRole("textbox", { name: /^Klar år/ });
    await user.type(year, "20a15");
    await user.tab();
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toEqual({ education: [{ level: "vocational", subject: "El", finished: 2015, recognition: "", proof: "own_word" }] });
  });

  it("is never among what is left to do", async () => {
    draw(
      aCandidate({
        checklist: [{ code: "education", label: "Utbildning", done: false, optional: true, missing: ["utbildning"] }],
      }),
      "",
    );
    expect(await screen.findByText("Frivilligt")).toBeVisible();
    expect(screen.queryByText("Saknas: utbildning.")).toBeNull();
    expect(screen.getByRole("tab", { name: "Uppgifter" })).toBeVisible();
  });
});

describe("certificates", () => {
  it("that end or have ended stand on the first page of the card, with the way to them", async () => {
    const paper = {
      certificate: "HETA",
      name: "Heta arbeten",
      issued: null,
      expires: "2026-01-02",
      expired: true,
      validity: "expired" as const,
      validity_label: "Har gått ut",
      proof: "own_word" as const,
      proof_label: "Eget ord",
      checked_by: null,
    };
    draw(aCandidate({ certificates: [paper] }), "");
    const list = within(await screen.findByRole("list", { name: "Intyg som har gått ut eller snart går ut" }));
    expect(list.getByText(/Heta arbeten gick ut 2 januari 2026/)).toBeVisible();
    expect(list.getByRole("link", { name: "Ändra Heta arbeten" })).toHaveAttribute(
      "href",
      "/deltagare/c1?flik=uppgifter&del=certificates",
    );
  });
});
