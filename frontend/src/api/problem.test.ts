import { HttpResponse, http } from "msw";
import { createIntl } from "react-intl";
import { describe, expect, it } from "vitest";
import type { MessageId, Values } from "@/lib/intl";
import { serverForTests } from "@/lib/testing/server";
import sv from "@/messages/sv.json";
import { api } from "./client";
import { rememberCsrfToken } from "./csrf";
import { describeProblem, formErrors } from "./describe";
import { Problem, readErrors, toProblem } from "./problem";
import { ifMatch } from "./version";

const intl = createIntl({ locale: "sv-SE", messages: sv });
const t = (id: MessageId, values?: Values) => intl.formatMessage({ id }, values);

const standard = (errors: object[]) => ({ type: "validation_error", errors });
const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers });

describe("readErrors", () => {
  it("sorts errors into fields and the rest", () => {
    expect(
      readErrors(
        standard([
          { code: "required", detail: "Fyll i namn.", attr: "name" },
          { code: "invalid", detail: "Två namn.", attr: "name" },
          { code: "invalid", detail: "Slutar före start.", attr: "non_field_errors" },
          { code: "invalid", detail: "Fel nivå.", attr: "certificates.0.expires" },
          { code: "invalid", detail: "Fel intyg.", attr: "certificates.1.non_field_errors" },
          { code: "parse_error", detail: "Går inte att läsa.", attr: null },
        ]),
      ),
    ).toEqual({
      fields: {
        name: ["Fyll i namn.", "Två namn."],
        "certificates.0.expires": ["Fel nivå."],
        "certificates.1": ["Fel intyg."],
      },
      general: ["Slutar före start.", "Går inte att läsa."],
      codes: ["required", "invalid", "invalid", "invalid", "invalid", "parse_error"],
    });
  });

  it.each([null, "text", 7, {}, { errors: null }, { errors: [null, "x", { detail: 3 }] }])(
    "takes %j without failing",
    (body) => expect(readErrors(body)).toEqual({ fields: {}, general: [], codes: [] }),
  );
});

describe("toProblem", () => {
  it.each([
    [400, "validation"],
    [401, "unauthenticated"],
    [403, "forbidden"],
    [404, "missing"],
    [409, "conflict"],
    [412, "stale"],
    [428, "stale"],
    [429, "throttled"],
    [500, "server"],
    [502, "server"],
  ])("%i is %s", async (status, kind) => {
    expect((await toProblem(answer(status, standard([])))).kind).toBe(kind);
  });

  it("sees an ended session behind a 403", async () => {
    const body = { type: "client_error", errors: [{ code: "not_authenticated", detail: "…", attr: null }] };
    expect((await toProblem(answer(403, body))).kind).toBe("unauthenticated");
  });

  it("survives a proxy's HTML page", async () => {
    const problem = await toProblem(answer(502, "<h1>Bad gateway</h1>", { "X-Request-ID": "7f3ka91c-0000" }));
    expect(problem).toMatchObject({ kind: "server", fields: {}, general: [], caseId: "7F3KA91C" });
  });

  it("keeps the current object of a stale answer, and the wait of a throttled one", async () => {
    expect((await toProblem(answer(412, { errors: [], current: { id: 1, version: 4 } }))).current).toEqual({
      id: 1,
      version: 4,
    });
    expect((await toProblem(answer(429, {}, { "Retry-After": "39.2" }))).retryAfter).toBe(40);
  });
});

describe("the words", () => {
  it("say what, whether anything is lost, and what to do, for every kind", () => {
    const kinds = ["validation", "unauthenticated", "forbidden", "missing", "conflict", "stale", "throttled", "offline", "server"] as const;
    for (const kind of kinds) {
      const words = describeProblem(new Problem({ kind, status: 0 }), t);
      expect([words.what, words.lost, words.now].every((text) => text.endsWith(".")), kind).toBe(true);
    }
  });

  it("are those of the house for the common errors", () => {
    expect(describeProblem(new Problem({ kind: "throttled", status: 429, retryAfter: 40 }), t).what).toBe(
      "För många försök. Vänta 40 sekunder.",
    );
    const missing = describeProblem(new Problem({ kind: "missing", status: 404 }), t);
    const forbidden = describeProblem(new Problem({ kind: "forbidden", status: 403 }), t);
    expect(missing.what).toBe("Sidan finns inte eller så har du inte behörighet.");
    expect(forbidden).toEqual(missing);
  });

  it("show a case id only when the fault is ours", () => {
    expect(describeProblem(new Problem({ kind: "server", status: 500, caseId: "7F3K" }), t).caseId).toBe("7F3K");
    expect(describeProblem(new Problem({ kind: "missing", status: 404, caseId: "7F3K" }), t).caseId).toBeNull();
  });

  it("give a form its field errors, and everything else one line", () => {
    const wrong = new Problem({ kind: "validation", status: 400, fields: { name: ["Fyll i namn."] } });
    expect(formErrors(wrong, t)?.fields).toEqual({ name: ["Fyll i namn."] });
    expect(formErrors(new TypeError("Failed to fetch"), t)).toEqual({
      fields: {},
      general: ["Vi når inte servern. Kontrollera nätet och försök igen."],
    });
    expect(formErrors(null, t)).toBeNull();
  });
});

describe("the client", () => {
  const server = serverForTests();
  // The generated paths change with the API; the plumbing under test does not.
  const call = api as unknown as Record<"GET" | "POST", (path: string, init?: object) => Promise<{ data: unknown }>>;

  it("sends the token from the cookie with writes and not with reads", async () => {
    const seen: (string | null)[] = [];
    const note = ({ request }: { request: Request }) => {
      seen.push(request.headers.get("X-CSRFToken"));
      return HttpResponse.json({});
    };
    server.use(http.get("/api/x/", note), http.post("/api/x/", note));
    rememberCsrfToken("fran-sessionen");
    await call.POST("/api/x/", { body: {} });
    document.cookie = "csrftoken=fran-kakan";
    await call.POST("/api/x/", { body: {} });
    await call.GET("/api/x/");
    expect(seen).toEqual(["fran-sessionen", "fran-kakan", null]);
  });

  it("sends the version the user saw", async () => {
    let header: string | null = null;
    server.use(
      http.post("/api/x/", ({ request }) => {
        header = request.headers.get("If-Match");
        return HttpResponse.json({});
      }),
    );
    await call.POST("/api/x/", { body: {}, params: { header: ifMatch({ version: 3 }) } });
    expect(header).toBe('"3"');
  });

  it("throws a Problem for an error answer and for no answer", async () => {
    server.use(http.get("/api/x/", () => HttpResponse.json(standard([]), { status: 409 })));
    await expect(call.GET("/api/x/")).rejects.toMatchObject({ name: "Problem", kind: "conflict", status: 409 });
    server.use(http.get("/api/x/", () => HttpResponse.error()));
    await expect(call.GET("/api/x/")).rejects.toMatchObject({ name: "Problem", kind: "offline" });
  });
});
