"""Two coordinators at the same proposal: the first decision stands, the second is told so."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.product import Browserless, Product

from .hands import press, said

Axe = Callable[[Page], None]
People = Callable[..., Page]
OTHER_EMAIL = "samordnare2@demo.byggvagen.example"
OWN_WORDS = "Bussen går inte så tidigt på morgonen."

A_COLLEAGUE = f"""
from konton.demo_accounts import DEMO_PASSWORD
from konton.models import Membership, User
known = Membership.objects.get(user__email="samordnare@demo.byggvagen.example")
user = User.objects.create_user(
    "{OTHER_EMAIL}", DEMO_PASSWORD, first_name="Rut", last_name="Övning")
Membership.objects.create(user=user, organisation=known.organisation, role=known.role)
answer = str(user)
"""
DECIDED = """
from matchning.models import Booking, Decision, Proposal
answer = {
    key: {
        "state": Proposal.objects.get(pk=key).state,
        "decisions": [
            [d.action, str(d.decided_by)] for d in Decision.objects.filter(proposal=key)],
        "bookings": Booking.objects.filter(proposal=key, is_active=True).count(),
    }
    for key in KEYS
}
"""


@pytest.fixture(scope="module")
def colleague(product: Product) -> str:
    """E-mail of a second coordinator of the same body."""
    assert product.ask(A_COLLEAGUE) == "Rut Övning"
    return OTHER_EMAIL


def _open_proposals(product: Product) -> list[dict[str, Any]]:
    path = "/api/proposals/?state=new&ordering=-start_date&page_size=100"
    _, body = Browserless(product.address, "coordinator").call("GET", path)
    return [row for row in body["results"] if "approve" in row["allowed_actions"]]


def _open(page: Page, proposal: dict[str, Any]) -> Locator:
    """The proposal's part of the review page, with its row in focus in the list."""
    page.goto(f"/forslag?vy=alla&visa={proposal['id']}&behov={proposal['need']['id']}")
    part = page.get_by_role("region", name=f"Förslag för {proposal['candidate']['name']}")
    expect(part.get_by_role("button", name="Godkänn", exact=True)).to_be_visible()
    return part


def test_the_second_of_two_coordinators_is_told_and_nothing_is_lost(
    people: People, axe: Axe, product: Product, colleague: str
) -> None:
    approved, rejected = _open_proposals(product)[:2]
    karin = people("coordinator")
    rut = people("coordinator", email=colleague)

    # Karin approves while Rut is writing why not.
    first, second = _open(karin, approved), _open(rut, approved)
    press(second, "Avvisa")
    dialog = rut.get_by_role("dialog")
    dialog.get_by_role("radio", name=re.compile("^2")).press("2")
    own_words = dialog.get_by_role("textbox", name=re.compile("^Med egna ord"))
    own_words.fill(OWN_WORDS)
    axe(rut)
    press(first, "Godkänn")
    said(karin, f"Godkänt. {approved['candidate']['name']} tillfrågas.")
    press(dialog, "Avvisa förslaget")
    told = dialog.get_by_role("alert")
    expect(told).to_contain_text(
        re.compile(r"Karin Övning hann före klockan \d\d\.\d\d\. Din ändring sparades inte\.")
    )
    expect(dialog).to_contain_text("Var: Nytt. Nu: Deltagaren tillfrågad.")
    expect(own_words).to_have_value(OWN_WORDS)
    axe(rut)
    press(told, "Visa vad som gäller")
    expect(dialog).to_be_hidden()
    expect(second).to_contain_text("Deltagaren tillfrågad")
    expect(second.get_by_role("button", name="Avvisa", exact=True)).to_have_count(0)
    axe(rut)

    # Karin rejects what Rut is about to approve from the list.
    first, second = _open(karin, rejected), _open(rut, rejected)
    press(first, "Avvisa")
    dialog = karin.get_by_role("dialog")
    dialog.get_by_role("radio", name=re.compile("^1")).press("1")
    press(dialog, "Avvisa förslaget")
    said(karin, f"Avvisat: förslaget för {rejected['candidate']['name']}.")
    rut.get_by_role("row", name=re.compile(rejected["candidate"]["name"])).focus()
    rut.keyboard.press("g")
    told = second.get_by_role("alert")
    expect(told).to_contain_text("Någon hann före. Din ändring sparades inte.")
    expect(second).to_contain_text("Var: Nytt. Nu: Avvisat.")
    expect(second.get_by_role("button", name="Godkänn", exact=True)).to_have_count(0)
    axe(rut)
    press(told, "Visa vad som gäller")
    expect(second.get_by_role("button", name="Ångra avvisningen")).to_be_visible()

    keys = [approved["id"], rejected["id"]]
    assert product.ask(f"KEYS = {keys!r}\n{DECIDED}") == {
        approved["id"]: {
            "state": "asked",
            "decisions": [["approve", "Karin Övning"]],
            "bookings": 1,
        },
        rejected["id"]: {
            "state": "rejected",
            "decisions": [["reject", "Karin Övning"]],
            "bookings": 0,
        },
    }
