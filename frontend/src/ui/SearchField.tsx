import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button, Input, SearchField as AriaSearchField } from "react-aria-components";
import { cx } from "@/lib/cx";
import { useT } from "@/lib/intl";
import styles from "./FilterBar.module.css";
import fields from "./fields.module.css";
import { Icon } from "./Icon";

const PAUSE = 250;

interface SearchFieldProps {
  label: string;
  placeholder?: string;
  /** The text in the address. */
  value: string;
  /** Called when typing pauses, and at once on Enter or clear. */
  onSearch: (text: string) => void;
}

/** The page's search; Ctrl+K finds it. */
export function SearchField({ label, placeholder, value, onSearch }: SearchFieldProps) {
  const t = useT();
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sent = useRef(value);

  // The address may change under the field (back button): follow it, but not our own echo.
  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const send = (next: string) => {
    clearTimeout(timer.current);
    if (next === sent.current) return;
    sent.current = next;
    onSearch(next);
  };
  const change = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    if (next === "") send("");
    else timer.current = setTimeout(() => send(next.trim()), PAUSE);
  };

  return (
    <AriaSearchField
      aria-label={label}
      value={text}
      onChange={change}
      onSubmit={(next) => send(next.trim())}
      className={styles.search ?? ""}
    >
      <Icon as={Search} />
      <Input className={cx(fields.input, styles.searchInput)} placeholder={placeholder ?? label} data-page-search />
      {text !== "" && (
        <Button className={cx(fields.step, styles.clear)} aria-label={t("ui.clear")}>
          <Icon as={X} size={16} />
        </Button>
      )}
    </AriaSearchField>
  );
}
