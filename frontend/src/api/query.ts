import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { asProblem } from "./problem";

type Listener = () => void;
const expired = new Set<Listener>();

/** Called when any call finds that the session has ended. */
export function onSessionExpired(listener: Listener): () => void {
  expired.add(listener);
  return () => expired.delete(listener);
}

function noticeExpiry(error: unknown): void {
  if (asProblem(error).kind === "unauthenticated") for (const listener of expired) listener();
}

/** Trying again helps when the road was bad, never when the answer was no. */
function shouldRetry(failures: number, error: unknown): boolean {
  const { kind } = asProblem(error);
  return failures < 2 && (kind === "offline" || kind === "server");
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: noticeExpiry }),
    mutationCache: new MutationCache({ onError: noticeExpiry }),
    defaultOptions: {
      queries: { staleTime: 15_000, gcTime: 5 * 60_000, retry: shouldRetry, networkMode: "always" },
      // A decision is sent once. Whether it arrived is for the user to see, not for us to guess.
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
