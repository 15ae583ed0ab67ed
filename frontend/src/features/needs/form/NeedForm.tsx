import { Send } from "lucide-react";
import { useState } from "react";
import type { Reference } from "@/api/reference";
import type { components } from "@/api/schema";
import { T } from "@/lib/intl";
import { useToday } from "@/lib/useToday";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Form, type FormErrors } from "@/ui/Form";
import { LeaveGuard } from "@/ui/LeaveGuard";
import type { Need } from "../words";
import { type Advice, AdviceList } from "./Block";
import { Clashes } from "./Clashes";
import { changesContent, type Draft, isWhole } from "./draft";
import styles from "./form.module.css";

import { Preview } from "./Preview";
import { RequirementsBlock } from "./RequirementsBlock";
import { SupportBlock } from "./SupportBlock";
import { useHeadCount } from "./useHeadCount";
import { useNeedForm } from "./useNeedForm";
import { WhatBlock } from "./WhatBlock";
import { WhenBlock } from "./WhenBlock";

type ProjectRow = components["schemas"]["ProjectRow"];

export interface BlockProps {
  draft: Draft;
  set: (patch: Partial<Draft>) => void;
  reference: Reference | undefined;
  advice: readonly Advice[];
  errors: FormErrors | null;
}

interface NeedFormProps {
  initial: Draft;
  need: Need | null;
  reference: Reference | undefined;
  projects: readonly ProjectRow[];
  onSubmitted: (need: Need) => void;
  onSaved: (need: Need) => void;
  onAdvice?: (need: Need) => void;
}

const BLOCKS: Record<string, readonly string[]> = {
  what: ["occupation", "min_rung"],
  when: ["project", "start_date", "end_date", "steps", "hours_per_week"],
  support: ["tutor_hours_per_person", "answer_by", "description", "task_demands", "minimum_age", "max_delay_weeks"],
};
const PLACED = new Set(Object.values(BLOCKS).flat());
const SEND = "send";

/** A labour need on one page: what, where and when, requirements, support. */
export function NeedForm({ initial, need, reference, projects, onSubmitted, onSaved, onAdvice }: NeedFormProps) {
  const today = useToday();
  const [isDone, setDone] = useState(false);
  const leaveWith = (go: (saved: Need) => void) => (saved: Need) => {
    setDone(true);
    // The guard must know before the page changes.
    setTimeout(() => go(saved));
  };
  const form = useNeedForm({
    initial,
    need,
    onSubmitted: leaveWith(onSubmitted),
    onSaved: leaveWith(onSaved),
    onAdvice: (saved) => onAdvice?.(saved),
  });
  const { draft, seen, errors } = form;
  const [isSeveral, setSeveral] = useState(!isWhole(initial));
  const counted = useHeadCount(draft, seen?.id);
  const warnings = seen?.warnings ?? [];
  // As it is written now; what was said when it was saved until then.
  const live = counted.count?.warnings ?? warnings;
  const advice = (block: string) => live.filter(({ field }) => BLOCKS[block]?.includes(field));
  const project = projects.find(({ id }) => id === draft.project);
  const canSend = !seen || seen.allowed_actions.includes("submit");
  const booked = seen?.bars.booked.peak ?? 0;
  const liftsApprovals = seen !== null && booked > 0 && changesContent(form.base, draft);
  const block = { draft, set: form.set, reference, errors };
  const isMoreOpen = Boolean(errors?.fields.description ?? errors?.fields.minimum_age ?? errors?.fields.max_delay_weeks);

  return (
    <div className={styles.page}>
      <Form
        errors={errors}
        className={styles.form}
        onSubmit={(_, submitter) => form.save({ send: canSend && submitter?.dataset.does === SEND })}
      >
        {form.clash && (
          <Clashes
            draft={draft}
            theirs={form.clash.theirs}
            fields={form.clash.fields}
            reference={reference}
            onResolve={form.resolve}
            onClose={form.closeClash}
          />
        )}
        {warnings.length > 0 && (
          <Banner tone="info">
            <T id={canSend ? "needForm.adviceSaved" : "needForm.advice"} values={{ count: warnings.length }} />
          </Banner>
        )}
        <AdviceList advice={live.filter(({ field }) => !PLACED.has(field))} />
        <WhatBlock {...block} advice={advice("what")} isSeveral={isSeveral} />
        <WhenBlock
          {...block}
          advice={advice("when")}
          projects={projects}
          isProjectFixed={seen !== null}
          isSeveral={isSeveral}
          onSeveral={setSeveral}
          today={today}
        />
        <RequirementsBlock {...block} advice={[]} count={counted.count} />
        <SupportBlock {...block} advice={advice("support")} project={project} isOpen={isMoreOpen} />
        {liftsApprovals && (
          <Banner tone="notice">
            <T id="needForm.lifts" values={{ count: booked }} />
          </Banner>
        )}
        <div className={styles.actions}>
          {canSend && (
            <Button
              type="submit"
              variant="primary"
              icon={Send}
              marked
              data-does={SEND}
              isPending={form.isPending && form.sending}
            >
              <T id={warnings.length > 0 ? "needForm.sendAnyway" : "needForm.send"} />
            </Button>
          )}
          <Button
            type="submit"
            variant={canSend ? "secondary" : "primary"}
            isPending={form.isPending && !form.sending}
          >
            <T id={canSend ? "needForm.saveDraft" : "needForm.save"} />
          </Button>
        </div>
      </Form>
      <Preview draft={draft} reference={reference} project={project?.name} counted={counted} />
      <LeaveGuard isDirty={form.changed.length > 0 && !isDone} />
    </div>
  );
}
