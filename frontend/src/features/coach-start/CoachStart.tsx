import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { UserPlus } from "lucide-react";
import { useMemo, useRef } from "react";
import { $api } from "@/api/client";
import { sessionQuery } from "@/api/session";
import { T, useT } from "@/lib/intl";
import { useListKeys } from "@/lib/keys";
import { LinkButton } from "@/ui/Button";
import { KeyHint } from "@/ui/KeyHint";
import { useKeyGroup } from "@/ui/keyHints";
import { PageHead } from "@/ui/PageHead";
import styles from "./CoachStart.module.css";
import { Handovers } from "./Handovers";
import { type Kind, workListQuery } from "./queries";
import { type Extra, WorkList } from "./WorkList";

const LISTS: readonly Kind[] = ["today", "waiting", "expiring"];
const NEW = "/deltagare/ny";
const NONE: readonly Extra[] = [];

/** What to do today, what others have, what runs out: the coach's day in three lists. */
export function CoachStart() {
  const t = useT();
  const router = useRouter();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const { data: counts } = useQuery($api.queryOptions("get", "/api/start/coach/", {}, { refetchInterval: 60_000 }));
  const { data: today } = useQuery(workListQuery("today", false));
  const asks = counts?.questions;
  const extra: Partial<Record<Kind, readonly Extra[]>> = asks
    ? {
        today: [
          { count: asks.to_answer, text: t("coachStart.toAnswer", { count: asks.to_answer }), href: "/dubbletter?flik=fragor" },
          { count: asks.to_read, text: t("coachStart.toRead", { count: asks.to_read }), href: "/dubbletter?flik=svar" },
        ],
        waiting: [{ count: asks.waiting, text: t("coachStart.asked", { count: asks.waiting }), href: "/dubbletter?flik=svar" }],
      }
    : {};
  const page = useRef<HTMLDivElement>(null);
  useListKeys(
    page,
    useMemo(() => ({ n: () => router.history.push(NEW) }), [router]),
  );
  useKeyGroup(
    useMemo(() => ({ title: t("nav.start"), hints: [{ keys: ["N"], does: t("candidates.register") }] }), [t]),
  );

  return (
    <div ref={page}>
      <PageHead
        title={t("coachStart.title", { name: session.user?.name.split(" ")[0] ?? "" })}
        action={
          <LinkButton variant="primary" icon={UserPlus} marked href={NEW} aria-keyshortcuts="N">
            <T id="coachStart.register" /> <KeyHint>N</KeyHint>
          </LinkButton>
        }
      >
        {counts && asks && today && (
          <T
            id="coachStart.state"
            values={{
              today: today.count + asks.to_answer + asks.to_read,
              drafts: counts.drafts,
              ready: counts.ready,
              proposed: counts.proposed,
              placed: counts.placed,
            }}
          />
        )}
      </PageHead>
      <div className="stack">
        <Handovers />
        <div className={styles.lists}>
          {LISTS.map((kind) => (
            <WorkList key={kind} kind={kind} extra={extra[kind] ?? NONE} />
          ))}
        </div>
      </div>
    </div>
  );
}
