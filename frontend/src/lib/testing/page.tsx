import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider, useRouter } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { RouterProvider as AriaRouterProvider } from "react-aria-components";
import { type Locale, LocaleProvider } from "@/lib/intl";
import { parseSearch, stringifySearch } from "@/lib/url";

interface PageOptions {
  /** The address, "/deltagare?q=åsa". */
  at?: string;
  /** The pattern it answers to, "/deltagare/$id"; any other address shows only itself. */
  route?: string;
  locale?: Locale;
  /** What is known before the page draws: [query key, answer]. */
  known?: readonly (readonly [readonly unknown[], unknown])[];
}

/** Draws one page at an address, as the app does. Queries do not retry. */
export function renderPage(page: ReactNode, { at = "/", route = "/", locale = "sv", known = [] }: PageOptions = {}) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false }, mutations: { retry: false } } });
  for (const [key, answer] of known) queries.setQueryData(key, answer);
  const root = createRootRoute();
  const shown = createRoute({ getParentRoute: () => root, path: route, component: () => <Inside>{page}</Inside> });
  const other = createRoute({ getParentRoute: () => root, path: "$", component: Elsewhere });
  const router = createRouter({
    routeTree: root.addChildren([shown, other]),
    history: createMemoryHistory({ initialEntries: [at] }),
    parseSearch,
    stringifySearch,
  });
  const result = render(
    <QueryClientProvider client={queries}>
      <LocaleProvider locale={locale}>
        <RouterProvider router={router as never} />
      </LocaleProvider>
    </QueryClientProvider>,
  );
  return { ...result, queries, router, address: () => router.history.location.href };
}

function Inside({ children }: { children: ReactNode }) {
  const router = useRouter();
  return <AriaRouterProvider navigate={(href) => router.history.push(href)}>{children}</AriaRouterProvider>;
}

function Elsewhere() {
  return null;
}
