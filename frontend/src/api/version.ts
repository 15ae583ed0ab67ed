/** Any object a decision can be made on. */
export interface Versioned {
  version: number;
}

/** `params: { header: ifMatch(proposal) }` – the version the user was looking at, not the newest. */
export function ifMatch({ version }: Versioned): { "If-Match": string } {
  return { "If-Match": `"${version}"` };
}
