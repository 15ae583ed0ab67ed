import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton, Tag, TagGroup, TagList } from "react-aria-components";
import { T, useT } from "@/lib/intl";
import { PHONE, useMediaQuery } from "@/lib/useMediaQuery";
import { Button } from "./Button";
import { Disclosure } from "./Disclosure";
import styles from "./FilterBar.module.css";
import { Icon } from "./Icon";

export interface ActiveFilter {
  id: string;
  /** "Språk: arabiska" */
  label: string;
}

interface FilterBarProps {
  search?: ReactNode;
  /** Selects; folded away on a phone. */
  children?: ReactNode;
  active?: readonly ActiveFilter[];
  onRemove?: (id: string) => void;
  onClear?: () => void;
}

/** The controls in one row, and below them what is chosen, each removable. */
export function FilterBar({ search, children, active, onRemove, onClear }: FilterBarProps) {
  const t = useT();
  const isPhone = useMediaQuery(PHONE);
  return (
    <div className={styles.bar} data-print="hide">
      <div className={styles.controls}>
        {search}
        {isPhone && children ? (
          <Disclosure title={t("filter.show", { count: active?.length ?? 0 })} level={2}>
            <div className={styles.controls}>{children}</div>
          </Disclosure>
        ) : (
          children
        )}
      </div>
      {active && active.length > 0 && (
        <div className={styles.active}>
          <TagGroup
            aria-label={t("filter.active")}
            onRemove={(keys) => {
              for (const key of keys) onRemove?.(String(key));
            }}
          >
            <TagList className={styles.tags ?? ""}>
              {active.map((filter) => (
                <Tag key={filter.id} id={filter.id} textValue={filter.label} className={styles.tag ?? ""}>
                  {filter.label}
                  <AriaButton slot="remove" className={styles.remove ?? ""}>
                    <Icon as={X} size={14} />
                  </AriaButton>
                </Tag>
              ))}
            </TagList>
          </TagGroup>
          {onClear && (
            <Button variant="quiet" size="sm" onPress={onClear}>
              <T id="filter.clear" />
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
