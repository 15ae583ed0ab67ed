import { Ban, CircleArrowRight, CircleCheck, CircleDashed, CircleDot, Clock, Lock, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/lib/cx";
import { Icon, type IconType } from "./Icon";
import styles from "./Status.module.css";

/** act: someone here must do something. stop: something is wrong. The rest carries no colour. */
export type Tone = "plain" | "draft" | "wait" | "act" | "stop" | "done" | "locked" | "off";

const ICONS: Record<Tone, IconType> = {
  plain: CircleDot,
  draft: CircleDashed,
  wait: Clock,
  act: CircleArrowRight,
  stop: TriangleAlert,
  done: CircleCheck,
  locked: Lock,
  off: Ban,
};

/** A word and a small icon. Never the colour alone. */
export function Status({ tone = "plain", icon, children }: { tone?: Tone; icon?: IconType; children: ReactNode }) {
  return (
    <span className={cx(styles.status, styles[tone])}>
      <Icon as={icon ?? ICONS[tone]} size={16} />
      {children}
    </span>
  );
}
