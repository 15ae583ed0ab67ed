import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { memo, useEffect, useMemo, useRef, useState } from "react";
import { api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { ifMatch } from "@/api/version";
import { T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { ErrorSummary, type SummaryItem } from "@/ui/ErrorSummary";
import { useKeyGroup } from "@/ui/keyHints";
import { toast } from "@/ui/toasts";
import { Consents } from "../fields/Consents";
import { BirthDate, NameFields, ReachFields } from "../fields/Contact";
import { carriedLanguages, MainLanguage } from "../fields/Language";
import { Area } from "../fields/Place";
import { StartDay } from "../fields/Time";
import { Wishes } from "../fields/Work";
import { LISTS } from "../queries";
import { numberProblem } from "../identity/detect";
import { IdentityField } from "../identity/IdentityField";
import { Clashes } from "../record/Clashes";
import { LeaveGuard } from "../record/LeaveGuard";
import { RecordForm } from "../record/RecordForm";
import { SaveBadge } from "../record/SaveBadge";
import { RecordProvider, useRecordStore, useSnapshot } from "../record/useRecord";
import type { Candidate, Changes, Values } from "../record/values";
import { mergeHref } from "../same/queries";
import { Duplicates, DuplicatesNotice } from "./Duplicates";
import { enterMovesOn } from "./enterMovesOn";
import { lacking } from "./lacking";
import { altMovesPart, Part } from "./Part";
import styles from "./Register.module.css";
import { type Duplicate, useDuplicates } from "./useDuplicates";

interface Props {
  candidate: Candidate | null;
  start: Changes;
  /** The next person, with what is kept from this one. */
  onNext: (carried: Changes) => void;
}

/** The minimum record: stored as one goes, checked as a whole when one is done. */
export function Registration({ candidate, start, onNext }: Props) {
  const t = useT();
  const router = useRouter();
  const store = useRecordStore(candidate, start);
  const record = useSnapshot(store);
  const { values } = record;
  const form = useRef<HTMLFormElement>(null);
  const [found, setFound] = useState<Record<string, string[]>>({});
  const [items, setItems] = useState<SummaryItem[]>([]);
  const [others, setOthers] = useState<ReadonlySet<string>>(new Set());
  const [isSaving, setSaving] = useState(false);
  const name = `${values.first_name} ${values.last_name}`.trim();
  const duplicates = useDuplicates([name, values.phone, values.email, wholeNumber(values)], {
    self: record.candidate?.id,
    birthDate: values.birth_date,
  });
  const dropDraft = useDropDraft();

  // What the box said is stored without waiting for the first field to be left.
  useEffect(() => void store.flush(), [store]);
  const [first] = useState(() => (["first_name", "last_name", "phone"] as const).find((key) => values[key] === ""));

  // So that a reload, or a login that ran out, comes back to the same draft.
  const id = record.candidate?.id;
  useEffect(() => {
    if (id) router.history.replace(`/deltagare/ny?utkast=${id}`);
  }, [id, router]);

  useKeyGroup(
    useMemo(
      () => ({
        title: t("register.title"),
        hints: [
          { keys: ["Enter"], does: t("register.keys.next") },
          { keys: ["Ctrl", "Enter"], does: t("register.saveNew") },
          { keys: ["Ctrl", "S"], does: t("register.keys.save") },
          { keys: ["Alt", "↑/↓"], does: t("register.keys.part") },
        ],
      }),
      [t],
    ),
  );

  const save = async (then: "open" | "new") => {
    const lacks = Object.fromEntries(
      Object.entries(lacking(store.getSnapshot().values)).map(([field, message]) => [field, [t(message)]]),
    );
    setFound(lacks);
    setItems(Object.entries(lacks).map(([field, [text = ""]]) => ({ name: field, text })));
    if (Object.keys(lacks).length > 0 || isSaving) return;
    setSaving(true);
    await store.flush();
    setSaving(false);
    const after = store.getSnapshot();
    if (after.state !== "clean" || !after.candidate) {
      setItems([
        ...after.errors.general.map((text) => ({ text })),
        ...Object.entries(after.errors.fields).map(([field, texts]) => ({ name: field, text: texts.join(" ") })),
        ...(after.problem ? [{ text: describeProblem(after.problem, t).what }] : []),
      ]);
      return;
    }
    toast(t("register.saved", { name: after.candidate.name }));
    if (then === "open") router.history.push(`/deltagare/${after.candidate.id}`);
    else {
      const { municipality, district, preferred_language, languages, coach } = after.values;
      onNext({ municipality, district, preferred_language, languages: carriedLanguages(languages), coach });
    }
  };

  const open = async (person: Duplicate) => {
    store.discard();
    // A save may be on its way: the draft to close is the one it makes.
    await store.flush();
    const draft = store.getSnapshot().candidate;
    if (draft) dropDraft.mutate(draft);
    router.history.push(`/deltagare/${person.id}`);
  };

  const merge = async (person: Duplicate) => {
    await store.flush();
    const { state, candidate: draft } = store.getSnapshot();
    if (state === "clean" && draft) router.history.push(mergeHref(person.id, draft.id));
  };

  return (
    <RecordProvider store={store}>
      <div
        className={styles.layout}
        onKeyDownCapture={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            event.stopPropagation();
            void save("new");
          }
          altMovesPart(event);
        }}
      >
        <RecordForm formRef={form} found={found} onSubmit={() => void save("open")}>
          {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Enter moves on from any field inside */}
          <div className={styles.part} onKeyDownCapture={enterMovesOn}>
            <ErrorSummary items={items} scope={form} />
            <Clashes />
            <DuplicatesNotice found={duplicates} others={others} />
            <Fields first={first} />
            <div className={styles.foot}>
              <SaveBadge />
              <div className="row">
                <Button type="submit" variant="primary" marked isPending={isSaving}>
                  <T id="register.save" />
                </Button>
                <Button onPress={() => void save("new")} aria-keyshortcuts="Control+Enter">
                  <T id="register.saveNew" />
                </Button>
              </div>
            </div>
          </div>
        </RecordForm>
        <Duplicates
          found={duplicates}
          others={others}
          hasAsked={name.length > 2 || values.phone.length > 2 || values.email.length > 2}
          onOther={(other) => setOthers(new Set([...others, other]))}
          onSame={(person) => void open(person)}
          onMerge={(person) => void merge(person)}
          draft={record.candidate?.id}
          birthDate={values.birth_date}
        />
        <LeaveGuard />
      </div>
    </RecordProvider>
  );
}

