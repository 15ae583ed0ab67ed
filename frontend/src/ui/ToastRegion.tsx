import { CircleAlert, CircleCheck, Undo2, X } from "lucide-react";
import { useEffect, useState } from "react";
import { T, useT } from "@/lib/intl";
import { Button, IconButton } from "./Button";
import { Icon } from "./Icon";
import styles from "./ToastRegion.module.css";
import { dismissToast, type ToastItem, useToasts } from "./toasts";

const SECONDS = 8;

/** Stands in the page from the start: a live region that arrives with its text is not read out. */
export function ToastRegion() {
  const t = useT();
  const items = useToasts();
  return (
    <section className={styles.region} aria-label={t("toast.region")} data-print="hide">
      <div role="status" aria-live="polite" aria-relevant="additions">
        {items.map((item) => (
          <Toast key={item.id} item={item} />
        ))}
      </div>
    </section>
  );
}

function Toast({ item }: { item: ToastItem }) {
  const t = useT();
  const [isHeld, setHeld] = useState(false);
  const { id, undo } = item;
  // Time stops while the pointer or focus is on it.
  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(() => dismissToast(id), SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [id, isHeld]);
  return (
    <div
      className={styles.toast}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon as={item.tone === "stop" ? CircleAlert : CircleCheck} />
      <span className={styles.text}>{item.text}</span>
      {undo && (
        <Button
          size="sm"
          icon={Undo2}
          onPress={() => {
            dismissToast(id);
            undo();
          }}
        >
          <T id="toast.undo" />
        </Button>
      )}
      <IconButton icon={X} label={t("ui.close")} onPress={() => dismissToast(id)} />
    </div>
  );
}
