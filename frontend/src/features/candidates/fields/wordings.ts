import type { Reference } from "@/api/reference";

export type Wording = Reference["consent_wordings"][number];

/** The words in force that day, in her language, else in Swedish: the same choice as the server's. */
export function wordingFor(
  wordings: readonly Wording[],
  purpose: string,
  language: string,
  day: string,
): Wording | undefined {
  const inForce = wordings
    .filter((row) => row.purpose === purpose && (row.valid_from ?? "") <= day && day <= (row.valid_to ?? "9999"))
    .toSorted((a, b) => (b.valid_from ?? "").localeCompare(a.valid_from ?? ""));
  return inForce.find((row) => row.language_id === language) ?? inForce.find((row) => row.language_id === "sv");
}

/** The words a consent was given to, in Swedish for the coach. */
export function textOf(
  wordings: readonly Wording[],
  consent: { purpose: string; text_version: string },
): Wording | undefined {
  return wordings.find(
    (row) => row.purpose === consent.purpose && row.version === consent.text_version && row.language_id === "sv",
  );
}
