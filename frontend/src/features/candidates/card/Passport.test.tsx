import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import { MyPassport } from "../../my-path/MyPassport";
import { aCandidate } from "../testing";
import { Passport } from "./Passport";

const server = serverForTests();
const asked: string[] = [];

beforeEach(() => {
  asked.length = 0;
  URL.createObjectURL = () => "blob:x";
  URL.revokeObjectURL = () => undefined;
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  const pdf = ({ request }: { request: Request }) => {
    asked.push(new URL(request.url).search);
    return new HttpResponse("%PDF-", { headers: { "Content-Type": "application/pdf" } });
  };
  server.use(http.get("*/api/candidates/c1/passport/", pdf), http.get("*/api/my-passport/", pdf));
});

describe("the passport of a coach", () => {
  it("leaves the contact out until it is ticked, and closes when the file has come", async () => {
    const user = userEvent.setup();
    const close = vi.fn<() => void>();
    renderPage(<Passport candidate={aCandidate()} isOpen onClose={close} />);
    await user.click(await screen.findByRole("button", { name: "Ladda ner PDF" }));
    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(asked).toEqual(["?contact=false"]);
    await user.click(screen.getByRole("checkbox", { name: "Ta med telefon och e-post" }));
    await user.click(screen.getByRole("button", { name: "Ladda ner PDF" }));
    await waitFor(() => expect(asked).toEqual(["?contact=false", "?contact=true"]));
  });

  it("asks nothing of a protected person's contact and says so", async () => {
    renderPage(<Passport candidate={aCandidate({ is_protected: true })} isOpen onClose={vi.fn<() => void>()} />);
    expect(await screen.findByText(/Personen har skyddade uppgifter/)).toBeVisible();
    expect(screen.queryByRole("checkbox")).toBeNull();
  });

  it("stays open and says what went wrong", async () => {
    server.use(http.get("*/api/candidates/c1/passport/", () => HttpResponse.json({}, { status: 500 })));
    const user = userEvent.setup();
    const close = vi.fn<() => void>();
    renderPage(<Passport candidate={aCandidate()} isOpen onClose={close} />);
    await user.click(await screen.findByRole("button", { name: "Ladda ner PDF" }));
    expect(await screen.findByRole("alert")).toBeVisible();
    expect(close).not.toHaveBeenCalled();
  });
});

describe("one's own passport", () => {
  it("is downloaded with one's telephone when one wants, in one's own language", async () => {
    const user = userEvent.setup();
    renderPage(<MyPassport />, { locale: "en" });
    await user.click(await screen.findByRole("checkbox", { name: "Include my phone and e-mail" }));
    await user.click(screen.getByRole("button", { name: "Download PDF" }));
    expect(await screen.findByText("Done. The file is in your downloads.")).toBeVisible();
    expect(asked).toEqual(["?contact=true"]);
  });
});
