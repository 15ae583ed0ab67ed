import { useFormat } from "@/lib/format";
import { useT } from "@/lib/intl";
import type { Step } from "@/ui/Lists";
import { Swedish } from "./Swedish";
import type { MyPath } from "./types";

type Phase = Step["phase"];

/** What is behind, where she stands and what comes, in order. Four steps of ours, and between them the plan's own. */
export function usePathSteps(data: MyPath): Step[] {
  const t = useT();
  const format = useFormat();
  const plan = data.question ?? data.current;
  const phases = phasesOf(data);
  const steps: Step[] = [
    { id: "registered", phase: phases.registered, title: t("myPath.step.registered") },
    { id: "search", phase: phases.search, title: t("myPath.step.search") },
    {
      id: "answer",
      phase: phases.answer,
      title: t("myPath.step.answer"),
      ...(data.question?.answer_by && { when: t("myPath.latest", { day: format.longDay(data.question.answer_by) }) }),
    },
    { id: "company", phase: phases.company, title: t("myPath.step.company") },
  ];
  if (!plan) return [...steps, { id: "work", phase: "later", title: t("myPath.step.someWork") }];
  return [
    ...steps,
    ...plan.steps.map((step, i) => ({
      id: `${step.kind}${i}`,
      // Nothing has begun before the company has said yes.
      phase: phases.company === "done" ? step.status : ("later" as const),
      title: t(step.kind === "course" ? "myPath.step.course" : "myPath.step.work"),
      when:
        step.kind === "course"
          ? t("myPath.between", { start: format.longDay(step.start_date), end: format.longDay(step.end_date) })
          : t("myPath.from", { day: format.longDay(step.start_date) }),
      body: (
        <>
          <Swedish>{step.title}</Swedish>
          <br />
          <Swedish>{step.place}</Swedish>
        </>
      ),
    })),
  ];
}

/** Where she stands in the four steps every way has. */
export function phasesOf(data: MyPath): Record<"registered" | "search" | "answer" | "company", Phase> {
  const at = (now: number) => (place: number): Phase => (place < now ? "done" : place === now ? "now" : "later");
  const stand = data.question
    ? 2
    : data.current
      ? data.current.state === "accepted"
        ? 3
        : 4
      : data.state === "draft"
        ? 0
        : 1;
  const phase = at(stand);
  return { registered: phase(0), search: phase(1), answer: phase(2), company: phase(3) };
}
