import { useSuspenseQuery } from "@tanstack/react-query";
import { type ComponentType, type ReactNode, Suspense } from "react";
import { type Role, sessionQuery } from "@/api/session";
import { NotFound, Pending } from "./ErrorPages";

/** One address, a page of its own per role. A role without one meets the same page as a wrong address. */
export function byRole(pages: Partial<Record<Role, ComponentType>>, Rest: ComponentType = NotFound): () => ReactNode {
  return function RolePage() {
    const { data: session } = useSuspenseQuery(sessionQuery);
    const Page = (session.role && pages[session.role]) ?? Rest;
    return (
      <Suspense fallback={<Pending />}>
        <Page />
      </Suspense>
    );
  };
}
