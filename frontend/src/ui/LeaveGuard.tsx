import { useBlocker } from "@tanstack/react-router";
import { T, useT } from "@/lib/intl";
import { Button } from "./Button";
import { Dialog, DialogActions } from "./Dialog";

/** Asks before one leaves what is not saved; the way out that keeps it comes first. */
export function LeaveGuard({ isDirty }: { isDirty: boolean }) {
  const t = useT();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  return (
    <Dialog title={t("leave.title")} isOpen={blocker.status === "blocked"} onClose={() => blocker.reset?.()}>
      <p>
        <T id="leave.body" />
      </p>
      <DialogActions>
        <Button variant="primary" onPress={() => blocker.reset?.()}>
          <T id="leave.stay" />
        </Button>
        <Button onPress={() => blocker.proceed?.()}>
          <T id="leave.go" />
        </Button>
      </DialogActions>
    </Dialog>
  );
}
