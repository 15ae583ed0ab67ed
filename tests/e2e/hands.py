"""What a person's hands do to the screens: fill, choose, write a day. Found by role and label."""

import re
from datetime import date

from playwright.sync_api import Locator, Page, expect


def choose(page: Page, label: str, text: str, option: str | None = None) -> None:
    """Write in a type-ahead and pick the option whose name begins so."""
    box = page.get_by_role("combobox", name=re.compile(rf"^{re.escape(label)}( \(valfritt\))?$"))
    box.click()
    box.fill(text)
    page.get_by_role("option", name=re.compile(rf"^{re.escape(option or text)}")).first.click()


def pick(page: Page, label: str, option: str) -> None:
    """Open a list of a few choices and take one."""
    page.get_by_role("button", name=re.compile(re.escape(label))).click()
    page.get_by_role("option", name=option, exact=True).click()


def write_day(page: Page, label: str, day: date) -> None:
    """Type a day as digits, as one does; the field moves on by itself."""
    group = page.get_by_role("group", name=re.compile(rf"^{re.escape(label)}"))
    parts = group.get_by_role("spinbutton")
    parts.first.click()
    page.keyboard.type(f"{day:%Y%m%d}")
    expect(parts.last).to_have_attribute("aria-valuenow", str(day.day))


def tick(page: Page, label: str) -> None:
    """Tick a box whose label begins so."""
    box = page.get_by_role("checkbox", name=re.compile(rf"^{re.escape(label)}"))
    page.locator("label").filter(has=box).click()  # the input itself lies under the drawn box
    expect(box).to_be_checked()


def press(place: Page | Locator, name: str) -> None:
    place.get_by_role("button", name=name, exact=True).click()


def said(page: Page, words: str) -> None:
    """The message that something was done has come."""
    expect(page.get_by_role("region", name="Meddelanden")).to_contain_text(words)
