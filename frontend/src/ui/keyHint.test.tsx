import { screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { writePreference } from "@/lib/preferences";
import { renderUi } from "@/lib/testing/render";
import { KeyHint } from "./KeyHint";

const shown = () => {
  renderUi(
    <p>
      Lägg upp behov <KeyHint>N</KeyHint>
    </p>,
  );
  return screen.getByText(/Lägg upp behov/u).textContent?.trim();
};
const screenFor = (wanted: string) =>
  vi.stubGlobal("matchMedia", (query: string) => ({
    matches: query.includes(wanted),
    addEventListener: () => {},
    removeEventListener: () => {},
  }));

afterEach(() => {
  vi.unstubAllGlobals();
  writePreference("keys", "on");
});

describe("the key on a button", () => {
  it("stands there where there are keys", () => {
    screenFor("none");
    expect(shown()).toBe("Lägg upp behov (N)");
  });

  it.each(["(max-width: 639px)", "(pointer: coarse)"])("is not there where %s", (query) => {
    screenFor(query);
    expect(shown()).toBe("Lägg upp behov");
  });

  it("is not there when single keys are turned off", () => {
    screenFor("none");
    writePreference("keys", "off");
    expect(shown()).toBe("Lägg upp behov");
  });
});
