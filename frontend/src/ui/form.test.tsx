import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { renderUi } from "@/lib/testing/render";
import { Button } from "./Button";
import { CheckboxGroup } from "./Choice";
import { DateField } from "./DateField";
import { Form, type FormErrors } from "./Form";
import { ComboBox, Select } from "./Select";
import { NumberField, TextField } from "./TextField";

const TRADES = [
  { value: "golv", label: "Golvläggare", description: "SSYK 7123" },
  { value: "betong", label: "Betongarbetare" },
];

function sample(errors: FormErrors | null, onSubmit: (data: FormData) => void) {
  return (
    <Form errors={errors} onSubmit={onSubmit}>
      <TextField label="Namn" name="name" isRequired />
      <ComboBox label="Yrke" name="trade" options={TRADES} isRequired />
      <Select label="Språk" name="language" options={[{ value: "so", label: "Somaliska" }]} />
      <DateField label="Start" name="start" defaultValue="2026-03-02" />
      <NumberField label="Antal" name="count" defaultValue={3} minValue={1} />
      <CheckboxGroup label="Krav" name="needs" options={TRADES} />
      <Button type="submit">Spara</Button>
    </Form>
  );
}
const submit = () => userEvent.click(screen.getByRole("button", { name: "Spara" }));

describe("Form", () => {
  it("hands over every kind of field by name, with values the API takes", async () => {
    const onSubmit = vi.fn<(data: FormData) => void>();
    renderUi(sample(null, onSubmit));
    await userEvent.type(screen.getByRole("textbox", { name: "Namn" }), "Amina");
    await userEvent.type(screen.getByRole("combobox", { name: "Yrke" }), "gol{ArrowDown}{Enter}");
    await userEvent.click(screen.getByRole("button", { name: /Språk/ }));
    await userEvent.click(screen.getByRole("option", { name: "Somaliska" }));
    await userEvent.click(screen.getByRole("checkbox", { name: /Golvläggare/ }));
    await userEvent.click(screen.getByRole("checkbox", { name: "Betongarbetare" }));
    await submit();
    const data = onSubmit.mock.calls[0]?.[0] as FormData;
    expect([...data.entries()]).toEqual([
      ["name", "Amina"],
      ["trade", "golv"],
      ["language", "so"],
      ["start", "2026-03-02"],
      ["count", "3"],
      ["needs", "golv"],
      ["needs", "betong"],
    ]);
  });

  it("stops at missing required fields: a summary in focus, a link to each", async () => {
    const onSubmit = vi.fn<(data: FormData) => void>();
    renderUi(sample(null, onSubmit));
    await submit();
    expect(onSubmit).not.toHaveBeenCalled();
    const summary = screen.getByRole("alert");
    expect(summary).toHaveFocus();
    expect(within(summary).getByRole("heading")).toHaveTextContent("2 saker att rätta");
    expect(screen.getByRole("textbox", { name: "Namn" })).toHaveAccessibleDescription("Fyll i Namn.");
    await userEvent.click(within(summary).getByRole("button", { name: "Fyll i Yrke." }));
    expect(screen.getByRole("combobox", { name: "Yrke" })).toHaveFocus();
  });

  it("puts the server's errors at their fields and the rest in the summary", () => {
    const errors = { fields: { start: ["Startdatumet har passerat."] }, general: ["Behovet finns redan."] };
    renderUi(sample(errors, () => undefined));
    const summary = screen.getByRole("alert");
    expect(within(summary).getAllByRole("listitem").map((item) => item.textContent)).toEqual([
      "Behovet finns redan.",
      "Startdatumet har passerat.",
    ]);
    expect(within(summary).getAllByRole("button")).toHaveLength(1);
    expect(screen.getByRole("group", { name: "Start" })).toHaveAccessibleDescription(/Startdatumet har passerat\./);
  });

  it("drops a field's error when the field changes", async () => {
    renderUi(sample({ fields: { name: ["För kort."] }, general: [] }, () => undefined));
    const name = screen.getByRole("textbox", { name: "Namn" });
    expect(name).toBeInvalid();
    await userEvent.type(name, "Amina");
    await userEvent.tab();
    expect(name).toBeValid();
  });
});

