import type { components } from "@/api/schema";
import { useT } from "@/lib/intl";

type Owner = components["schemas"]["Candidate"]["next_step_owner"];
const OWNERS: readonly Owner[] = ["coach", "candidate", "company", "authority", "school", "other"];

/** Who can be the one to do something. */
export function useOwners() {
  const t = useT();
  return OWNERS.map((value) => ({ value, label: t(`owner.${value}`) }));
}
