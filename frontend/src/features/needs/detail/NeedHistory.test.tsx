import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { renderUi } from "@/lib/testing/render";
import { serverForTests } from "@/lib/testing/server";
import { NeedHistory } from "./NeedHistory";

const server = serverForTests();

it("says so when nothing has happened to the need", async () => {
  server.use(http.get("/api/needs/:id/history/", () => HttpResponse.json([])));
  renderUi(<NeedHistory id="n1" version={1} />);
  expect(await screen.findByText("Inget har hänt än.")).toBeVisible();
  expect(screen.queryByRole("list")).toBeNull();
});
