"""On a phone, and in a language read from the right: nothing sticks out of the page."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.product import Browserless, Product

Axe = Callable[[Page], None]
People = Callable[..., Page]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def links(product: Product) -> Callable[[], str]:
    """``links()``: a fresh one-time link of a person who has been asked and not answered."""
    coach = Browserless(product.address, "coach")
    coordinator = Browserless(product.address, "coordinator")
    path = "/api/proposals/?state=new&ordering=start_date&page_size=100"
    ours = {row["id"] for row in coach.call("GET", path)[1]["results"]}
    rows = coordinator.call("GET", path)[1]["results"]
    asked = next(r for r in rows if r["id"] in ours and "approve" in r["allowed_actions"])
    status, body = coordinator.call(
        "POST", f"/api/proposals/{asked['id']}/approve/", {}, version=asked["version"]
    )
    assert status == 200, body

    def link() -> str:
        candidate = asked["candidate"]["id"]
        status, body = coach.call("POST", f"/api/candidates/{candidate}/login_link/")
        assert status == 201, body
        address: str = body["url"]
        return address

    return link


def _nothing_sticks_out(page: Page) -> None:
    width, shown = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= shown, page.url


def test_a_candidate_reads_the_question_on_a_phone(
    people: People, axe: Axe, links: Callable[[], str]
) -> None:
    page = people(None, **PHONE)
    page.goto(links())
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Öppna min väg").tap()
    question = page.get_by_role("region", name="Nästa steg")
    expect(question).to_contain_text(re.compile("Vill du jobba som .+ hos .+?"))
    _nothing_sticks_out(page)
    axe(page)
    question.get_by_role("button", name="Nej", exact=True).tap()
    no = page.get_by_role("region", name="Du säger nej")
    expect(no.get_by_role("heading")).to_be_focused()
    expect(no.get_by_role("radio", name="Jag vill inte säga")).to_be_checked()
    _nothing_sticks_out(page)
    axe(page)
    no.get_by_role("button", name="Tillbaka").tap()
    expect(question).to_be_visible()


def test_a_coordinator_reads_proposals_on_a_phone(people: People, axe: Axe) -> None:
    page = people("coordinator", **PHONE)
    page.goto("/forslag")
    row = page.get_by_role("row").nth(1)
    expect(row).to_be_visible()
    _nothing_sticks_out(page)
    axe(page)
    row.tap()
    proposal = page.get_by_role("region", name=re.compile("^Förslag för "))
    expect(proposal.get_by_role("button", name="Godkänn", exact=True)).to_be_visible()
    expect(page.get_by_role("searchbox")).to_be_hidden()
    _nothing_sticks_out(page)
    axe(page)
    proposal.get_by_role("button", name="Avvisa", exact=True).tap()
    expect(page.get_by_role("dialog")).to_be_visible()
    _nothing_sticks_out(page)
    axe(page)
    page.keyboard.press("Escape")
    proposal.get_by_role("button", name="Tillbaka till listan").tap()
    expect(row).to_be_visible()


def test_a_candidate_reads_the_question_in_arabic(
    people: People, axe: Axe, links: Callable[[], str]
) -> None:
    page = people(None, **PHONE)
    page.goto(links())
    page.get_by_role("button", name="العربية").tap()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    axe(page)
    page.get_by_role("button", name="افتح طريقي").tap()
    expect(page.get_by_role("heading", level=1, name="طريقي")).to_be_visible()
    yes = page.get_by_role("button", name="نعم", exact=True)
    expect(yes).to_be_visible()
    _nothing_sticks_out(page)
    axe(page)
    yes.tap()
    expect(page.get_by_role("heading", name="ستقول نعم")).to_be_focused()
    _nothing_sticks_out(page)
    axe(page)
