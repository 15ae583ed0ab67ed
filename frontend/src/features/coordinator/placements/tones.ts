import type { Tone } from "@/ui/Status";
import type { Placement } from "../words";

/** Colour only where the coordinator must act. */
export const PLACEMENT_TONES: Record<Placement["state"], Tone> = {
  planned: "plain",
  training: "wait",
  ongoing: "done",
  ended: "off",
  broken_off: "stop",
};
