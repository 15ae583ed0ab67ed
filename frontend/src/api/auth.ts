import { csrfHeaders } from "./csrf";
import { Problem, asProblem, toProblem } from "./problem";

/** allauth headless, browser client. Its answers have their own shape, so it is not in our schema. */
const BASE = "/_allauth/browser/v1/auth";

interface AllauthError {
  message: string;
  code: string;
  param?: string;
}
interface AllauthBody {
  errors?: AllauthError[];
  data?: { flows?: { id: string; is_pending?: boolean }[] };
}

async function call(method: string, path: string, body?: object): Promise<{ status: number; body: AllauthBody; response: Response }> {
  const response = await fetch(BASE + path, {
    method,
    credentials: "same-origin",
    headers: {
      Accept: "application/json",
      ...(body && { "Content-Type": "application/json" }),
      ...csrfHeaders(method),
    },
    ...(body && { body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    throw asProblem(error);
  });
  const parsed = (await response
    .clone()
    .json()
    .catch(() => ({}))) as AllauthBody;
  return { status: response.status, body: parsed, response };
}

/** "done", or which step is left. Throws a Problem. */
async function attempt(path: string, body: object): Promise<"done" | "code"> {
  const answer = await call("POST", path, body);
  if (answer.response.ok) return "done";
  // Already logged in, in another tab.
  if (answer.status === 409) return "done";
  if (answer.status === 401) {
    const pending = answer.body.data?.flows?.find((flow) => flow.is_pending);
    if (pending?.id === "mfa_authenticate") return "code";
  }
  if (answer.status === 400 || answer.status === 401) {
    // Which part was wrong is not told: neither the field nor the text may say.
    throw new Problem({ kind: "validation", status: answer.status, codes: (answer.body.errors ?? []).map((e) => e.code) });
  }
  throw await toProblem(answer.response);
}

export function logIn(email: string, password: string): Promise<"done" | "code"> {
  return attempt("/login", { email, password });
}

export function confirmCode(code: string): Promise<"done" | "code"> {
  return attempt("/2fa/authenticate", { code });
}

/** allauth answers 401 when it has logged out: that is success here. */
export async function logOut(): Promise<void> {
  const { status, response } = await call("DELETE", "/session");
  if (!response.ok && status !== 401) throw await toProblem(response);
}