describe("a button under way", () => {
  it("keeps focus, says so, and does nothing more", async () => {
    const onSubmit = vi.fn<(data: FormData) => void>();
    const form = (isPending: boolean) => (
      <Form onSubmit={onSubmit}>
        <Button type="submit" isPending={isPending}>
          Spara
        </Button>
      </Form>
    );
    const { rerender } = renderUi(form(false));
    const button = screen.getByRole("button", { name: "Spara" });
    await userEvent.click(button);
    rerender(form(true));
    expect(button).toHaveFocus();
    expect(button).toHaveAccessibleName("Spara Väntar …");
    await userEvent.click(button);
    await userEvent.keyboard("{Enter}");
    expect(onSubmit).toHaveBeenCalledTimes(1);
  });
});

describe("ComboBox", () => {
  it("says so when nothing matches", async () => {
    renderUi(sample(null, () => undefined));
    await userEvent.type(screen.getByRole("combobox", { name: "Yrke" }), "astronaut");
    expect(screen.getByText("Ingen träff.")).toBeVisible();
  });

  it("asks for options as one types, and shows what it gets unfiltered", async () => {
    const onInputChange = vi.fn<(text: string) => void>();
    renderUi(<ComboBox label="Yrke" options={TRADES} onInputChange={onInputChange} />);
    await userEvent.type(screen.getByRole("combobox"), "zz");
    expect(onInputChange.mock.calls).toEqual([["z"], ["zz"]]);
    expect(screen.getAllByRole("option")).toHaveLength(2);
  });

  it("leaves the page reachable while it is open and cleans up after itself", async () => {
    renderUi(sample(null, () => undefined));
    await userEvent.type(screen.getByRole("combobox", { name: "Yrke" }), "g");
    expect(screen.getByRole("textbox", { name: "Namn" })).toBeInTheDocument();
    await userEvent.keyboard("{Escape}");
    expect(document.querySelectorAll("[data-react-aria-top-layer]")).toHaveLength(0);
  });

  it("survives that its options change place", async () => {
    const [golv, betong] = TRADES;
    const { rerender } = renderUi(<ComboBox label="Yrke" name="trade" options={TRADES} />);
    rerender(<ComboBox label="Yrke" name="trade" options={[{ ...betong }, { ...golv }, { value: "mur", label: "Murare" }] as typeof TRADES} />);
    await userEvent.click(screen.getByRole("combobox", { name: "Yrke" }));
    expect(screen.getAllByRole("option").map((option) => option.textContent)).toEqual([
      "Betongarbetare",
      "Golvläggare SSYK 7123",
      "Murare",
    ]);
  });
});

describe("DateField", () => {
  it("is typed year, month, day and gives ISO", async () => {
    const onChange = vi.fn<(day: string | null) => void>();
    renderUi(<DateField label="Start" onChange={onChange} />);
    const segments = screen.getAllByRole("spinbutton");
    expect(segments.map((segment) => segment.dataset.type)).toEqual(["year", "month", "day"]);
    await userEvent.click(segments[0] as HTMLElement);
    await userEvent.keyboard("20260302");
    expect(onChange).toHaveBeenLastCalledWith("2026-03-02");
  });
});

function Following() {
  const [start, setStart] = useState<string | null>(null);
  return (
    <Form onSubmit={vi.fn<() => void>()}>
      <DateField label="Start" name="start" isRequired value={start} onChange={setStart} />
      <Button onPress={() => setStart("2027-03-01")}>Föreslå start</Button>
      <Button type="submit">Spara</Button>
    </Form>
  );
}

it("a field that another fills in is not called missing any more", async () => {
  renderUi(<Following />);
  await submit();
  expect(screen.getByRole("group", { name: "Start" })).toHaveAccessibleDescription(/Fyll i Start/u);
  await userEvent.click(screen.getByRole("button", { name: "Föreslå start" }));
  expect(screen.getByRole("group", { name: "Start" })).not.toHaveAccessibleDescription(/Fyll i Start/u);
});
