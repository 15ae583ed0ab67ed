import { useSuspenseQuery } from "@tanstack/react-query";
import { type ComponentType, lazy, Suspense } from "react";
import { type Role, sessionQuery } from "@/api/session";
import { StartPage } from "@/features/start/StartPage";
import { Pending } from "./ErrorPages";

/** The first page of each role; a role without one is told who it is. */
const STARTS: Partial<Record<Role, ComponentType>> = {
  coach: lazy(() => import("@/features/coach-start/CoachStart").then((m) => ({ default: m.CoachStart }))),
  company: lazy(() => import("@/features/company-start/CompanyStart").then((m) => ({ default: m.CompanyStart }))),
  coordinator: lazy(() => import("@/features/coordinator/start/CoordinatorStart").then((m) => ({ default: m.CoordinatorStart }))),
  candidate: lazy(() => import("@/features/my-path/MyPath").then((m) => ({ default: m.MyPath }))),
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
