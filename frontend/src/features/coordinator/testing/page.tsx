import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { RouterProvider as AriaRouterProvider } from "react-aria-components";
import { LocaleProvider } from "@/lib/intl";
import { parseSearch, stringifySearch } from "@/lib/url";
import { ToastRegion } from "@/ui/ToastRegion";

/** A page at an address of its own, with language, queries and toasts around it. */
export function openPage(Page: () => ReactNode, path: string) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 0 }, mutations: { retry: false } } });
  const root = createRootRoute({
    component: () => (
      <LocaleProvider locale="sv">
        <AriaRouterProvider navigate={(href) => router.history.push(href)}>
          <main>
            <Outlet />
          </main>
          <ToastRegion />
        </AriaRouterProvider>
      </LocaleProvider>
    ),
  });
  const anything = createRoute({ getParentRoute: () => root, path: "/$", component: Page });
  const router = createRouter({
    routeTree: root.addChildren([anything]),
    history: createMemoryHistory({ initialEntries: [path] }),
    parseSearch,
    stringifySearch,
  });
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  return { router, queries };
}

/** Makes the window as wide as the test needs; jsdom has no width. */
export function widen(px: number): void {
  window.matchMedia = ((query: string) => {
    const min = /min-width: (\d+)px/.exec(query);
    return { matches: min !== null && px >= Number(min[1]), addEventListener: () => undefined, removeEventListener: () => undefined };
  }) as never;
}
