"""A list goes in by keyboard alone, step by step, and comes out again; on a phone too."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

Axe = Callable[[Page], None]
People = Callable[..., Page]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# Where pictures of each step go when wanted, as make screens names them: docs/bilder.
PICTURES = os.environ.get("IMPORT_PICTURES", "")


def rows(start: int) -> str:
    """A list with a question, a row to write anew and a double; phone numbers nobody else has."""
    lines = [
        "Förnamn;Efternamn;Mobil;Kan börja;Kommun",
        f"Åsa;Import{start};072-{start:04d} 001;3/1-27;Stockholm",
        f"Bo;Import{start};072-{start:04d} 002;4/2-27;Stokholm",
        ";;;;",
        f"Cia;Import{start};072-{start:04d} 003;2027-01-03;Solna",
        f"Cia;Import{start};072-{start:04d} 003;2027-01-03;Solna",
        f"=1+1;Import{start};072-{start:04d} 004;;Nacka",
    ]
    return "\n".join(lines)


def look(page: Page, axe: Axe, name: str) -> None:
    """axe finds nothing, nothing sticks out; a picture when wanted."""
    axe(page)
    width, shown = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= shown, f"{name}: {width} > {shown}"
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"coach-importera-{name}-{shown}.png", full_page=True)


def heading(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", name=re.compile(name))).to_be_visible()


def press(page: Page, name: str) -> None:
    """With the keyboard: focus and Enter."""
    button = page.get_by_role("button", name=re.compile(name)).first
    expect(button).to_be_enabled()
    button.focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize(("view", "start"), [({}, 1440), (PHONE, 390)], ids=["1440", "390"])
def test_a_list_goes_in_and_out(
    people: People, axe: Axe, view: dict[str, object], start: int
) -> None:
    page = people("coach", **view)
    page.goto("/import")
    box = page.get_by_label("Eller klistra in rader")
    expect(box).to_be_visible()
    look(page, axe, "ladda-upp")
    box.fill(rows(start))
    press(page, "Läs det inklistrade")

    heading(page, "Vad står i varje kolumn")
    expect(page.get_by_text("5 rader att läsa in. En tom rad är borttagen.")).to_be_visible()
    look(page, axe, "koppla")
    press(page, "^Nästa$")

    heading(page, "2 frågor att besvara")
    look(page, axe, "ratta")
    press(page, "^Ja: 2 rader, Kan börja: datum skrivna som 3.1-27")
    heading(page, "En fråga att besvara")
    press(page, "^Ja: 1 rad, Kommun: kommunen Stokholm finns inte. Läs som Stockholm")
    heading(page, "Alla frågor är besvarade")
    rows_of = page.get_by_role(
        "link", name=re.compile("^Visa raderna ?: 1 rad, Förnamn: en formel")
    )
    rows_of.focus()
    page.keyboard.press("Enter")
    cell = page.get_by_role("textbox", name=re.compile("^Förnamn på rad 7"))
    expect(cell).to_have_value("=1+1")
    look(page, axe, "rutnat")
    cell.fill("Dag")
    cell.press("Enter")
    expect(page.get_by_text("en formel i stället för ett namn")).to_have_count(0)
    press(page, "^Nästa$")

    heading(page, "En rad kan stå två gånger")
    look(page, axe, "dubbletter")
    press(page, "^Nästa$")

    heading(page, "Det här händer när du trycker på Skapa")
    look(page, axe, "granska")
    press(page, "^Skapa 4 deltagare$")

    heading(page, "Importen är klar")
    look(page, axe, "klart")
    press(page, "^Ångra importen$")
    heading(page, "Importen är ångrad")
    look(page, axe, "angrad")
