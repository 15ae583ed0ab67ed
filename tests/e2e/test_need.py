"""A need from its trade's template in at most twelve inputs, and the count that follows each."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .hands import choose, press

Axe = Callable[[Page], None]
People = Callable[..., Page]
MOST_INPUTS = 12


class Hands:
    """Counts what a person does: one for every field filled in and every button pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.inputs = page, 0

    def choose(self, label: str, text: str) -> None:
        self.inputs += 1
        choose(self.page, label, text)

    def press(self, name: str) -> None:
        self.inputs += 1
        press(self.page, name)


@pytest.mark.parametrize("width", [1440, 390])
def test_a_need_from_template_with_its_count(people: People, axe: Axe, width: int) -> None:
    page = people("company", viewport={"width": width, "height": 900})
    page.goto("/behov/nytt")
    hands, count = Hands(page), page.locator("[data-count] strong")
    project = page.get_by_role("combobox", name="Projekt")
    expect(page.get_by_role("combobox", name="Yrke")).to_be_visible()
    if not project.input_value():
        hands.inputs += 1
        project.press("ArrowDown")
        page.get_by_role("option").first.click()
    hands.choose("Yrke", "Träarbetare")
    expect(count).to_be_visible()
    before = count.inner_text()

    hands.inputs += 1
    page.get_by_role("button", name=re.compile("^Fyll i yrkets mall")).click()
    hands.choose("Kompetens, intyg eller körkort", "Tung lastbil")
    must = page.get_by_role("region", name="Måste ha")
    # Nobody learns to drive on a building site: fewer can start, and what it costs is said.
    expect(must).to_contain_text("utan:")
    expect(count).not_to_have_text(before)
    axe(page)
    width_, shown = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width_ <= shown

    hands.inputs += 2
    must.get_by_role("button", name=re.compile("^Flytta eller ta bort")).click()
    page.get_by_role("menuitem", name="Ta bort").click()
    expect(count).to_have_text(before)

    hands.press("Spara utkast")
    expect(page).to_have_url(re.compile(r"/behov/[0-9a-f-]{36}$"))
    assert hands.inputs <= MOST_INPUTS
