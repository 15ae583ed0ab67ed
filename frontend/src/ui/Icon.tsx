import type { LucideIcon } from "lucide-react";
import styles from "./Icon.module.css";

export type IconType = LucideIcon;

interface Props {
  as: IconType;
  size?: 14 | 16 | 18 | 20 | 24 | 32;
  /** Points somewhere: turn it around in right-to-left. */
  flip?: boolean;
}

/** Always beside a word, so hidden from assistive technology. */
export function Icon({ as: Glyph, size = 18, flip = false }: Props) {
  return (
    <Glyph
      className={styles.icon}
      size={size}
      strokeWidth={1.75}
      aria-hidden="true"
      focusable="false"
      data-flip={flip || undefined}
    />
  );
}
