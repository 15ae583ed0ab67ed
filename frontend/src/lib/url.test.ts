// @vitest-environment node
import { describe, expect, it } from "vitest";
import { parseSearch, patchSearch, stringifySearch } from "./url";

describe("search in the address", () => {
  it("survives a round trip with Swedish letters", () => {
    const text = stringifySearch({ q: "Åsa Öst", kommun: "0180,0184", sida: 2 });
    expect(parseSearch(text)).toEqual({ q: "Åsa Öst", kommun: "0180,0184", sida: "2" });
  });

  it("leaves empty values out", () => {
    expect(stringifySearch({ q: "", sort: undefined })).toBe("");
  });

  it("returns to page one when a filter changes, not when the page does", () => {
    expect(patchSearch({ q: "a", sida: "4" }, { q: "b" })).toEqual({ q: "b" });
    expect(patchSearch({ q: "a", sida: "4" }, { sida: 5 })).toEqual({ q: "a", sida: "5" });
  });

  it("stays on the page when only the shown row changes", () => {
    expect(patchSearch({ q: "a", sida: "4" }, { visa: "7" })).toEqual({ q: "a", sida: "4", visa: "7" });
    expect(patchSearch({ sida: "4", visa: "7" }, { visa: null, sort: "namn" })).toEqual({ sort: "namn" });
  });

  it("joins lists and removes what is cleared", () => {
    expect(patchSearch({ q: "a" }, { yrke: ["golv", "betong"], q: null })).toEqual({ yrke: "golv,betong" });
    expect(patchSearch({ yrke: "golv" }, { yrke: [] })).toEqual({});
  });
});
