import { Play, Square } from "lucide-react";
import { useMemo, useState } from "react";
import { $api } from "@/api/client";
import { describeProblem, formErrors, isKind } from "@/api/describe";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Banner } from "@/ui/Banner";
import { Button, LinkButton } from "@/ui/Button";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Disclosure } from "@/ui/Disclosure";
import { Form } from "@/ui/Form";
import { ProgressBar } from "@/ui/ProgressBar";
import { NumberField } from "@/ui/TextField";
import { gapCeiling, type Run, weeksOfWork } from "../words";
import { secondsAtWork, useNow } from "./api";
import { diffWords, phaseWords, wentWrong } from "./runWords";
import styles from "./runs.module.css";
import type { RunControl } from "./useRunControl";

/** Ask for a run, follow it, and read what came of it. Closing it stops nothing. */
export function RunDialog({ control }: { control: RunControl }) {
  const t = useT();
  const [started, setStarted] = useState<string | null>(control.active?.id ?? null);
  const { run, active } = control;
  const shown = active ?? (run && run.id === started ? run : null);
  return (
    <Dialog title={t(shown ? "run.numbered" : "run.title", { number: shown?.number ?? 0 })} isOpen onClose={control.close}>
      {!shown && <StartForm control={control} onStart={setStarted} />}
      {shown && active && <Following run={shown} control={control} />}
      {shown && !active && <Ended run={shown} onAgain={() => setStarted(null)} onClose={control.close} />}
    </Dialog>
  );
}

const DEFAULTS = { seconds: 60, gap: 0.001, seed: 0 };

function StartForm({ control, onStart }: { control: RunControl; onStart: (id: string) => void }) {
  const t = useT();
  const create = $api.useMutation("post", "/api/runs/", {
    onSuccess: async (run) => {
      onStart(run.id);
      await control.refetch();
    },
    onError: (error) => {
      // A colleague's run is under way: it comes up here instead of the form.
      if (isKind(error, "conflict")) void control.refetch();
    },
  });
  const errors = useMemo(() => formErrors(create.error, t), [create.error, t]);
  return (
    <Form
      errors={errors}
      onSubmit={(data) => {
        const number = (name: string, fallback: number) => (data.get(name) ? Number(data.get(name)) : fallback);
        create.mutate({
          body: {
            time_limit_seconds: number("time_limit_seconds", DEFAULTS.seconds),
            gap_target: number("gap_target", DEFAULTS.gap),
            seed: number("seed", DEFAULTS.seed),
          },
        });
      }}
    >
      <p>
        <T id="run.explain" />
      </p>
      <p className="muted">
        <T id="run.workOn" />
      </p>
      <Disclosure title={t("run.options")}>
        <div className="stack">
          <NumberField
            label={t("run.timeLimit")}
            name="time_limit_seconds"
            unit={t("run.seconds")}
            defaultValue={DEFAULTS.seconds}
            minValue={1}
            maxValue={3600}
            step={1}
          />
          <NumberField
            label={t("run.gapTarget")}
            name="gap_target"
            description={t("run.gapTargetHelp")}
            defaultValue={DEFAULTS.gap}
            minValue={0}
            maxValue={1}
            step={0.001}
            formatOptions={{ style: "percent", maximumFractionDigits: 1 }}
          />
          <NumberField
            label={t("run.seed")}
            name="seed"
            description={t("run.seedHelp")}
            defaultValue={DEFAULTS.seed}
            minValue={0}
            maxValue={2_147_483_647}
            formatOptions={{ useGrouping: false }}
          />
        </div>
      </Disclosure>
      <DialogActions>
        <Button type="submit" variant="primary" icon={Play} isPending={create.isPending} autoFocus>
          <T id="run.start" />
        </Button>
        <Button onPress={control.close}>
          <T id="ui.cancel" />
        </Button>
      </DialogActions>
    </Form>
  );
}

function Following({ run, control }: { run: Run; control: RunControl }) {
  const t = useT();
  const format = useFormat();
  const stop = $api.useMutation("post", "/api/runs/{id}/stop/", { onSettled: () => control.refetch() });
  const { incumbent, bound, gap } = run.progress;
  const seconds = secondsAtWork(run, useNow());
  return (
    <div className="stack">
      <p role="status">{run.sentence}</p>
      <ProgressBar
        label={phaseWords(run, t)}
        {...(run.status === "running" && {
          value: Math.min(100, (100 * seconds) / run.time_limit_seconds),
          valueText: t("run.clock", { seconds, limit: Math.round(run.time_limit_seconds) }),
        })}
      />
      {run.attempt > 1 && (
        <p className="muted">
          <T id="run.attempt" values={{ attempt: run.attempt }} />
        </p>
      )}
      {incumbent !== null && incumbent !== undefined && (
        <p>
          {gap === null || gap === undefined ? (
            <T id="run.bestSoFar" values={{ value: weeksOfWork(format, incumbent) }} />
          ) : (
            <T
              id="run.bestSoFarGap"
              values={{
                value: weeksOfWork(format, incumbent),
                bound: weeksOfWork(format, bound ?? incumbent),
                gap: format.number(gapCeiling(gap), { style: "percent", maximumFractionDigits: 1 }),
              }}
            />
          )}
        </p>
      )}
      {run.worker_silent && (
        <Banner tone="notice">
          <T id="run.silent" />
        </Banner>
      )}
      {control.isPollLost && (
        <Banner tone="offline">
          <T id="run.lost" />
        </Banner>
      )}
      {stop.error && (
        <Banner tone="stop" isUrgent>
          {describeProblem(stop.error, t).what}
        </Banner>
      )}
      <p className="small muted">
        <T id="run.leave" />
      </p>
      <DialogActions>
        <Button variant="primary" autoFocus onPress={control.close}>
          <T id="run.goOn" />
        </Button>
        <Button
          icon={Square}
          isPending={stop.isPending}
          isDisabled={stop.isSuccess}
          onPress={() => stop.mutate({ params: { path: { id: run.id } } })}
        >
          <T id={stop.isSuccess ? "run.stopping" : "run.stop"} />
        </Button>
      </DialogActions>
    </div>
  );
}

function Ended({ run, onAgain, onClose }: { run: Run; onAgain: () => void; onClose: () => void }) {
  const t = useT();
  const diff = diffWords(run, t);
  const { removed, skipped_changed: skipped } = run.summary;
  return (
    <div className="stack">
      <Banner tone={wentWrong(run) ? "notice" : "info"}>{run.sentence}</Banner>
      {diff && <p className={styles.diff}>{diff}</p>}
      {removed !== undefined && removed > 0 && (
        <p>
          <T id="run.removed" values={{ count: removed }} />
        </p>
      )}
      {skipped !== undefined && skipped > 0 && (
        <p>
          <T id="run.skipped" values={{ count: skipped }} />
        </p>
      )}
      <DialogActions>
        {wentWrong(run) ? (
          <Button variant="primary" icon={Play} onPress={onAgain}>
            <T id="run.again" />
          </Button>
        ) : (
          <LinkButton variant="primary" href="/forslag" onPress={onClose}>
            <T id="run.toProposals" />
          </LinkButton>
        )}
        <Button onPress={onClose}>
          <T id="ui.close" />
        </Button>
      </DialogActions>
    </div>
  );
}
