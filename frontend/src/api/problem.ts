/** What went wrong, in the few kinds a screen treats differently. */
export type ProblemKind =
  | "validation" // 400: the fields say what
  | "unauthenticated" // 401: the session has ended
  | "forbidden" // 403
  | "missing" // 404: not there, or not yours to see; the same on purpose
  | "conflict" // 409: the state or a rule says no; nothing was written
  | "stale" // 412 and 428: a colleague wrote first
  | "throttled" // 429
  | "offline" // the request never arrived
  | "server"; // everything else

export interface FieldErrors {
  fields: Record<string, string[]>;
  general: string[];
}

interface StandardError {
  code: string;
  detail: string;
  attr: string | null;
}

interface ProblemInit extends Partial<FieldErrors> {
  kind: ProblemKind;
  status: number;
  codes?: string[];
  caseId?: string | null;
  retryAfter?: number | null;
  current?: unknown;
}

/** Every failed call to the API ends as one of these. */
export class Problem extends Error implements FieldErrors {
  override readonly name = "Problem";
  readonly kind: ProblemKind;
  readonly status: number;
  /** By the field's name in the API ("certificates.0.expires"). */
  readonly fields: Record<string, string[]>;
  readonly general: string[];
  readonly codes: string[];
  /** Names the event in the server's log. */
  readonly caseId: string | null;
  /** Seconds. */
  readonly retryAfter: number | null;
  /** With "stale": the object as it is now. */
  readonly current: unknown;

  constructor(init: ProblemInit) {
    super(`${init.kind} (${init.status})`);
    this.kind = init.kind;
    this.status = init.status;
    this.fields = init.fields ?? {};
    this.general = init.general ?? [];
    this.codes = init.codes ?? [];
    this.caseId = init.caseId ?? null;
    this.retryAfter = init.retryAfter ?? null;
    this.current = init.current;
  }
}

const KINDS: Record<number, ProblemKind> = {
  400: "validation",
  401: "unauthenticated",
  403: "forbidden",
  404: "missing",
  409: "conflict",
  410: "missing",
  412: "stale",
  428: "stale",
  429: "throttled",
};

const NO_FIELD = new Set(["non_field_errors", "detail", "__all__"]);

function isStandardError(value: unknown): value is StandardError {
  return typeof value === "object" && value !== null && "detail" in value && typeof value.detail === "string";
}

/** Sorts `{type, errors: [{code, detail, attr}]}` into fields and the rest. Anything else is no errors. */
export function readErrors(body: unknown): FieldErrors & { codes: string[] } {
  const listed = typeof body === "object" && body !== null && "errors" in body ? body.errors : null;
  const errors = Array.isArray(listed) ? listed.filter(isStandardError) : [];
  const fields: Record<string, string[]> = {};
  const general: string[] = [];
  for (const { attr, detail } of errors) {
    if (attr === null || attr === undefined || NO_FIELD.has(attr)) general.push(detail);
    else (fields[attr.replace(/\.(non_field_errors|__all__)$/, "")] ??= []).push(detail);
  }
  return { fields, general, codes: errors.map((error) => error.code) };
}

function seconds(header: string | null): number | null {
  const value = Number(header);
  return header !== null && Number.isFinite(value) ? Math.max(0, Math.ceil(value)) : null;
}

/** Reads a failed answer, whatever it holds: a proxy's HTML page too. */
export async function toProblem(response: Response): Promise<Problem> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  const known = readErrors(body);
  const kind = KINDS[response.status] ?? "server";
  return new Problem({
    ...known,
    // A 403 for a lost CSRF token or ended session is told apart by its code.
    kind: kind === "forbidden" && known.codes.includes("not_authenticated") ? "unauthenticated" : kind,
    status: response.status,
    caseId: response.headers.get("X-Request-ID")?.slice(0, 8).toUpperCase() ?? null,
    retryAfter: seconds(response.headers.get("Retry-After")),
    current: typeof body === "object" && body !== null && "current" in body ? body.current : undefined,
  });
}

/** fetch throws a TypeError when the request did not get through. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof TypeError) return new Problem({ kind: "offline", status: 0 });
  return new Problem({ kind: "server", status: 0 });
}
