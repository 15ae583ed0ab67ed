import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { onSessionExpired } from "@/api/query";
import { fetchSession, type Session, sessionQuery } from "@/api/session";
import { LoginForm } from "@/features/login/LoginForm";
import { T, useT } from "@/lib/intl";
import { LinkButton } from "@/ui/Button";
import { Dialog, DialogActions } from "@/ui/Dialog";

interface Props {
  session: Session;
  onBack: () => void;
}

/** The session ended under an open page. The page stays, with what was written on it, while one logs in again. */
export function SessionExpired({ session, onBack }: Props) {
  const t = useT();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => onSessionExpired(() => setOpen(true)), []);

  const back = async () => {
    const now = await fetchSession();
    // Somebody else on the same computer must not see the first one's page.
    if (now.user?.id !== session.user?.id) {
      location.assign("/");
      return;
    }
    queries.setQueryData(sessionQuery.queryKey, now);
    setOpen(false);
    onBack();
  };

  return (
    <Dialog title={t("session.expiredTitle")} isOpen={isOpen} onClose={() => setOpen(false)} isStubborn>
      <p>
        <T id="session.expired" />
      </p>
      {session.role === "candidate" ? (
        <p>
          <T id="link.invalidNow" />
        </p>
      ) : (
        <LoginForm email={session.user?.email} onDone={() => void back()} />
      )}
      <DialogActions>
        <LinkButton variant="quiet" href="/logga-in">
          <T id="session.leave" />
        </LinkButton>
      </DialogActions>
    </Dialog>
  );
}
