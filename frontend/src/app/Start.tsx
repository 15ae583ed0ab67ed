import { useSuspenseQuery } from "@tanstack/react-query";
import { lazyRouteComponent } from "@tanstack/react-router";
import { Suspense, type ComponentType } from "react";
import { type Role, sessionQuery } from "@/api/session";
import { StartPage } from "@/features/start/StartPage";
import { Pending } from "./ErrorPages";

/** The first page of each role; a role without one is told who it is. */
const STARTS: Partial<Record<Role, ComponentType>> = {
  coach: lazyRouteComponent(() => import("@/features/coach-start/CoachStart"), "CoachStart"),
  candidate: lazyRouteComponent(() => import("@/features/my-path/MyPath"), "MyPath"),
};

export function Start() {
  const { data: session } = useSuspenseQuery(sessionQuery);
  const Page = (session.role && STARTS[session.role]) ?? StartPage;
  return (
    <Suspense fallback={<Pending />}>
      <Page />
    </Suspense>
  );
}
