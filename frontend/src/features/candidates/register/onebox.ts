import { detect } from "../identity/detect";
import type { Changes } from "../record/values";

/** What one box can mean: an identity number, an address, a telephone number or a name. */
export function readOneBox(text: string): Changes {
  const clean = text.trim().replace(/\s+/g, " ");
  if (clean === "") return {};
  switch (detect(clean)) {
    case "email":
      return { email: clean.toLowerCase() };
    case "phone":
      return { phone: clean };
    case "number":
      return { identity: { number: clean, grade: "", no_number_reason: "" } };
    case "name":
  }
  const [first = "", ...rest] = clean.split(" ");
  return { first_name: capital(first), last_name: rest.map(capital).join(" ") };
}

/** "amina" → "Amina"; "McArthur", "de la Cruz" and other scripts are left as they were typed. */
function capital(word: string): string {
  return word === word.toLocaleLowerCase("sv") && word.length > 3
    ? word.charAt(0).toLocaleUpperCase("sv") + word.slice(1)
    : word;
}
