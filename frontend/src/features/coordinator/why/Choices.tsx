import { ToggleButton } from "react-aria-components";
import { useT } from "@/lib/intl";
import styles from "./why.module.css";

interface Choice {
  id: string;
  name: string;
  about: string;
}

interface ChoicesProps {
  rows: readonly Choice[];
  chosen: string | undefined;
  onChoose: (choice: Choice) => void;
}

/** A few found things, one of which can be asked about. */
export function Choices({ rows, chosen, onChoose }: ChoicesProps) {
  const t = useT();
  return (
    <ul className={styles.choices} aria-label={t("whyNot.found")}>
      {rows.map((row) => (
        <li key={row.id}>
          <ToggleButton className={styles.choice ?? ""} isSelected={row.id === chosen} onChange={() => onChoose(row)}>
            <bdi>{row.name}</bdi>
            <span className="muted">{row.about}</span>
          </ToggleButton>
        </li>
      ))}
    </ul>
  );
}
