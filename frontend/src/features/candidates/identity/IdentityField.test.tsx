import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { renderPage } from "@/lib/testing/page";
import { serverForTests } from "@/lib/testing/server";
import { RecordForm } from "../record/RecordForm";
import { RecordProvider, useRecordStore } from "../record/useRecord";
import type { Candidate } from "../record/values";
import { aCandidate } from "../testing";
import { IdentityField } from "./IdentityField";

const server = serverForTests();
const user = userEvent.setup({ delay: null });
const NUMBER = "Personnummer eller samordningsnummer";
const known = { kind: "coordination", masked: "••••••-2391", grade: "", no_number_reason: "" } as const;

function Page({ candidate }: { candidate: Candidate }) {
  return (
    <RecordProvider store={useRecordStore(candidate)}>
      <RecordForm>
        <IdentityField />
      </RecordForm>
    </RecordProvider>
  );
}

function draw(identity: Candidate["identity"]) {
  const sent: unknown[] = [];
  const candidate = aCandidate({ identity });
  server.use(
    http.patch("/api/candidates/c1/", async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ ...candidate, identity: known, version: 4 });
    }),
    http.post("/api/candidates/c1/reveal_identity/", async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ number: "19701063-2391" });
    }),
  );
  renderPage(<Page candidate={candidate} />);
  return sent;
}

describe("the number's field", () => {
  it("sends a whole number when one leaves it, and shows it masked", async () => {
    const sent = draw({ kind: "", masked: "", grade: "", no_number_reason: "" });
    const field = await screen.findByRole("textbox", { name: new RegExp(NUMBER) });
    await user.type(field, "701063-2391");
    expect(screen.getByRole("button", { name: /Identitet enligt Skatteverket/ })).toBeInTheDocument();
    expect(sent).toEqual([]);
    await user.tab();
    await waitFor(() => expect(field).toHaveValue("••••••-2391"));
    expect(sent).toEqual([{ identity: { number: "701063-2391", grade: "", no_number_reason: "" } }]);
  });

  it("replaces a masked number whole", async () => {
    const sent = draw(known);
    const field = await screen.findByRole("textbox", { name: new RegExp(NUMBER) });
    await user.type(field, "9");
    expect(field).toHaveValue("9");
    await user.tab();
    await waitFor(() => expect(sent).toEqual([{ identity: { number: "9", grade: "", no_number_reason: "" } }]));
  });

  it("shows the whole number after a reason, and hides it again", async () => {
    const sent = draw(known);
    await user.click(await screen.findByRole("button", { name: "Visa hela numret" }));
    const dialog = screen.getByRole("dialog");
    const show = within(dialog).getByRole("button", { name: "Visa hela numret" });
    expect(show).toBeDisabled();
    await user.click(within(dialog).getByRole("radio", { name: "Jämföra med en legitimation" }));
    await user.click(show);
    expect(await within(dialog).findByText("19701063-2391")).toBeInTheDocument();
    expect(sent).toEqual([{ reason: "check_identity" }]);
    await user.click(within(dialog).getByRole("button", { name: "Dölj numret" }));
    expect(screen.queryByText("19701063-2391")).not.toBeInTheDocument();
  });
});
