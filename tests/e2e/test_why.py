"""The coordinator asks why, why not somebody else, and what would help: answered in words."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.product import Browserless, Product

from .hands import press

Axe = Callable[[Page], None]
IN_MATCHING = "/api/candidates/?state=ready&state=proposed&page_size=100"
ANSWER_MS = 60_000  # the first question about a run reads all of it


def _possible_pair(product: Product) -> tuple[dict[str, Any], dict[str, Any]]:
    """A proposal, and somebody else who could have had its place."""
    coordinator = Browserless(product.address, "coordinator")
    _, proposals = coordinator.call("GET", "/api/proposals/?state=new&page_size=100")
    for proposal in proposals["results"]:
        need = proposal["need"]
        path = f"{IN_MATCHING}&occupation={need['occupation_code']}"
        for person in coordinator.call("GET", path)[1]["results"]:
            asked = f"?candidate={person['id']}&need={need['id']}"
            _, told = coordinator.call("GET", f"/api/runs/{proposal['run_id']}/why-not/{asked}")
            if told["answer"] == "possible":
                return proposal, person
    raise AssertionError("no proposal has another who could take its place")


def test_why_and_why_not_and_what_would_help(
    product: Product, people: Callable[..., Page], axe: Axe
) -> None:
    proposal, other = _possible_pair(product)
    page = people("coordinator")
    page.goto(f"/forslag?visa={proposal['id']}")
    part = page.get_by_role("region", name=f"Förslag för {proposal['candidate']['name']}")
    press(part, "Visa allt")
    expect(part.get_by_role("heading", name="Krav")).to_be_visible()
    expect(part.get_by_role("heading", name=re.compile("^Värt .* arbetsveckor$"))).to_be_visible()
    axe(page)
    press(part, "Visa allt")

    press(part, "Varför inte någon annan?")
    part.get_by_role("searchbox", name="Sök deltagare").fill(other["name"])
    found = part.get_by_role("list", name="Träffar")
    found.get_by_role("button", name=re.compile(f"^{re.escape(other['name'])}")).first.click()
    expect(
        part.get_by_role("heading", name=re.compile(f"^{re.escape(other['name'])} till "))
    ).to_be_visible(timeout=ANSWER_MS)
    axe(page)
    press(part, "Räkna exakt")
    expect(
        part.get_by_role("heading", name=re.compile("^(Planen blir högst|Det går utan)"))
    ).to_be_visible(timeout=ANSWER_MS)
    expect(part.get_by_role("list", name="De som berörs")).to_contain_text(other["name"])
    axe(page)

    page.get_by_role("link", name="Om körningen").click()
    expect(page.get_by_role("heading", name=re.compile(r"^Körning \d+$"))).to_be_visible()
    press(page, "Räkna ut")
    answer = page.get_by_role("table", name="Vad skulle hjälpa mest?")
    nothing = page.get_by_text("Inget enskilt tillskott gör planen bättre.")
    expect(answer.or_(nothing)).to_be_visible(timeout=ANSWER_MS)
    axe(page)
