import type { useT } from "@/lib/intl";
import type { Import } from "./api";

export const STEPS = ["koppla", "ratta", "dubbletter", "granska"] as const;
export type Step = (typeof STEPS)[number];

/** Where an import stands, in words. */
export function statusWord(job: Pick<Import, "status" | "task" | "undone_at">, t: ReturnType<typeof useT>): string {
  if (job.undone_at) return t("import.status.undone");
  if (job.status === "finished") return t("import.status.finished");
  if (job.status === "parked") return t("import.status.parked");
  if (job.status === "open") return t("import.status.open");
  return t(job.task === "undo" ? "import.status.undoing" : "import.status.creating");
}
