import type { MessageId } from "@/lib/intl";
import { mainLanguage } from "../fields/Language";
import type { Values } from "../record/values";

/** The minimum record: what is missing, by field, as the message that asks for it. */
export function lacking(values: Values): Record<string, MessageId> {
  const checks: [string, boolean, MessageId][] = [
    ["first_name", values.first_name.trim() !== "", "register.need.first_name"],
    ["last_name", values.last_name.trim() !== "", "register.need.last_name"],
    ["phone", values.phone !== "" || values.email !== "", "register.need.reach"],
    ["birth_date", values.birth_date !== null, "register.need.birthDate"],
    ["languages", mainLanguage(values.languages) !== null, "register.need.language"],
    ["swedish", values.languages.some(({ language }) => language === "sv") || values.languages.length === 0, "register.need.swedish"],
    ["municipality", values.municipality !== null, "register.need.area"],
    ["available_from", values.available_from !== null, "register.need.start"],
    ["wishes", values.wishes.length > 0, "register.need.wish"],
  ];
  return Object.fromEntries(checks.filter(([, there]) => !there).map(([field, , message]) => [field, message]));
}
