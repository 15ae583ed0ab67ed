"""Registering by keyboard alone, the person already here, and what is typed outliving what dies."""

import os
import re
import signal
import time
from collections.abc import Callable
from datetime import date

from playwright.sync_api import BrowserContext, Dialog, Page, expect

from tests.product import Product

Axe = Callable[[Page], None]
People = Callable[..., Page]
BOX = "Personnummer, samordningsnummer, mobil eller namn"
# UX.md S3: the minimum record in so many presses besides the text itself.
MOST_PRESSES = 45

STORED = """
from kandidater.models import Candidate
answer = [
    {
        "name": str(c), "phone": c.phone, "born": c.birth_date, "state": c.state,
        "place": c.municipality_id, "start": c.available_from, "coach": str(c.coach),
        "languages": sorted(c.languages.values_list("language_id", "level")),
        "wishes": list(c.wishes.values_list("occupation_id", flat=True)),
        "consents": list(c.consents.values_list("purpose", flat=True)),
        "missing": c.missing_for_ready(),
    }
    for c in Candidate.objects.filter(last_name=NAME).order_by("created_at")
]
"""


class Keys:
    """Hands on the keyboard: what is written is text, every other press is counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            # Ctrl+Enter is two keys under the fingers.
            self.presses += len(key.split("+"))
            self.page.keyboard.press(key)

    def choose(self, text: str) -> None:
        """Write in the type-ahead that has focus, take the first it finds, go on."""
        self.write(text)
        expect(self.page.get_by_role("option").first).to_be_visible()
        self.press("ArrowDown")
        self.press("Enter", 2)

    def at(self, name: str) -> None:
        """Focus stands in this field (a date's part carries the field's name)."""
        expect(self.page.locator(":focus")).to_have_accessible_name(re.compile(name))


def _open(page: Page) -> None:
    page.goto("/deltagare/ny")
    expect(page.get_by_label(BOX)).to_be_focused()


def _minimum(keys: Keys, name: str, phone: str) -> None:
    """The whole minimum record from the one box on, ending in the consent."""
    keys.write(name)
    keys.press("Enter")
    keys.at("^Mobil")
    keys.write(phone)
    keys.press("Enter")
    keys.at("^E-post")
    keys.press("Enter")
    keys.write("19900501")
    keys.press("Enter")
    while "Språk" not in _focus(keys.page):  # what else the part asks is optional: Enter passes it
        keys.press("Enter")
    keys.choose("Somal")
    keys.at("^Nivå i svenska")
    keys.choose("A2")
    keys.at("^Kommun")
    keys.choose("Huddinge")
    keys.write("20270301")
    keys.press("Enter")
    keys.choose("Golvl")


def _focus(page: Page) -> str:
    """The label of the field that has focus."""
    return str(
        page.evaluate(
            """() => { const e = document.activeElement;
            return [...(e.labels ?? [])].map(l => l.textContent).join(' ')
                || e.getAttribute('aria-label') || '' }"""
        )
    )


def test_the_minimum_record_without_a_mouse_and_the_next_one(
    people: People, axe: Axe, product: Product
) -> None:
    page = people("coach")
    _open(page)
    axe(page)
    keys = Keys(page)
    _minimum(keys, "Sahra Tangentsson", "070-174 06 31")
    consent = page.get_by_role("checkbox", name=re.compile("föreslagen|föreslås"))
    while not consent.evaluate("box => box === document.activeElement"):
        keys.press("Tab")
    keys.press("Space")
    expect(consent).to_be_checked()
    axe(page)
    keys.press("Control+Enter")
    expect(page.get_by_role("region", name="Meddelanden")).to_contain_text(
        "Sahra Tangentsson är sparad."
    )
    assert keys.presses <= MOST_PRESSES, keys.presses
    # Straight on with the next person: area and language are kept.
    expect(page.get_by_label(BOX)).to_be_focused()
    keys.write("Bile Tangentsson")
    keys.press("Enter")
    expect(page.get_by_role("combobox", name=re.compile("^Kommun"))).to_have_value("Huddinge")
    mother_tongue = page.get_by_role("combobox", name=re.compile("^Språk som personen"))
    expect(mother_tongue).to_have_value("Somaliska")
    expect(page.get_by_text(re.compile(r"^Sparat \d\d\.\d\d$"))).to_be_visible()
    first, second = product.ask(f"NAME = 'Tangentsson'\n{STORED}")
    assert first == {
        "name": "Sahra Tangentsson",
        "phone": "070-174 06 31",
        "born": "1990-05-01",
        "state": "draft",
        "place": "0126",
        "start": "2027-03-01",
        "coach": second["coach"],
        "languages": [["so", 6], ["sv", 2]],
        "wishes": first["wishes"],
        "consents": ["proposals"],
        "missing": [],
    }
    assert len(first["wishes"]) == 1
    assert (second["name"], second["place"]) == ("Bile Tangentsson", "0126")


def test_somebody_already_here_is_found_while_her_name_is_typed(
    people: People, axe: Axe, product: Product
) -> None:
    name = product.ask(
        """
