import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { describeProblem } from "@/api/describe";
import { useT } from "@/lib/intl";
import { Pagination } from "@/ui/Pagination";
import { SkeletonRows } from "@/ui/Skeleton";
import { EmptyState, ErrorState } from "@/ui/States";
import { PAGE } from "./queries";

interface Page<R> {
  count: number;
  results: R[];
}

interface BoxProps<R> {
  title: string;
  empty: string;
  /** Its address, and how a page of it is fetched. */
  path: string;
  fetch: (page: number) => Promise<{ data?: Page<R> | undefined }>;
  row: (row: R) => ReactNode;
}

/** One list of questions with its own answer: when it cannot be fetched the other still stands. */
export function Box<R>({ title, empty, path, fetch, row }: BoxProps<R>) {
  const t = useT();
  const id = useId();
  const [page, setPage] = useState(1);
  const { data, error, refetch } = useQuery({
    queryKey: ["get", path, page],
    queryFn: async () => (await fetch(page)).data as Page<R>,
    placeholderData: keepPreviousData,
  });
  return (
    <section className="stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {error && !data ? (
        <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonRows label={title} rows={3} columns={2} />
      ) : data.count === 0 ? (
        <EmptyState>{empty}</EmptyState>
      ) : (
        <>
          <ul>{data.results.map(row)}</ul>
          {data.count > PAGE && <Pagination page={page} pageSize={PAGE} total={data.count} onPage={setPage} />}
        </>
      )}
    </section>
  );
}
