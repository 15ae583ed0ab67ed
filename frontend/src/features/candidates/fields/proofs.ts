import { useT } from "@/lib/intl";

/** How a skill or a certificate is known. */
export function useProofs() {
  const t = useT();
  return [
    { value: "own_word", label: t("record.proof.own_word") },
    { value: "shown", label: t("record.proof.shown") },
    { value: "certified", label: t("record.proof.certified") },
  ];
}
