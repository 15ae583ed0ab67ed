import { Check } from "lucide-react";
import type { ComponentProps, ReactElement, ReactNode } from "react";
import {
  Header,
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection as AriaMenuSection,
  MenuTrigger,
  Popover,
  type Selection,
  Separator,
} from "react-aria-components";
import { cx } from "@/lib/cx";
import { Icon, type IconType } from "./Icon";
import styles from "./overlay.module.css";

interface MenuProps {
  /** A Button or IconButton. */
  trigger: ReactElement;
  label: string;
  children: ReactNode;
}

export function Menu({ trigger, label, children }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={styles.popover ?? ""} offset={4}>
        <AriaMenu aria-label={label} className={styles.list ?? ""}>
          {children}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

interface MenuItemProps {
  id?: string;
  icon?: IconType;
  children: string;
  onAction?: () => void;
  href?: string;
  /** Cannot be chosen now, but is reached by keyboard like the others, so that `note` is read. */
  isUnavailable?: boolean;
  /** Why it is unavailable, or what it does. */
  note?: string;
  isDanger?: boolean;
}

export function MenuItem({ icon, children, note, isDanger, isUnavailable, onAction, ...props }: MenuItemProps) {
  return (
    <AriaMenuItem
      {...props}
      {...(isUnavailable
        ? {
            // Said as disabled, not made so: what is disabled is passed by on the way through the menu.
            shouldCloseOnSelect: false,
            render: (dom) => <div {...(dom as ComponentProps<"div">)} aria-disabled />,
          }
        : { onAction })}
      textValue={children}
      className={cx(styles.item, isDanger && styles.danger)}
    >
      {({ isSelected }) => (
        <>
          {icon && <Icon as={icon} size={16} />}
          <span className={styles.itemText}>
            {children}
            {note && <span className={styles.itemNote}>{note}</span>}
          </span>
          {isSelected && <Icon as={Check} size={16} />}
        </>
      )}
    </AriaMenuItem>
  );
}

interface MenuChoiceProps {
  title: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}

/** A group in which one item is chosen. */
export function MenuChoice({ title, value, onChange, children }: MenuChoiceProps) {
  const choose = (keys: Selection) => {
    const [key] = keys === "all" ? [] : [...keys];
    if (key !== undefined) onChange(String(key));
  };
  return (
    <AriaMenuSection
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={choose}
    >
      <Header className={styles.menuHead ?? ""}>{title}</Header>
      {children}
    </AriaMenuSection>
  );
}

export function MenuSeparator() {
  return <Separator className={styles.separator ?? ""} />;
}
