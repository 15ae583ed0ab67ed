"""The product answers a real browser under its own content policy."""

from collections.abc import Callable

from playwright.sync_api import Page


def test_the_first_page_shows_something_and_axe_finds_nothing(
    page: Page, axe: Callable[[Page], None]
) -> None:
    page.goto("/")
    page.wait_for_function("document.getElementById('root').innerText.trim().length > 0")
    assert "Byggvägen" in page.title()
    axe(page)
