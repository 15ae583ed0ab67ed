import { act, renderHook, waitFor } from "@testing-library/react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { expect, it, vi } from "vitest";
import { useDecision } from "./decision";
import { Problem } from "./problem";

const proposal = { id: "p1", version: 2, status: "nytt" };

function setUp(decide: (seen: typeof proposal, values: string) => Promise<string>) {
  const queries = new QueryClient();
  const invalidate = vi.spyOn(queries, "invalidateQueries").mockResolvedValue();
  const onDone = vi.fn<(result: string) => void>();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queries}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(() => useDecision({ object: proposal, decide, touches: [["proposals"]], onDone }), {
    wrapper,
  });
  return { result, invalidate, onDone };
}

it("decides on what was seen and refreshes what it touches", async () => {
  const decide = vi.fn<(seen: typeof proposal, values: string) => Promise<string>>().mockResolvedValue("godkänt");
  const { result, invalidate, onDone } = setUp(decide);
  act(() => result.current.decide("skäl"));
  await waitFor(() => expect(onDone).toHaveBeenCalledWith("godkänt"));
  expect(decide).toHaveBeenCalledExactlyOnceWith(proposal, "skäl");
  expect(invalidate).toHaveBeenCalledExactlyOnceWith({ queryKey: ["proposals"] });
});

it("holds the colleague's version as a conflict, not an error, until it is accepted", async () => {
  const current = { ...proposal, version: 3, status: "godkänt" };
  const { result, invalidate, onDone } = setUp(() =>
    Promise.reject(new Problem({ kind: "stale", status: 412, current })),
  );
  act(() => result.current.decide("skäl"));
  await waitFor(() => expect(result.current.conflict).toEqual(current));
  expect(result.current.error).toBeNull();
  expect(invalidate).not.toHaveBeenCalled();
  expect(onDone).not.toHaveBeenCalled();
  await act(() => result.current.accept());
  expect(result.current.conflict).toBeNull();
  expect(invalidate).toHaveBeenCalledExactlyOnceWith({ queryKey: ["proposals"] });
});

it("shows a refusal and refreshes, since the state has moved", async () => {
  const { result, invalidate } = setUp(() => Promise.reject(new Problem({ kind: "conflict", status: 409 })));
  act(() => result.current.decide("skäl"));
  await waitFor(() => expect(result.current.error?.kind).toBe("conflict"));
  expect(result.current.conflict).toBeNull();
  expect(invalidate).toHaveBeenCalledTimes(1);
});
