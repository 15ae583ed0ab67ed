import type { LucideIcon } from "lucide-react";
import { Pencil } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { Icon } from "@/ui/Icon";
import overlay from "@/ui/overlay.module.css";
import styles from "./people.module.css";

interface InlineProps {
  /** What opening it does, after what is shown: "Ändra nästa steg för Amina". */
  label: string;
  children: ReactNode;
  icon?: LucideIcon;
  form: (close: () => void) => ReactNode;
}

/** A value of a row that opens where it stands: Enter opens and saves, Escape leaves it as it was. */
export function Inline({ label, children, icon = Pencil, form }: InlineProps) {
  // Inside main the form belongs to a landmark, and the page around it stays readable.
  const [container, setContainer] = useState<Element | null>(null);
  return (
    <DialogTrigger>
      <AriaButton className={styles.value ?? ""} ref={(button) => setContainer(button?.closest("main") ?? null)}>
        <span className={styles.shown}>{children}</span>
        <span className="visually-hidden">{label}</span>
        <Icon as={icon} size={14} />
      </AriaButton>
      <Popover
        className={overlay.popover ?? ""}
        offset={4}
        placement="bottom start"
        isNonModal
        UNSTABLE_portalContainer={container ?? undefined}
      >
        <Dialog aria-label={label} className={styles.inline ?? ""}>
          {({ close }) => form(close)}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
