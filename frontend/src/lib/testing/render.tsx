import { QueryClientProvider } from "@tanstack/react-query";
import { render, type RenderResult } from "@testing-library/react";
import type { ReactNode } from "react";
import { QueryClient } from "@tanstack/react-query";
import { LocaleProvider, type Locale } from "@/lib/intl";

/** Draws with language and queries, as the app does. Queries do not retry. */
export function renderUi(children: ReactNode, { locale = "sv" }: { locale?: Locale } = {}): RenderResult & { queries: QueryClient } {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false }, mutations: { retry: false } } });
  const wrap = (content: ReactNode) => (
    <QueryClientProvider client={queries}>
      <LocaleProvider locale={locale}>{content}</LocaleProvider>
    </QueryClientProvider>
  );
  const result = render(wrap(children));
  return { ...result, rerender: (next) => result.rerender(wrap(next)), queries };
}
