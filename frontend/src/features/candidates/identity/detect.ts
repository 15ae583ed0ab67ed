/** What somebody types into the one box, told apart while she types. The server checks it all again. */

export type Typed = "number" | "phone" | "email" | "name";
export type NumberProblem = "form" | "date" | "check";

const DASHES = /[‐‑‒–—−]/g;
const FORM = /^(\d{2})?\d{6}[-+]?\d{4}$/;
/** Country code, or a national number's zero; ten digits that begin so are a phone number. */
const PHONE = /^(\+|00|0[1-9])/;

const plain = (text: string) => text.replace(/\s/g, "").replace(DASHES, "-");

export function detect(text: string): Typed {
  const written = plain(text);
  if (written.includes("@")) return "email";
  if (!/^[+\d(][\d()/+-]*$/.test(written)) return "name";
  // A hyphen or plus sign before the last four, or a century in front, is how a number is written.
  if (/^(\d{2})?\d{6}[-+]\d{0,4}$/.test(written) || /^(19|20)\d{6,10}$/.test(written)) return "number";
  if (PHONE.test(written)) return "phone";
  return FORM.test(written) ? "number" : "phone";
}

/** What is wrong with a whole number; null when nothing is that can be seen from here. */
export function numberProblem(text: string): NumberProblem | null {
  const written = plain(text);
  if (!FORM.test(written)) return "form";
  const digits = written.replace(/\D/g, "").slice(-10);
  const month = Number(digits.slice(2, 4));
  const day = Number(digits.slice(4, 6)) % 60;
  if (month < 1 || month > 12 || day < 1 || day > 31) return "date";
  const sum = [...digits].reduce((total, digit, place) => {
    const double = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (double > 9 ? double - 9 : double);
  }, 0);
  return sum % 10 === 0 ? null : "check";
}

/** A samordningsnummer has 60 added to its day. */
export function isCoordination(text: string): boolean {
  const digits = plain(text).replace(/\D/g, "").slice(-10);
  return numberProblem(text) === null && Number(digits.slice(4, 6)) > 60;
}
