import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import type { components } from "@/api/schema";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import { aCandidate } from "../testing";
import { NearestWork } from "./NearestWork";

type Work = components["schemas"]["NearestWork"];
const server = serverForTests();
const need = {
  id: "n1",
  number: 7,
  occupation: "Träarbetare",
  occupation_code: "traarbetare",
  project_id: "p1",
  project_name: "Slakthuset",
  company: "Bygg AB",
  municipality: "Stockholm",
  employment_form: "Lärling",
};
const course = {
  intake_id: "i1",
  name: "Heta arbeten",
  provider: "Kursbolaget",
  municipality: "Solna",
  start_date: "2026-11-30",
  end_date: "2026-12-07",
  seats_left: 3,
  cost_sek: 4300,
};
const straight = { need, start_date: "2026-12-14", travel_minutes: 12.4, lacking: [], unknown: [], steps: [] };
const work: Work = {
  wanted: 14,
  reached: 5,
  straight: 1,
  free_from: null,
  jobs: [
    straight,
    {
      need: { ...need, id: "n2", project_name: "Barkarby" },
      start_date: "2027-01-04",
      travel_minutes: null,
      lacking: ["Saknar giltigt intyg: Heta arbeten."],
      unknown: ["Restiden: vet inte.", "Arbetslagets språk: vet inte. Nivån B1 krävs."],
      steps: [course],
    },
  ],
  course: { intake: course, needs: [need, { ...need, id: "n2" }] },
  hindrances: [
    { code: "travel_time", title: "Restid", needs: 8 },
    { code: "consent", title: "Samtycke", needs: 1 },
  ],
};

function show(told: Partial<Work>, person: Parameters<typeof aCandidate>[0] = {}) {
  server.use(http.get("/api/candidates/c1/nearest/", () => HttpResponse.json({ ...work, ...told })));
  const candidate = aCandidate({ state: { code: "ready", label: "Klar" }, ...person });
  renderPage(<NearestWork candidate={candidate} hrefOf={(section) => `?del=${section}`} />);
}

describe("nearest work", () => {
  it("tells the jobs, what is lacking, when it can be had and what opens most", async () => {
    show({});
    const [first, second] = await screen.findAllByRole("listitem");
    expect(first).toHaveTextContent("Träarbetare på Slakthuset");
    expect(first).toHaveTextContent("Kan tas direkt");
    expect(first).toHaveTextContent(/börjar tidigast mån.14.december/);
    expect(first).toHaveTextContent("12 minuters resa");
    expect(second).toHaveTextContent("Efter en kurs");
    expect(second).toHaveTextContent("Saknar giltigt intyg: Heta arbeten.");
    expect(second).toHaveTextContent(/kurs mån.30.november, klar mån.7.december/);
    expect(second).toHaveTextContent(/3 platser kvar.*4.300.kr/);
    expect(within(second as HTMLElement).getAllByText(/vet inte/)).toHaveLength(2);
    expect(screen.getByText("Heta arbeten: 2 jobb till")).toBeVisible();
    expect(screen.getByText(/14 öppna behov i de valda yrkena: 1 går att ta direkt, 4 efter kurs\./)).toBeVisible();
  });

  it("says what hinders the rest when asked, with the way to change it", async () => {
    show({});
    await userEvent.click(await screen.findByRole("button", { name: "Vad hindrar de andra 9 behoven?" }));
    expect(screen.getByText("Restid: hindrar 8 behov")).toBeVisible();
    expect(screen.getByRole("link", { name: "Se över längsta restid och färdsätt." })).toHaveAttribute("href", "?del=travel");
    expect(screen.getByText("Samtycke: hindrar 1 behov")).toBeVisible();
  });

  it("says why there is nothing and what to do", async () => {
    show({ reached: 0, straight: 0, jobs: [], course: null });
    expect(await screen.findByText("Restid: hindrar 8 behov")).toBeVisible();
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("asks for occupations where none are chosen, and for more where none is wanted", async () => {
    show({ wanted: 0, reached: 0, straight: 0, jobs: [], course: null, hindrances: [] });
    expect(await screen.findByText(/Inga yrken är valda/)).toBeVisible();
    expect(screen.getByRole("link", { name: "Välj yrken" })).toHaveAttribute("href", "?del=occupation");
  });

  it.each([
    [{ state: { code: "draft", label: "Utkast" } } as const, /Kortet är ett utkast/],
    [{ state: { code: "resting", label: "Vilar" } } as const, /Matchningen vilar/],
    [{ is_protected: true }, /aldrig med i en körning/],
  ])("says that nothing is proposed yet", async (person, words) => {
    show({}, person);
    expect(await screen.findByText(words)).toBeVisible();
  });

  it("counts from when what is booked ends", async () => {
    show({ free_from: "2027-06-14" });
    expect(await screen.findByText(/Räknat från 14.juni.2027/)).toBeVisible();
  });

  it("is not there for a closed card", () => {
    show({}, { state: { code: "closed", label: "Avslutad" } });
    expect(screen.queryByRole("heading")).toBeNull();
  });
});
