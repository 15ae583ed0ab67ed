import { useBlocker } from "@tanstack/react-router";
import { T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { useStore } from "./useRecord";

/** Saves before one goes to another page; stops only when something could not be saved. */
export function LeaveGuard() {
  const t = useT();
  const store = useStore();
  const blocker = useBlocker({
    shouldBlockFn: async ({ current, next }) => {
      if (current.pathname === next.pathname) return false;
      await store.flush();
      return store.getSnapshot().state !== "clean";
    },
    // The browser's own question is asked by useRecordStore.
    enableBeforeUnload: false,
    withResolver: true,
  });
  return (
    <Dialog title={t("record.leaveTitle")} isOpen={blocker.status === "blocked"} onClose={() => blocker.reset?.()}>
      <p>
        <T id="record.leaveBody" />
      </p>
      <DialogActions>
        <Button variant="primary" onPress={() => blocker.reset?.()}>
          <T id="record.stay" />
        </Button>
        <Button onPress={() => blocker.proceed?.()}>
          <T id="record.leave" />
        </Button>
      </DialogActions>
    </Dialog>
  );
}
