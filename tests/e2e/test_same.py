"""One person registered twice: found, compared, joined and made two again in the browser."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.product import Browserless, Product

from .hands import press, said

Axe = Callable[[Page], None]
People = Callable[..., Page]


@pytest.fixture
def twice(product: Product) -> Callable[[str], tuple[dict[str, Any], dict[str, Any]]]:
    """``twice("Parsson")``: the same person twice, with two phones and an e-mail on the second."""
    coach = Browserless(product.address, "coach")

    def create(family: str) -> tuple[dict[str, Any], dict[str, Any]]:
        made = []
        for first, phone, email in (
            ("Mohammed", "070-174 06 05", ""),
            ("Muhammad", "070-174 06 21", f"{family.lower()}@prov.example"),
        ):
            record = {
                "first_name": first,
                "last_name": family,
                "phone": phone,
                "email": email,
                "birth_date": "1990-05-17",
                "municipality": "0180",
                "available_from": str(date.today() + timedelta(days=30)),  # noqa: DTZ011
            }
            status, body = coach.call("POST", "/api/candidates/", record)
            assert status == 201, body
            made.append(body)
        return made[0], made[1]

    return create


@pytest.mark.parametrize("width", [1440, 390])
def test_two_are_joined_and_made_two_again(
    people: People,
    axe: Axe,
    twice: Callable[[str], tuple[dict[str, Any], dict[str, Any]]],
    width: int,
) -> None:
    family = f"Parsson{'bred' if width > 1000 else 'smal'}"
    kept, other = twice(family)
    page = people("coach", viewport={"width": width, "height": 900})
    page.goto(f"/deltagare/{kept['id']}")
    press(page, "Fler val")
    page.get_by_role("menuitem", name="Slå ihop med …").press("Enter")
    expect(page.get_by_role("heading", name=f"Liknar Mohammed {family}")).to_be_visible()
    axe(page)
    page.get_by_role("link", name=f"Jämför med Muhammad {family}").press("Enter")
    phone = page.get_by_role("radiogroup", name="Mobil")
    expect(phone.get_by_role("radio", name="070-174 06 05")).to_be_checked()
    # With the arrows, as in any group of choices.
    phone.get_by_role("radio", name="070-174 06 05").focus()
    page.keyboard.press("ArrowDown")
    expect(phone.get_by_role("radio", name="070-174 06 21")).to_be_checked()
    expect(
        page.get_by_role("radiogroup", name="E-post").get_by_role("radio", name="@prov.example")
    ).to_be_checked()
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    axe(page)
    page.get_by_role("button", name="Slå ihop", exact=True).press("Enter")
    said(page, f"Nu är de en: Mohammed {family}.")
    expect(page.get_by_role("region", name="Sammanslaget")).to_contain_text(
        f"Muhammad {family} slogs in i Mohammed {family}"
    )
    axe(page)
    page.goto(f"/deltagare/{kept['id']}")
    expect(page.get_by_role("main")).to_contain_text("070-174 06 21")
    page.goto(f"/deltagare/{other['id']}")
    expect(page.get_by_role("main")).to_contain_text("sammanslagen med en annan")
    page.goto(f"/deltagare/{kept['id']}/sla-ihop")
    page.get_by_role("region", name="Sammanslaget").get_by_role("button", name="Ångra").press(
        "Enter"
    )
    said(page, "De är två registreringar igen.")
    expect(page.get_by_role("link", name=f"Jämför med Muhammad {family}")).to_be_visible()
    page.goto(f"/deltagare/{kept['id']}")
    expect(page.get_by_role("main")).to_contain_text("070-174 06 05")


def test_a_pair_found_in_the_list_is_kept_apart_with_a_reason(
    people: People, axe: Axe, twice: Callable[[str], tuple[dict[str, Any], dict[str, Any]]]
) -> None:
    twice("Tvillingsson")
    page = people("coach")
    page.goto("/dubbletter")
    apart = page.get_by_role(
        "button", name="Mohammed Tvillingsson och Muhammad Tvillingsson är inte samma person"
    )
    apart.press("Enter")
    page.keyboard.type("Tvillingar")
    axe(page)
    press(page.get_by_role("dialog"), "Håll isär")
    said(page, "Skälet är sparat.")
    expect(apart).to_have_count(0)
    axe(page)
