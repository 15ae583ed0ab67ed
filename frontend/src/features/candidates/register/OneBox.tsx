import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { TextField } from "@/ui/TextField";
import type { Changes } from "../record/values";
import { Drafts } from "./Drafts";
import { Duplicates } from "./Duplicates";
import { readOneBox } from "./onebox";
import styles from "./Register.module.css";
import { useDuplicates } from "./useDuplicates";

/** One box is enough to begin: whoever is here already shows up beside it. */
export function OneBox({ onGoOn }: { onGoOn: (said: Changes) => void }) {
  const t = useT();
  const router = useRouter();
  const [text, setText] = useState("");
  const [others, setOthers] = useState<ReadonlySet<string>>(new Set());
  const found = useDuplicates([text]);
  return (
    <div className={styles.layout}>
      <form
        className={styles.one}
        onSubmit={(event) => {
          event.preventDefault();
          onGoOn(readOneBox(text));
        }}
      >
        <TextField
          label={t("register.box")}
          description={t("register.boxHelp")}
          value={text}
          onChange={setText}
          autoComplete="off"
          autoFocus
          maxLength={120}
        />
        <Button type="submit" variant="primary" marked>
          <T id="register.goOn" />
        </Button>
        <Drafts />
      </form>
      <Duplicates
        found={found}
        others={others}
        hasAsked={text.trim().length > 2}
        onOther={(id) => setOthers(new Set([...others, id]))}
        onSame={(person) => router.history.push(`/deltagare/${person.id}`)}
      />
    </div>
  );
}
