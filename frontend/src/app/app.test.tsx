import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { createQueryClient } from "@/api/query";
import type { Session } from "@/api/session";
import { safeNext } from "@/features/login/LoginPage";
import { serverForTests } from "@/lib/testing/server";
import { currentItem, NAV } from "./nav";
import { createAppRouter } from "./router";

const LOGIN = "/_allauth/browser/v1/auth/login";
const NOBODY: Session = {
  authenticated: false,
  demo: true,
  csrf_token: "t",
  user: null,
  role: null,
  organisation: null,
  memberships: [],
  demo_accounts: [{ email: "sara@exempel.test", role: "coach", label: "Jobbcoach", description: "Registrerar deltagare.", password: "ovning-byggvagen-2026" }],
};
const SARA: Session = {
  ...NOBODY,
  authenticated: true,
  user: { id: "1", name: "Sara", email: "sara@exempel.test" },
  role: "coach",
  organisation: { id: "1", name: "Farsta jobbtorg" },
};

const server = serverForTests();

/** The session endpoint, answering with whoever is logged in at the moment. */
function backend(first: Session) {
  const state = { session: first, logins: [] as unknown[], links: [] as unknown[] };
  server.use(
    http.get("/api/session/", () => HttpResponse.json(state.session)),
    http.get("/api/start/coach/", () =>
      HttpResponse.json({ today: [], waiting: [], expiring: [], drafts: 0, ready: 0, proposed: 0, placed: 0 }),
    ),
    http.get("/api/candidates/", () => HttpResponse.json({ count: 0, results: [] })),
    http.get("/api/reference/", () => HttpResponse.json({})),
    http.get("/api/my-path/", () => HttpResponse.json({}, { status: 404 })),
    http.post(LOGIN, async ({ request }) => {
      state.logins.push(await request.json());
      state.session = SARA;
      return HttpResponse.json({ status: 200 });
    }),
    http.post("/api/session/link/", async ({ request }) => {
      state.links.push(await request.json());
      state.session = { ...SARA, role: "candidate", organisation: null };
      return new HttpResponse(null, { status: 204 });
    }),
  );
  return state;
}

function open(path: string) {
  const queries = createQueryClient();
  const router = createAppRouter(queries);
  router.update({ ...router.options, history: createMemoryHistory({ initialEntries: [path] }) });
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return { router, queries };
}

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

