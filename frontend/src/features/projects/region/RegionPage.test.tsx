import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import { type Region, RegionPage } from "./RegionPage";

const server = serverForTests();
const trade = { occupations: ["Träarbetare"], person_years: [10, 20.5], total: 30.5, peak: 41 };
const region: Region = {
  sentence: "De 40 husen behövde 60 personår.",
  notes: ["Det är två olika mått.", "Byggstart är inte känd."],
  district: "Norra Djurgårdsstaden",
  projects: 40,
  dwellings: 3358,
  years: [2016, 2017],
  person_years: [20, 40],
  total: 60,
  trades: [
    { ...trade, ssyk2012: "7111", name: "Träarbetare m.fl.", adverts: 720 },
    { ...trade, ssyk2012: "7215", name: "Stålmontörer", total: 29.5, adverts: 14 },
    { ...trade, ssyk2012: "7126", name: "Kyltekniker", occupations: [], person_years: [], total: 0, peak: 0, adverts: 223 },
  ],
  adverts_year: 2024,
  adverts: 5224,
  sources: ["Offentlig uppföljning 2019."],
  template: { code: "t", name: "Mall", source: "Källa" },
  assumptions: [],
};

const names = () => screen.getAllByRole("rowheader").map((cell) => cell.textContent);

describe("the region's demand", () => {
  it("puts need beside adverts and says that they are two things", async () => {
    server.use(http.get("/api/regional-demand/", () => HttpResponse.json(region)));
    renderPage(<RegionPage />);
    expect(await screen.findByText("Det är två olika mått.")).toBeVisible();
    expect(screen.getByRole("row", { name: /Träarbetare/u })).toHaveTextContent("Träarbetare m.fl.31720");
    expect(screen.getByRole("row", { name: /Kyltekniker/u })).toHaveTextContent("Finns inte i mallen223");
    expect(screen.getByRole("row", { name: /^Alla/u })).toHaveTextContent("605 224");
  });

  it("has every year as a table that sorts", async () => {
    server.use(http.get("/api/regional-demand/", () => HttpResponse.json(region)));
    renderPage(<RegionPage />);
    await userEvent.click(await screen.findByRole("radio", { name: "År för år" }));
    expect(names()).toEqual(["Träarbetare m.fl.", "Stålmontörer", "Kyltekniker"]);
    await userEvent.click(within(screen.getByRole("columnheader", { name: /Annonser/u })).getByText(/Annonser/u));
    expect(names()).toEqual(["Stålmontörer", "Kyltekniker", "Träarbetare m.fl."]);
  });

  it("says what went wrong", async () => {
    server.use(http.get("/api/regional-demand/", () => HttpResponse.json({}, { status: 500 })));
    renderPage(<RegionPage />);
    expect(await screen.findByRole("alert")).toHaveTextContent("Något gick fel hos oss.");
  });
});
