import { useQueries, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Outlet, useLocation, useRouter } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { logOut } from "@/api/auth";
import { describeProblem } from "@/api/describe";
import { sessionQuery } from "@/api/session";
import { useT } from "@/lib/intl";
import { useGlobalKeys } from "@/lib/keys";
import { KeyHelp } from "@/ui/KeyHelp";
import { useKeyGroup } from "@/ui/keyHints";
import { toast, undoLatest } from "@/ui/toasts";
import { Frame } from "./Frame";
import { NAV } from "./nav";
import { SessionExpired } from "./SessionExpired";

const SEARCH_PAGE = "/sok";

/** The frame with life in it: who is logged in, what waits, which keys work, where focus goes. */
export function Shell() {
  const t = useT();
  const router = useRouter();
  const queries = useQueryClient();
  const { pathname } = useLocation();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const [isKeyHelpOpen, setKeyHelpOpen] = useState(false);

  const routes = router.routesByPath as Record<string, unknown>;
  const items = (session.role ? NAV[session.role] : []).filter(({ href }) => href in routes);
  const counted = items.flatMap(({ href, count }) => (count ? [{ href, count }] : []));
  const answers = useQueries({ queries: counted.map(({ count }) => count) });
  const counts = Object.fromEntries(counted.map(({ href }, i) => [href, answers[i]?.data]));

  useFocusOnRoute();
  useGlobalKeys(
    useMemo(
      () => ({
        "ctrl+k": () => {
          const field = document.querySelector<HTMLElement>("[data-page-search]");
          if (field) field.focus();
          else if (SEARCH_PAGE in routes) router.history.push(SEARCH_PAGE);
        },
        "?": () => setKeyHelpOpen(true),
        "ctrl+z": (event) => {
          // In a text field Ctrl+Z belongs to the text.
          if (!(event.target as HTMLElement).closest("input, textarea")) undoLatest();
        },
      }),
      [router, routes],
    ),
  );
  useKeyGroup(
    useMemo(
      () => ({
        title: t("keys.everywhere"),
        hints: [
          { keys: ["Ctrl", "K"], does: t("keys.search") },
          { keys: ["Ctrl", "Z"], does: t("keys.undo") },
          { keys: ["?"], does: t("keys.help") },
        ],
      }),
      [t],
    ),
  );

  const leave = async () => {
    try {
      await logOut();
    } catch (error) {
      toast(describeProblem(error, t).what, { tone: "stop" });
      return;
    }
    // A new page, so that nothing of this person stays in memory.
    location.assign("/logga-in");
  };

  return (
    <Frame
      session={session}
      items={items}
      counts={counts}
      pathname={pathname}
      onLogOut={() => void leave()}
      onKeyHelp={() => setKeyHelpOpen(true)}
    >
      <Outlet />
      <KeyHelp isOpen={isKeyHelpOpen} onClose={() => setKeyHelpOpen(false)} />
      <SessionExpired
        session={session}
        onBack={() => {
          void queries.invalidateQueries();
        }}
      />
    </Frame>
  );
}

/** A new page is announced by its heading. Not at the first load, and not when only a filter changes. */
function useFocusOnRoute(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ fromLocation, pathChanged }) => {
        if (fromLocation && pathChanged) document.querySelector<HTMLElement>("main h1")?.focus();
      }),
    [router],
  );
}
