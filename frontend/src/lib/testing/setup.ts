import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, vi } from "vitest";

// Waiting ends when the thing happens; the limit is only for a busy machine.
configure({ asyncUtilTimeout: 10_000 });

if (typeof document !== "undefined") {
  // jsdom draws nothing, so it cannot scroll; the components only need the calls to exist.
  Element.prototype.scrollIntoView = () => undefined;
  window.scrollTo = () => undefined;

  afterEach(() => {
    cleanup();
    vi.useRealTimers();
    localStorage.clear();
    for (const pair of document.cookie.split("; ")) document.cookie = `${pair.split("=")[0]}=; max-age=0`;
  });
}
