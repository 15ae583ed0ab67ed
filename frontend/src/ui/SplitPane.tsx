import { ArrowLeft, X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { T, useT } from "@/lib/intl";
import { WIDE, useMediaQuery } from "@/lib/useMediaQuery";
import { Button, IconButton } from "./Button";
import styles from "./SplitPane.module.css";

interface SplitPaneProps {
  list: ReactNode;
  /** The chosen object; null when none is. */
  detail: ReactNode;
  /** Names the region: "Förslag för Amina". */
  label: string;
  onClose: () => void;
  /** Give the detail as much room as the list. */
  even?: boolean;
}

/** The detail opens beside the list when there is room, and in its place when there is not. */
export function SplitPane({ list, detail, label, onClose, even = false }: SplitPaneProps) {
  const t = useT();
  const isWide = useMediaQuery(WIDE);
  const isOpen = detail !== null && detail !== undefined && detail !== false;
  const pane = useRef<HTMLElement>(null);
  // Beside the list focus stays in the list (J/K goes on); in its place it must follow.
  const replaces = isOpen && !isWide;
  useEffect(() => {
    if (replaces) pane.current?.focus();
  }, [replaces]);

  return (
    <div className={styles.split} data-open={isOpen || undefined} data-even={even || undefined}>
      {!replaces && <div className={styles.list}>{list}</div>}
      {isOpen && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape from anything inside
        <section
          ref={pane}
          tabIndex={-1}
          aria-label={label}
          className={styles.detail}
          onKeyDown={(event) => {
            if (event.key === "Escape" && !event.defaultPrevented) onClose();
          }}
        >
          <div className={styles.close} data-print="hide">
            {isWide ? (
              <IconButton icon={X} label={t("ui.close")} onPress={onClose} />
            ) : (
              <div className="outdent">
                <Button variant="quiet" size="sm" onPress={onClose}>
                  <ArrowLeft size={16} aria-hidden="true" data-flip />
                  <T id="ui.backToList" />
                </Button>
              </div>
            )}
          </div>
          {detail}
        </section>
      )}
    </div>
  );
}
