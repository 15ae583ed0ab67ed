import { ChevronLeft, ChevronRight } from "lucide-react";
import { T, useT } from "@/lib/intl";
import { LinkButton } from "./Button";
import styles from "./Pagination.module.css";

interface PaginationProps {
  page: number;
  pageSize: number;
  total: number;
  href: (page: number) => string;
}

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

export function Pagination({ page, pageSize, total, href }: PaginationProps) {
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
                <LinkButton variant="quiet" size="sm" href={href(page - 1)}>
                  <span className={styles.step}>
                    <ChevronLeft size={16} aria-hidden="true" data-flip />
                    <T id="page.previous" />
                  </span>
                </LinkButton>
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
                  <LinkButton
                    variant={n === page ? "secondary" : "quiet"}
                    size="sm"
                    href={href(n)}
                    aria-label={t("page.number", { page: n })}
                    aria-current={n === page ? "page" : undefined}
                  >
                    {n}
                  </LinkButton>
                </li>
              ),
            )}
            {page < count && (
              <li>
                <LinkButton variant="quiet" size="sm" href={href(page + 1)}>
                  <span className={styles.step}>
                    <T id="page.next" />
                    <ChevronRight size={16} aria-hidden="true" data-flip />
                  </span>
                </LinkButton>
              </li>
            )}
          </ul>
        </nav>
      )}
    </div>
  );
}
