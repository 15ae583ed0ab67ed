"""A coach among her people: many at a time by keyboard, the board by its menu, on a phone too."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.product import Browserless, Product

from .hands import press, said

Axe = Callable[[Page], None]
People = Callable[..., Page]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
_serial = count(1)


@pytest.fixture
def make(product: Product) -> Callable[..., dict[str, Any]]:
    """``make("Ett", ready=True)``: a candidate of the coach's own, whole and ready if asked for."""
    coach = Browserless(product.address, "coach")

    def create(name: str, *, ready: bool = False, family: str) -> dict[str, Any]:
        record = {
            "first_name": name,
            "last_name": family,
            "phone": f"070-{next(_serial):07}",
            "birth_date": "1990-05-17",
            "municipality": "0180",
            "available_from": str(date.today() + timedelta(days=30)),  # noqa: DTZ011
            "wishes": [{"occupation": "traarbetare", "rung": 0}],
            "languages": [{"language": "sv", "level": 3}],
            "consents": ["proposals"],
        }
        status, body = coach.call("POST", "/api/candidates/", record)
        assert status == 201, body
        if ready:
            path = f"/api/candidates/{body['id']}/mark_ready/"
            status, body = coach.call("POST", path, {}, version=body["version"])
            assert status == 200, body
        made: dict[str, Any] = body
        return made

    return create


def test_many_are_rested_by_keyboard_and_each_row_answers(
    people: People, axe: Axe, make: Callable[..., dict[str, Any]]
) -> None:
    for name in ("Ada", "Bo", "Cia"):
        make(name, ready=True, family="Flertalsson")
    page = people("coach")
    page.goto("/deltagare?q=Flertalsson")
    page.get_by_role("row", name="Ada Flertalsson").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.get_by_role("region", name="Det du har markerat")).to_contain_text("3 markerade")
    axe(page)
    press(page, "Låt vila")
    page.keyboard.type("Sommaruppehåll")
    axe(page)
    press(page.get_by_role("dialog"), "Låt vila")
    said(page, "3 ändrade.")
    expect(page.get_by_role("row", name="Cia Flertalsson")).to_contain_text("Vilar")
    page.keyboard.press("Control+z")
    said(page, "3 är som förut.")
    expect(page.get_by_role("row", name="Cia Flertalsson")).to_contain_text("Klar för matchning")


def test_a_next_step_is_written_where_it_stands(
    people: People, axe: Axe, make: Callable[..., dict[str, Any]]
) -> None:
    make("Dan", family="Stegsson")
    page = people("coach")
    page.goto("/deltagare?q=Stegsson")
    page.get_by_role("row", name="Dan Stegsson").focus()
    # Past the box, the name and the state, to the one thing of the row that can be written.
    change = page.get_by_role("button", name="Ändra nästa steg för Dan Stegsson")
    change.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Ring handledaren")
    axe(page)
    page.keyboard.press("Enter")
    said(page, "Nästa steg för Dan Stegsson är ändrat.")
    expect(change).to_contain_text("Ring handledaren")


def test_a_card_goes_by_its_menu_and_comes_back(
    people: People, axe: Axe, make: Callable[..., dict[str, Any]]
) -> None:
    make("Eva", ready=True, family="Tavelsson")
    page = people("coach")
    page.goto("/deltagare?vy=tavla&q=Tavelsson")
    page.get_by_role("link", name="Eva Tavelsson").focus()
    page.keyboard.press("m")
    shut = page.get_by_role("menuitem", name="Tackat ja")
    expect(shut).to_be_disabled()
    expect(shut).to_contain_text("Kräver deltagarens ja.")
    # Reached like the others, so that why is heard; pressing it does nothing.
    shut.press("Enter")
    expect(shut).to_be_focused()
    axe(page)
    page.get_by_role("menuitem", name="Utkast").press("Enter")
    said(page, "Flyttad till Utkast, plats 1 av 1.")
    expect(page.get_by_role("region", name="Utkast")).to_contain_text("Eva Tavelsson")
    expect(page.get_by_role("button", name="Flytta Eva Tavelsson")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.get_by_role("region", name="Klar för matchning")).to_contain_text("Eva Tavelsson")
    axe(page)


@pytest.mark.parametrize("look", ["", "?vy=kort", "?vy=tavla", "?stilla=1&vem=alla"])
def test_nothing_sticks_out_on_a_phone(people: People, axe: Axe, look: str) -> None:
    page = people("coach", **PHONE)
    page.goto(f"/deltagare{look}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    width, shown = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= shown
    axe(page)


def test_the_file_comes_with_the_filters(
    people: People, make: Callable[..., dict[str, Any]]
) -> None:
    make("Fia", family="Filsson")
    page = people("coach")
    page.goto("/deltagare?q=Filsson")
    expect(page.get_by_role("row", name="Fia Filsson")).to_be_visible()
    press(page, "Ladda ner")
    with page.expect_download() as got:
        page.get_by_role("menuitem", name="Text (CSV)").click()
    text = got.value.path().read_text(encoding="utf-8-sig")
    assert [line.split(";")[0] for line in text.splitlines()] == ["Namn", "Fia Filsson"]
    said(page, "Filen är nerladdad.")
