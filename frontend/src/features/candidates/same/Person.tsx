import type { components } from "@/api/schema";
import { useFormat } from "@/lib/format";
import { useT } from "@/lib/intl";
import { Status } from "@/ui/Status";
import { TONES } from "../words";
import styles from "./same.module.css";

type Person = components["schemas"]["PersonToCompare"];

/** Enough of somebody to know whether it is the same person. */
export function PersonHead({ person }: { person: Person }) {
  return (
    <div className={styles.personHead}>
      <strong>
        <bdi>{person.name}</bdi>
      </strong>
      <Status tone={TONES[person.state.code]}>{person.state.label}</Status>
    </div>
  );
}

export function PersonFacts({ person }: { person: Person }) {
  const t = useT();
  const format = useFormat();
  return (
    <p className="small">
      {[
        person.birth_date && t("register.born", { day: format.iso(person.birth_date) }),
        person.phone,
        person.email,
        person.municipality?.name,
        t("register.coach", { name: person.coach.name }),
      ]
        .filter(Boolean)
        .map((fact) => (
          <span key={fact} className={styles.fact}>
            <bdi>{fact}</bdi>
          </span>
        ))}
    </p>
  );
}
