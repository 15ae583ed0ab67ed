import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { T, useT } from "@/lib/intl";
import { Button, LinkButton } from "./Button";
import styles from "./Pagination.module.css";

/** Where another page is: an address of its own, or the same place drawn anew. */
type Way = { href: (page: number) => string; onPage?: undefined } | { href?: undefined; onPage: (page: number) => void };

type PaginationProps = Way & {
  page: number;
  pageSize: number;
  total: number;
};

/** First, last and the neighbours; 0 stands for a gap. */
export function pageNumbers(page: number, count: number): number[] {
  const near = [1, page - 1, page, page + 1, count].filter((n) => n >= 1 && n <= count);
  const unique = [...new Set(near)].toSorted((a, b) => a - b);
  return unique.flatMap((n, i) => {
    const before = unique[i - 1];
    if (before === undefined || n - before === 1) return [n];
    // A gap of one page is better filled than marked.
    return n - before === 2 ? [n - 1, n] : [0, n];
  });
}

export function Pagination({ page, pageSize, total, ...way }: PaginationProps) {
  const t = useT();
  const count = Math.max(1, Math.ceil(total / pageSize));
  const from = total === 0 ? 0 : (page - 1) * pageSize + 1;
  return (
    <div className={styles.pagination}>
      <p className="small muted num">
        <T id="page.showing" values={{ from, to: Math.min(total, page * pageSize), total }} />
      </p>
      {count > 1 && (
        <nav aria-label={t("page.label")} data-print="hide">
          <ul className={styles.pages}>
            {page > 1 && (
              <li>
                <Turn {...way} to={page - 1}>
                  <span className={styles.step}>
                    <ChevronLeft size={16} aria-hidden="true" data-flip />
                    <T id="page.previous" />
                  </span>
                </Turn>
              </li>
            )}
            {pageNumbers(page, count).map((n, i) =>
              n === 0 ? (
                // oxlint-disable-next-line react/no-array-index-key -- a gap has no other name
                <li key={`gap${i}`} className={styles.gap} aria-hidden="true">
                  …
                </li>
              ) : (
                <li key={n} className={styles.page}>
                  <Turn {...way} to={n} label={t("page.number", { page: n })} isCurrent={n === page}>
                    {n}
                  </Turn>
                </li>
              ),
            )}
            {page < count && (
              <li>
                <Turn {...way} to={page + 1}>
                  <span className={styles.step}>
                    <T id="page.next" />
                    <ChevronRight size={16} aria-hidden="true" data-flip />
                  </span>
                </Turn>
              </li>
            )}
          </ul>
        </nav>
      )}
    </div>
  );
}

function Turn({ to, label, isCurrent, children, ...way }: Way & { to: number; label?: string; isCurrent?: boolean; children: ReactNode }) {
  const look = {
    variant: isCurrent ? "secondary" : "quiet",
    size: "sm",
    ...(label && { "aria-label": label }),
    ...(isCurrent && { "aria-current": "page" as const }),
  } as const;
  return way.href ? (
    <LinkButton {...look} href={way.href(to)}>
      {children}
    </LinkButton>
  ) : (
    <Button {...look} onPress={() => way.onPage(to)}>
      {children}
    </Button>
  );
}
