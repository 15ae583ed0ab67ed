import { X } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { describeProblem, formErrors } from "@/api/describe";
import { ifMatch } from "@/api/version";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Banner, ConflictBanner } from "@/ui/Banner";
import { Button, IconButton } from "@/ui/Button";
import { Form } from "@/ui/Form";
import { EmptyState } from "@/ui/States";
import { TextField } from "@/ui/TextField";
import { useCardWrite } from "../card/useCardWrite";
import type { Candidate } from "../record/values";
import styles from "./way.module.css";

/** Dated notes by staff for staff, the newest first. */
export function Notes({ candidate }: { candidate: Candidate }) {
  const t = useT();
  const format = useFormat();
  const [text, setText] = useState("");
  const add = useCardWrite<string>(candidate, (seen, said) =>
    api.POST("/api/candidates/{id}/add_note/", {
      params: { path: { id: seen.id }, header: ifMatch(seen) },
      body: { text: said },
    }),
  );
  const remove = useCardWrite<string>(candidate, (seen, entry) =>
    api.POST("/api/candidates/{id}/remove_note/", {
      params: { path: { id: seen.id }, header: ifMatch(seen) },
      body: { entry },
    }),
  );
  const notes = candidate.notes ?? [];
  const mayWrite = candidate.allowed_actions.includes("partial_update");
  return (
    <div className={styles.notes}>
      {mayWrite && (
        <Form
          errors={formErrors(add.error, t)}
          onSubmit={() => add.write(text, { onSuccess: () => setText("") })}
        >
          {(add.conflict ?? remove.conflict) && (
            <ConflictBanner onShow={add.conflict ? add.showCurrent : remove.showCurrent} />
          )}
          <TextField
            label={t("notes.new")}
            name="text"
            description={t("record.notesWhy")}
            rows={4}
            maxLength={4000}
            value={text}
            onChange={setText}
            isRequired
          />
          <div>
            <Button type="submit" isPending={add.isPending}>
              <T id="notes.save" />
            </Button>
          </div>
        </Form>
      )}
      {remove.error && (
        <Banner tone="stop" isUrgent>
          {describeProblem(remove.error, t).what}
        </Banner>
      )}
      {notes.length === 0 ? (
        <EmptyState>
          <T id="notes.none" />
        </EmptyState>
      ) : (
        <ul aria-label={t("notes.title")}>
          {notes.map((note) => {
            const when = t("card.at", { day: format.iso(note.written_at), time: format.time(note.written_at) });
            return (
              <li key={note.id} className={styles.note}>
                <div>
                  <p>{note.text}</p>
                  <p className={styles.by}>{note.written_by ? t("notes.by", { who: note.written_by.name, when }) : when}</p>
                </div>
                {mayWrite && note.may_remove && (
                  <IconButton icon={X} label={t("notes.remove", { when })} onPress={() => remove.write(note.id)} />
                )}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
