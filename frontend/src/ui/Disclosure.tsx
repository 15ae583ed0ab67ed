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
  /** Of its heading, one below the section it stands in. */
  level?: 2 | 3 | 4;
  /** For what is fetched only when somebody looks. */
  onOpen?: (isOpen: boolean) => void;
}

export function Disclosure({ title, children, isOpen = false, level = 3, onOpen }: DisclosureProps) {
  return (
    <AriaDisclosure defaultExpanded={isOpen} onExpandedChange={onOpen} className={styles.disclosure ?? ""}>
      <Heading level={level} className={styles.heading ?? ""}>
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
