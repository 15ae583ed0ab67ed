import type { LucideIcon } from "lucide-react";
import { Pencil } from "lucide-react";
import type { ReactNode } from "react";
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
  return (
    <DialogTrigger>
      <AriaButton className={styles.value ?? ""}>
        <span className={styles.shown}>{children}</span>
        <span className="visually-hidden">{label}</span>
        <Icon as={icon} size={14} />
      </AriaButton>
      <Popover className={overlay.popover ?? ""} offset={4} placement="bottom start">
        <Dialog aria-label={label} className={styles.inline ?? ""}>
          {({ close }) => form(close)}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
