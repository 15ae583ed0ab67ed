"""The product answers a real browser under its own content policy."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect


def test_the_first_page_is_the_log_in_and_axe_finds_nothing(
    page: Page, axe: Callable[[Page], None]
) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page).to_have_title("Logga in – Byggvägen")
    axe(page)


def test_a_person_logged_in_stays_so_and_lands_on_a_page_of_her_own(
    people: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = people("coordinator")
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page).not_to_have_url("**/logga-in**")
    axe(page)


def test_axe_finds_what_is_wrong(page: Page, axe: Callable[[Page], None]) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    with pytest.raises(AssertionError, match=r"button-name \(critical\)"):
        axe(page)
