import { T, useT } from "@/lib/intl";
import { usePreference } from "@/lib/preferences";
import { Switch } from "./Choice";
import { Dialog } from "./Dialog";
import styles from "./KeyHelp.module.css";
import { useKeyHints } from "./keyHints";

/** What the keyboard can do here, and the switch that turns single keys off. */
export function KeyHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useT();
  const groups = useKeyHints();
  const [keys, setKeys] = usePreference("keys");
  return (
    <Dialog title={t("keys.title")} isOpen={isOpen} onClose={onClose}>
      {groups.map((group) => (
        <section key={group.title} className={styles.group}>
          <h3>{group.title}</h3>
          <dl className={styles.keys}>
            {group.hints.map((hint) => (
              <div key={hint.keys.join()} className={styles.hint}>
                <dt>
                  {hint.keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{hint.does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <Switch isSelected={keys === "on"} onChange={(on) => setKeys(on ? "on" : "off")}>
        <T id="keys.switch" />
      </Switch>
    </Dialog>
  );
}
