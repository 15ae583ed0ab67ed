import { act, fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type ReactNode, useMemo, useRef } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { T } from "@/lib/intl";
import { useGlobalKeys, useListKeys } from "@/lib/keys";
import { writePreference } from "@/lib/preferences";
import { renderUi } from "@/lib/testing/render";
import { ConflictBanner, StaleBanner } from "./Banner";
import { AlertDialog } from "./Dialog";
import { DefinitionList, ReasonList, TimelineList } from "./Lists";
import { MiniBar, seats } from "./MiniBar";
import { SearchField } from "./SearchField";
import { ErrorState } from "./States";
import { ToastRegion } from "./ToastRegion";
import { dismissToast, toast, undoLatest } from "./toasts";

const type = (text: string) => fireEvent.change(screen.getByRole("searchbox"), { target: { value: text } });

describe("SearchField", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  it("waits for a pause before it searches", () => {
    const onSearch = vi.fn<(text: string) => void>();
    renderUi(<SearchField label="Sök" value="" onSearch={onSearch} />);
    type("a");
    act(() => vi.advanceTimersByTime(200));
    type("am ");
    act(() => vi.advanceTimersByTime(249));
    expect(onSearch).not.toHaveBeenCalled();
    act(() => vi.advanceTimersByTime(1));
    expect(onSearch.mock.calls).toEqual([["am"]]);
  });

  it("follows the back button but keeps what is being typed", () => {
    const onSearch = vi.fn<(text: string) => void>();
    const field = (value: string) => <SearchField label="Sök" value={value} onSearch={onSearch} />;
    const { rerender } = renderUi(field(""));
    type("ami");
    act(() => vi.advanceTimersByTime(250));
    type("amin");
    rerender(field("ami"));
    expect(screen.getByRole("searchbox")).toHaveValue("amin");
    rerender(field(""));
    expect(screen.getByRole("searchbox")).toHaveValue("");
  });
});

describe("toasts", () => {
  beforeEach(() => {
    for (let id = 0; id < 50; id++) dismissToast(id);
  });

  it("are told politely in a region that was there before", () => {
    renderUi(<ToastRegion />);
    const region = screen.getByRole("status");
    expect(region).toHaveAttribute("aria-live", "polite");
    act(() => toast("Förslaget är godkänt."));
    expect(region).toHaveTextContent("Förslaget är godkänt.");
  });

  it("undo once, by button or by Ctrl+Z", async () => {
    const undo = vi.fn<() => void>();
    renderUi(<ToastRegion />);
    act(() => toast("Godkänt.", { undo }));
    await userEvent.click(screen.getByRole("button", { name: "Ångra" }));
    expect(undo).toHaveBeenCalledTimes(1);
    expect(undoLatest()).toBe(false);
  });

  it("leave after eight seconds, but not while somebody is on them", () => {
    vi.useFakeTimers();
    renderUi(<ToastRegion />);
    act(() => toast("Kvar."));
    fireEvent.pointerEnter(screen.getByText("Kvar.").parentElement as HTMLElement);
    act(() => vi.advanceTimersByTime(60_000));
    expect(screen.getByText("Kvar.")).toBeInTheDocument();
    fireEvent.pointerLeave(screen.getByText("Kvar.").parentElement as HTMLElement);
    act(() => vi.advanceTimersByTime(8000));
    expect(screen.queryByText("Kvar.")).not.toBeInTheDocument();
  });
});

describe("keys", () => {
  const approve = vi.fn<() => void>();
  const help = vi.fn<() => void>();
  function List({ children }: { children: ReactNode }) {
    const ref = useRef<HTMLDivElement>(null);
    useListKeys(
      ref,
      useMemo(() => ({ g: approve }), []),
    );
    useGlobalKeys(useMemo(() => ({ "?": help, "ctrl+k": help }), []));
    return (
      <>
        <div ref={ref}>{children}</div>
        <button type="button">Utanför</button>
      </>
    );
  }
  beforeEach(() => {
    approve.mockClear();
    help.mockClear();
    renderUi(
      <List>
        <button type="button">Rad</button>
        <input aria-label="Skäl" />
      </List>,
    );
  });

  it("take single letters only inside the list and not in a text field", async () => {
    await userEvent.click(screen.getByRole("button", { name: "Utanför" }));
    await userEvent.keyboard("g");
    await userEvent.type(screen.getByRole("textbox"), "g?");
    expect(approve).not.toHaveBeenCalled();
    expect(help).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole("button", { name: "Rad" }));
    await userEvent.keyboard("g?");
    expect(approve).toHaveBeenCalledTimes(1);
    expect(help).toHaveBeenCalledTimes(1);
  });

  it("work with Ctrl also in a text field, and not at all when turned off", async () => {
    await userEvent.click(screen.getByRole("textbox"));
    await userEvent.keyboard("{Control>}k{/Control}");
    expect(help).toHaveBeenCalledTimes(1);
    act(() => writePreference("keys", "off"));
    await userEvent.keyboard("{Control>}k{/Control}");
    await userEvent.click(screen.getByRole("button", { name: "Rad" }));
    await userEvent.keyboard("g");
    expect(help).toHaveBeenCalledTimes(1);
    expect(approve).not.toHaveBeenCalled();
  });
});

