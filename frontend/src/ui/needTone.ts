import type { Tone } from "./Status";

/** How the state of a need looks, by its code in the API. */
export const NEED_TONES: Record<string, Tone> = {
  draft: "draft",
  in_review: "wait",
  open: "plain",
  partly_filled: "plain",
  filled: "done",
  paused: "off",
  closed: "off",
};
