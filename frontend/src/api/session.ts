import { queryOptions } from "@tanstack/react-query";
import { csrfHeaders, rememberCsrfToken } from "./csrf";
import { asProblem, toProblem } from "./problem";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type Role = Schemas["RoleEnum"];
export type Session = Schemas["Session"];
export type DemoAccount = Schemas["DemoAccount"];

async function send(path: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(path, { credentials: "same-origin", ...init }).catch((error: unknown) => {
    throw asProblem(error);
  });
  if (!response.ok) throw await toProblem(response);
  return response;
}

/** Who is here. The first call of the page, and again after login. */
export async function fetchSession(): Promise<Session> {
  const response = await send("/api/session/", { headers: { Accept: "application/json" } });
  const session = (await response.json()) as Session;
  rememberCsrfToken(session.csrf_token);
  return session;
}

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: fetchSession,
  staleTime: 60_000,
  refetchOnWindowFocus: true,
});

/** Uses up a one-time link. Only ever on a click: mail scanners follow links too. */
export async function openLink(token: string): Promise<void> {
  await send("/api/session/link/", {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/json", ...csrfHeaders("POST") },
    body: JSON.stringify({ token }),
  });
}
