import type { Reference } from "@/api/reference";
import { T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import type { Need } from "../words";
import { type Draft, type Field, fromNeed } from "./draft";
import styles from "./form.module.css";
import { useFieldText } from "./useFieldText";

interface ClashesProps {
  draft: Draft;
  theirs: Need;
  fields: readonly Field[];
  reference: Reference | undefined;
  onResolve: (field: Field, choice: "mine" | "theirs") => void;
  onClose: () => void;
}

/** Somebody saved first: what both changed stands side by side, and nothing of ours is gone. */
export function Clashes({ draft, theirs, fields, reference, onResolve, onClose }: ClashesProps) {
  const t = useT();
  const text = useFieldText(reference);
  return (
    <section role="alert" aria-label={t("needForm.clashTitle")} className={styles.clashes}>
      <div>
        <h2>
          <T id="needForm.clashTitle" />
        </h2>
        <p>
          <T id="needForm.clashBody" values={{ count: fields.length }} />
        </p>
      </div>
      {fields.map((field) => (
        <div key={field} className={styles.clash}>
          <h3>{t(`needForm.field.${field}`)}</h3>
          <dl className={styles.sides}>
            <div>
              <dt>{t("needForm.mine")}</dt>
              <dd>{text(field, draft)}</dd>
              <dd>
                <Button size="sm" onPress={() => onResolve(field, "mine")}>
                  <T id="needForm.keepMine" />
                </Button>
              </dd>
            </div>
            <div>
              <dt>{t("needForm.theirs")}</dt>
              <dd>{text(field, fromNeed(theirs))}</dd>
              <dd>
                <Button size="sm" onPress={() => onResolve(field, "theirs")}>
                  <T id="needForm.keepTheirs" />
                </Button>
              </dd>
            </div>
          </dl>
        </div>
      ))}
      {fields.length === 0 && (
        <div>
          <Button size="sm" onPress={onClose}>
            <T id="needForm.clashDone" />
          </Button>
        </div>
      )}
    </section>
  );
}
