import { LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Link as AriaLink,
  type LinkProps as AriaLinkProps,
  Tooltip,
  TooltipTrigger,
} from "react-aria-components";
import { cx } from "@/lib/cx";
import { T } from "@/lib/intl";
import styles from "./Button.module.css";
import { Icon, type IconType } from "./Icon";

interface Look {
  /** primary: the one thing to do. secondary: others. quiet: in rows and toolbars. danger: cannot be undone. */
  variant?: "primary" | "secondary" | "quiet" | "danger";
  size?: "md" | "sm";
  icon?: IconType;
  /** Safety yellow edge: at most one in a view, on the next thing to do. */
  marked?: boolean;
  children: ReactNode;
}

type Plain<P> = Omit<P, "className" | "style" | "children">;
export type ButtonProps = Look &
  Omit<Plain<AriaButtonProps>, "isPending"> & {
    /** Under way: the button keeps its focus and its place, says so, and cannot be pressed again. */
    isPending?: boolean;
  };

function look({ variant = "secondary", size = "md", marked }: Look): string {
  return cx(styles.button, styles[variant], size === "sm" && styles.sm, marked && styles.marked);
}

// React Aria's own isPending leaves an announcement behind that names a button which may be gone.
export function Button({ variant, size, icon, marked, isPending, onPress, type, children, ...props }: ButtonProps) {
  return (
    <AriaButton
      {...props}
      type={isPending ? "button" : type}
      onPress={isPending ? undefined : onPress}
      className={look({ variant, size, marked, children })}
      data-waiting={isPending || undefined}
    >
      {isPending ? (
        <span className={styles.spinner}>
          <Icon as={LoaderCircle} />
        </span>
      ) : (
        icon && <Icon as={icon} />
      )}
      {children}
      {isPending && (
        <span className="visually-hidden">
          <T id="ui.pending" />
        </span>
      )}
    </AriaButton>
  );
}

export function LinkButton({ variant, size, icon, marked, children, ...props }: Look & Plain<AriaLinkProps>) {
  return (
    <AriaLink {...props} className={look({ variant, size, marked, children })}>
      {icon && <Icon as={icon} />}
      {children}
    </AriaLink>
  );
}

/** An icon alone; the label is its name and its tooltip. */
export function IconButton({
  icon,
  label,
  flip,
  ...props
}: { icon: IconType; label: string; flip?: boolean } & Plain<AriaButtonProps>) {
  return (
    <TooltipTrigger delay={500}>
      <AriaButton {...props} aria-label={label} className={cx(styles.button, styles.quiet, styles.square)}>
        <Icon as={icon} flip={flip} />
      </AriaButton>
      <Tooltip className={styles.tooltip ?? ""} offset={6}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}

/** A link in running text. */
export function TextLink({ children, ...props }: Plain<AriaLinkProps> & { children: ReactNode }) {
  return (
    <AriaLink {...props} className={styles.text}>
      {children}
    </AriaLink>
  );
}