from konton.models import Membership
from kandidater.models import Candidate
coach = Membership.objects.get(user__email="jobbcoach@demo.byggvagen.example")
Candidate.objects.create(
    organisation=coach.organisation, coach=coach.user, first_name="محمد", last_name="ورسمة",
    birth_date="1990-05-01", is_demo=True)
answer = "ok"
"""
    )
    assert name == "ok"
    page = people("coach")
    _open(page)
    panel = page.get_by_role("complementary", name="Finns personen redan?")
    page.keyboard.type("Mohamed Warsame")
    # Not a key more: other letters, another spelling, the same person.
    expect(panel.get_by_text("محمد ورسمة")).to_be_visible()
    expect(panel.get_by_text("Lik", exact=True)).to_be_visible()
    page.keyboard.press("Enter")
    group = page.get_by_role("group", name=re.compile("^Födelsedatum"))
    group.get_by_role("spinbutton").first.focus()
    page.keyboard.type("19900501")
    expect(panel.get_by_text("Mycket lik", exact=True)).to_be_visible()
    expect(panel).to_contain_text("samma födelsedatum")
    axe(page)
    panel.get_by_role("button", name="Inte samma – fortsätt").press("Enter")
    page.keyboard.type("Kusin med samma namn")
    axe(page)
    page.keyboard.press("Enter")
    expect(panel.get_by_text("محمد ورسمة")).to_have_count(0)
    said = product.ask(
        "from kandidater.models import DuplicateCheck\n"
        # Practice data has a question of its own.
        "mine = DuplicateCheck.objects.exclude(verdict='unsure')\n"
        "answer = [[c.verdict, c.reason] for c in mine]"
    )
    assert said == [["not_same", "Kusin med samma namn"]]


def test_what_was_typed_outlives_the_tab(people: People, product: Product) -> None:
    page = people("coach")
    _open(page)
    page.keyboard.type("Idil Fliksson")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Mobil")).to_be_focused()
    # Focus never leaves the field: only the clock stores it.
    page.keyboard.type("070-174 06 32")
    page.wait_for_timeout(5_000)
    context: BrowserContext = page.context
    page.close(run_before_unload=False)
    again = context.new_page()
    again.goto("/deltagare/ny")
    again.get_by_role("link", name="Fortsätt med Idil Fliksson").click()
    expect(again.get_by_label("Mobil")).to_have_value("070-174 06 32")
    expect(again.get_by_label("Efternamn")).to_have_value("Fliksson")
    again.close()


def test_what_was_typed_outlives_the_server(people: People, axe: Axe, product: Product) -> None:
    page = people("coach")
    _open(page)
    page.keyboard.type("Leyla Serversson")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile(r"^Sparat \d\d\.\d\d$"))).to_be_visible()
    os.kill(product.main_process("gunicorn"), signal.SIGKILL)
    # Typing goes on while nobody answers.
    page.keyboard.type("070-174 06 33")
    page.keyboard.press("Enter")
    page.keyboard.type("leyla@prov.example")
    page.keyboard.press("Enter")
    page.keyboard.type("19910203")
    # The supervisor starts the web anew, and all of it is stored without a key more.
    deadline = time.monotonic() + 60
    while (found := product.ask(f"NAME = 'Serversson'\n{STORED}"))[0]["born"] is None:
        assert time.monotonic() < deadline, found
    assert [(row["phone"], row["born"]) for row in found] == [
        ("070-174 06 33", str(date(1991, 2, 3)))
    ]
    expect(page.get_by_text(re.compile(r"^Sparat \d\d\.\d\d$"))).to_be_visible()
    axe(page)
    # And what is not stored is not left behind in silence.
    page.route("**/api/candidates/**", lambda route: route.abort())
    page.get_by_label("Efternamn").fill("Serversson Ny")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.close(run_before_unload=True)
    page.wait_for_timeout(1_000)
    assert asked == ["beforeunload"]
