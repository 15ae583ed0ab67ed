import type { Tone } from "@/ui/Status";
import type { NeedRow } from "../words";

/** Colour only where the coordinator must act. */
export const NEED_TONES: Record<NeedRow["state"]["code"], Tone> = {
  draft: "draft",
  in_review: "act",
  open: "plain",
  partly_filled: "wait",
  filled: "done",
  paused: "wait",
  closed: "off",
};
