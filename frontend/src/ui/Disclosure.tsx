import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Button, Disclosure as AriaDisclosure, DisclosurePanel, Heading } from "react-aria-components";
import styles from "./Disclosure.module.css";
import { Icon } from "./Icon";

interface DisclosureProps {
  /** A question or a noun: "Varför frågar vi?" */
  title: string;
  children: ReactNode;
  isOpen?: boolean;
}

export function Disclosure({ title, children, isOpen = false }: DisclosureProps) {
  return (
    <AriaDisclosure defaultExpanded={isOpen} className={styles.disclosure ?? ""}>
      <Heading level={3} className={styles.heading ?? ""}>
        <Button slot="trigger" className={styles.trigger ?? ""}>
          <span className={styles.chevron}>
            <Icon as={ChevronRight} size={16} flip />
          </span>
          {title}
        </Button>
      </Heading>
      <DisclosurePanel className={styles.panel ?? ""}>{children}</DisclosurePanel>
    </AriaDisclosure>
  );
}