describe("coming in", () => {
  it("sends a stranger to login and back to where she was going", async () => {
    const state = backend(NOBODY);
    const { router } = open("/deltagare?q=åsa");
    await heading("Logga in");
    await userEvent.type(screen.getByRole("textbox", { name: "E-post" }), "sara@exempel.test");
    await userEvent.type(screen.getByLabelText("Lösenord"), " hemligt ");
    await userEvent.click(screen.getByRole("button", { name: "Logga in" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/deltagare"));
    expect(router.state.location.search).toEqual({ q: "åsa" });
    expect(state.logins).toEqual([{ email: "sara@exempel.test", password: " hemligt " }]);
  });

  it("logs in as a demo role by one press", async () => {
    const state = backend(NOBODY);
    open("/logga-in");
    await userEvent.click(await screen.findByRole("button", { name: /Jobbcoach/ }));
    await heading("Hej, Sara");
    expect(state.logins).toEqual([{ email: "sara@exempel.test", password: "ovning-byggvagen-2026" }]);
    expect(await screen.findByRole("heading", { level: 2, name: "Gör i dag" })).toBeVisible();
  });

  it("shows no demo roles outside the practice environment", async () => {
    backend({ ...NOBODY, demo: false });
    open("/logga-in");
    await heading("Logga in");
    expect(screen.queryByText("Prova en roll")).not.toBeInTheDocument();
  });

  it("does not tell which part of a login was wrong", async () => {
    backend(NOBODY);
    const errors = [{ code: "email_password_mismatch", param: "password", message: "Fel lösenord" }];
    server.use(http.post(LOGIN, () => HttpResponse.json({ status: 400, errors }, { status: 400 })));
    open("/logga-in");
    await userEvent.type(await screen.findByRole("textbox", { name: "E-post" }), "sara@exempel.test");
    await userEvent.type(screen.getByLabelText("Lösenord"), "fel");
    await userEvent.click(screen.getByRole("button", { name: "Logga in" }));
    const summary = await screen.findByRole("alert");
    expect(summary).toHaveTextContent("E-postadressen och lösenordet hör inte ihop. Kontrollera båda och försök igen.");
    expect(screen.getByLabelText("Lösenord")).toBeValid();
  });

  it.each([
    ["/forslag?visa=1", "/forslag?visa=1"],
    ["//ond.test", "/"],
    ["/\\ond.test", "/"],
    ["https://ond.test", "/"],
    [undefined, "/"],
  ])("goes after login from %j to %s", (wanted, expected) => {
    expect(safeNext(wanted)).toBe(expected);
  });
});

describe("a candidate's link", () => {
  it("is used up only by the press", async () => {
    const state = backend(NOBODY);
    const { router } = open("/lank/abc123");
    await heading("Logga in");
    expect(state.links).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Öppna min väg" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/"));
    expect(state.links).toEqual([{ token: "abc123" }]);
  });

  it("that is spent says what to do, and offers no second press", async () => {
    backend(NOBODY);
    server.use(http.post("/api/session/link/", () => HttpResponse.json({ errors: [] }, { status: 400 })));
    open("/lank/abc123");
    await userEvent.click(await screen.findByRole("button", { name: "Öppna min väg" }));
    expect(await screen.findByRole("alert")).toHaveTextContent(
      "Länken fungerar inte längre.Dina uppgifter är kvar.Be din jobbcoach om en ny länk.",
    );
    expect(screen.queryByRole("button", { name: "Öppna min väg" })).not.toBeInTheDocument();
  });

  it("can be read in Arabic, from the right", async () => {
    backend(NOBODY);
    open("/lank/abc123");
    await userEvent.click(await screen.findByRole("button", { name: "العربية" }));
    await heading("تسجيل الدخول");
    expect(document.documentElement).toHaveAttribute("dir", "rtl");
  });
});

describe("inside", () => {
  it("has one main, a skip link to it, and the environment named", async () => {
    backend(SARA);
    open("/");
    await heading("Hej, Sara");
    expect(screen.getByRole("link", { name: "Hoppa till innehållet" })).toHaveAttribute("href", "#innehall");
    expect(screen.getByRole("main")).toHaveAttribute("id", "innehall");
    expect(screen.getByText("Övningsmiljö – påhittade personer")).toBeVisible();
    expect(document.title).toBe("Hej, Sara – Byggvägen");
  });

  it("says the same for a page that is not there and one that is not yours", async () => {
    backend(SARA);
    open("/finns-inte");
    await heading("Sidan finns inte");
    expect(screen.getByText("Sidan finns inte eller så har du inte behörighet.")).toBeVisible();
  });

  it("moves focus to the heading of a new page, not of the first", async () => {
    backend(SARA);
    const { router } = open("/finns-inte");
    expect(await heading("Sidan finns inte")).not.toHaveFocus();
    router.history.push("/");
    const next = await heading("Hej, Sara");
    await waitFor(() => expect(next).toHaveFocus());
  });

  it("keeps the page when the session ends, and goes on after login", async () => {
    const state = backend(SARA);
    const { queries } = open("/");
    await heading("Hej, Sara");
    server.use(http.get("/api/x/", () => HttpResponse.json({ errors: [] }, { status: 401 })));
    const { api } = await import("@/api/client");
    const get = (api as unknown as { GET: (path: string) => Promise<unknown> }).GET;
    await queries.fetchQuery({ queryKey: ["x"], queryFn: () => get("/api/x/") }).catch(() => undefined);
    const dialog = await screen.findByRole("dialog", { name: "Logga in igen" });
    expect(dialog).toHaveTextContent("Du har varit borta i 30 minuter. Logga in igen – det du skrev finns kvar.");
    expect(within(dialog).getByRole("textbox", { name: "E-post" })).toHaveValue("sara@exempel.test");
    await userEvent.type(within(dialog).getByLabelText("Lösenord"), "ovning");
    await userEvent.click(within(dialog).getByRole("button", { name: "Logga in" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(state.logins).toHaveLength(1);
    expect(screen.getByRole("heading", { level: 1, name: "Hej, Sara" })).toBeVisible();
  });
});

describe("when the first call fails", () => {
  it("says so in place of the page, and tries again", async () => {
    server.use(http.get("/api/session/", () => HttpResponse.html("<p>fel</p>", { status: 400 })));
    open("/");
    await heading("Något gick fel");
    backend(SARA);
    await userEvent.click(screen.getByRole("button", { name: "Försök igen" }));
    expect(await heading("Hej, Sara")).toBeVisible();
  });
});

describe("the menu", () => {
  it("has seven items at most for every role, each address once", () => {
    for (const [role, items] of Object.entries(NAV)) {
      expect(items.length, role).toBeLessThanOrEqual(7);
      expect(new Set(items.map((item) => item.href)).size, role).toBe(items.length);
    }
  });

  it.each([
    ["/", "/"],
    ["/deltagare", "/deltagare"],
    ["/deltagare/42", "/deltagare"],
    ["/deltagare/ny", "/deltagare/ny"],
    ["/deltagarlista", undefined],
  ])("marks for %s the item %s", (path, expected) => {
    expect(currentItem(NAV.coach, path)?.href).toBe(expected);
  });
});
