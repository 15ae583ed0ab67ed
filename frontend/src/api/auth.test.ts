import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { serverForTests } from "@/lib/testing/server";
import { confirmCode, logIn, logOut } from "./auth";

const server = serverForTests();
const LOGIN = "/_allauth/browser/v1/auth/login";
const SESSION = "/_allauth/browser/v1/auth/session";

describe("logIn", () => {
  // 409: another tab was first.
  it.each([200, 409])("is done on %i", async (status) => {
    server.use(http.post(LOGIN, () => HttpResponse.json({ status }, { status })));
    await expect(logIn("a@exempel.test", "x")).resolves.toBe("done");
  });

  it("asks for the code when that step is pending", async () => {
    const data = { flows: [{ id: "login" }, { id: "mfa_authenticate", is_pending: true }] };
    server.use(http.post(LOGIN, () => HttpResponse.json({ status: 401, data }, { status: 401 })));
    await expect(logIn("a@exempel.test", "x")).resolves.toBe("code");
  });

  it("never says which part was wrong", async () => {
    const errors = [{ code: "email_password_mismatch", param: "password", message: "Fel lösenord." }];
    server.use(http.post(LOGIN, () => HttpResponse.json({ status: 400, errors }, { status: 400 })));
    await expect(logIn("a@exempel.test", "x")).rejects.toMatchObject({ kind: "validation", fields: {}, general: [] });
  });

  it("tells a throttle from a wrong password", async () => {
    server.use(http.post(LOGIN, () => HttpResponse.json({}, { status: 429, headers: { "Retry-After": "40" } })));
    await expect(logIn("a@exempel.test", "x")).rejects.toMatchObject({ kind: "throttled", retryAfter: 40 });
  });

  it("sends the code to its own step", async () => {
    let sent: unknown;
    server.use(
      http.post("/_allauth/browser/v1/auth/2fa/authenticate", async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json({ status: 200 });
      }),
    );
    await expect(confirmCode("123456")).resolves.toBe("done");
    expect(sent).toEqual({ code: "123456" });
  });
});

describe("logOut", () => {
  it("takes allauth's 401 for success and a 500 for what it is", async () => {
    server.use(http.delete(SESSION, () => HttpResponse.json({ status: 401 }, { status: 401 })));
    await expect(logOut()).resolves.toBeUndefined();
    server.use(http.delete(SESSION, () => HttpResponse.json({}, { status: 500 })));
    await expect(logOut()).rejects.toMatchObject({ kind: "server" });
  });
});