/** A masked or half written number says nothing to search for. */
function wholeNumber({ identity }: Values): string {
  return numberProblem(identity.number) === null ? identity.number : "";
}

/** Draws each field when its own value changes, not with every letter of another. */
const Fields = memo(function Fields({ first }: { first: "first_name" | "last_name" | "phone" | undefined }) {
  return (
    <>
      <Part name="register.part.who" why="register.why.who">
        <NameFields autoFocus={first} />
        <ReachFields autoFocus={first} />
        <BirthDate isRequired />
        <IdentityField />
      </Part>
      <Part name="register.part.language" why="register.why.language">
        <MainLanguage />
      </Part>
      <Part name="register.part.place" why="register.why.place">
        <Area isRequired />
        <StartDay isRequired />
      </Part>
      <Part name="register.part.work" why="register.why.work">
        <Wishes isBrief />
      </Part>
      <Part name="register.consent" why="register.why.consent">
        <Consents />
      </Part>
    </>
  );
});

/** The draft was somebody already here: closed, with that as the reason, so that nobody is left twice. */
function useDropDraft() {
  const t = useT();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (draft: Candidate) =>
      api.POST("/api/candidates/{id}/close/", {
        params: { path: { id: draft.id }, header: ifMatch(draft) },
        body: { reason: t("register.duplicateReason") },
      }),
    onSuccess: () => {
      for (const queryKey of LISTS) void queries.invalidateQueries({ queryKey });
      toast(t("register.draftClosed"));
    },
    onError: (error) => toast(describeProblem(error, t).what, { tone: "stop" }),
  });
}