describe("MiniBar", () => {
  const counts = { asked: 4, proposed: 1, confirmed: 1, started: 1 };

  it("draws one seat each in the order they fill, and more than asked when there are", () => {
    expect(seats(counts)).toEqual(["started", "confirmed", "proposed", "open"]);
    expect(seats({ asked: 1, proposed: 0, confirmed: 2, started: 0 })).toEqual(["confirmed", "confirmed"]);
  });

  it("says its numbers, and is the same as a table", () => {
    renderUi(<MiniBar label="Armerare" counts={counts} />);
    expect(
      screen.getByRole("img", { name: "Armerare: 4 begärda, 1 föreslagna, 1 bekräftade, 1 startade" }),
    ).toBeInTheDocument();
    expect(screen.getByText("2 av 4")).toBeVisible();
    act(() => writePreference("charts", "table"));
    const table = screen.getByRole("table", { name: "Armerare" });
    expect(within(table).getAllByRole("cell").map((cell) => cell.textContent)).toEqual(["4", "1", "1", "1"]);
  });
});

describe("lists", () => {
  it("say in words what the icons show", () => {
    renderUi(
      <>
        <ReasonList reasons={[{ kind: "minus", text: "Börjar senare." }]} />
        <TimelineList
          label="Väg"
          steps={[
            { id: "1", phase: "done", title: "SFI C" },
            { id: "2", phase: "now", title: "Kurs" },
          ]}
        />
        <DefinitionList items={[{ term: "Körkort", value: null }]} />
      </>,
    );
    expect(screen.getByText("Börjar senare.").closest("li")).toHaveTextContent("Talar emot:Börjar senare.");
    const steps = within(screen.getByRole("list", { name: "Väg" })).getAllByRole("listitem");
    expect(steps.map((step) => step.textContent)).toEqual(["KlartSFI C", "NuKurs"]);
    expect(steps[1]).toHaveAttribute("aria-current", "step");
    expect(screen.getByRole("definition")).toHaveTextContent("Inte angivet");
  });
});

describe("messages to the user", () => {
  it("tell who was first and when, in Swedish time", () => {
    renderUi(
      <>
        <ConflictBanner who="Sara" when="2026-03-02T09:41:00Z" onShow={() => undefined} />
        <StaleBanner since="2026-07-02T08:42:00Z" onRefresh={() => undefined} />
      </>,
    );
    expect(screen.getByRole("alert")).toHaveTextContent("Sara hann före klockan 10.41. Din ändring sparades inte.");
    expect(screen.getByRole("status")).toHaveTextContent("Visar uppgifter från 10.42.");
  });

  it("answer the three questions, with a case id only when there is one", () => {
    const { rerender } = renderUi(<ErrorState what="Fel hos oss." lost="Inget är borta." now="Försök igen." caseId="7F3K" />);
    expect(screen.getByRole("alert")).toHaveTextContent("Fel hos oss.Inget är borta.Försök igen.Ärende-id 7F3K");
    rerender(<ErrorState what="Fel hos oss." lost="Inget är borta." now="Försök igen." />);
    expect(screen.getByRole("alert")).not.toHaveTextContent("Ärende-id");
  });

  it("ask before what cannot be undone, with the way back in focus", async () => {
    const onConfirm = vi.fn<() => void>();
    const onClose = vi.fn<() => void>();
    renderUi(
      <AlertDialog title="Gallra?" isOpen onClose={onClose} confirm="Gallra 14 deltagare" onConfirm={onConfirm}>
        Det går inte att ångra.
      </AlertDialog>,
    );
    expect(screen.getByRole("alertdialog", { name: "Gallra?" })).toBeVisible();
    expect(screen.getByRole("button", { name: "Avbryt" })).toHaveFocus();
    await userEvent.click(screen.getByRole("button", { name: "Gallra 14 deltagare" }));
    expect(onConfirm).toHaveBeenCalledTimes(1);
    expect(onClose).toHaveBeenCalledTimes(1);
  });
});

describe("languages", () => {
  it("turn the page around and mark what is left in Swedish", async () => {
    renderUi(
      <>
        <p>
          <T id="timeline.now" />
        </p>
        <p>
          <T id="table.sortBy" />
        </p>
      </>,
      { locale: "ar" },
    );
    expect(await screen.findByText("الآن")).not.toHaveAttribute("lang");
    expect(document.documentElement).toHaveAttribute("dir", "rtl");
    expect(document.documentElement).toHaveAttribute("lang", "ar");
    expect(screen.getByText("Sortera efter")).toHaveAttribute("lang", "sv");
    expect(screen.getByText("Sortera efter")).toHaveAttribute("dir", "ltr");
  });
});
