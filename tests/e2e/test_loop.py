"""The main job as four people in four browsers, on the real product: from a person the coach has
never met to a placement all four see. Every page and dialog on the way is held up to axe."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.product import Browserless, Product

from .hands import choose, pick, press, said, tick, write_day

Axe = Callable[[Page], None]
People = Callable[..., Page]

# Nobody is called so, and the number is of the series set aside for books and films (PTS).
FIRST, LAST = "Tindra", "Provsjödal"
NAME = f"{FIRST} {LAST}"
PHONE = "08-465 004 17"
DIGITS = "46500417"
# A trade nobody in the practice data wishes, and a licence nobody there has: only she will do.
TRADE = "Stenmontör"
LICENCE = "Tung lastbil med tungt släp"


# Asked in the product's own database, whichever it is.
STORED = f"""
import json
from kandidater.models import Candidate
from konton.models import AuditEvent, StateChange
from matchning.models import Placement, Proposal
candidate = Candidate.objects.get(pk=CANDIDATE)
placement = Placement.objects.get(candidate=candidate)
proposal = placement.proposal
things = [candidate, proposal.need, proposal.run, proposal, placement]
ids = [thing.pk for thing in things]
trail = AuditEvent.objects.filter(object_id__in=ids) | AuditEvent.objects.filter(
    object_id=candidate.user_id, action="session.signed_in")
everything = [
    (event.action, json.dumps([event.reason_code, event.request_id, event.data]))
    for event in AuditEvent.objects.all()]
answer = {{
    "states": {{
        "candidate": candidate.state, "need": proposal.need.state,
        "proposal": proposal.state, "placement": placement.state}},
    "approved_by": str(proposal.approved_by),
    "booking_is_active": proposal.booking.is_active,
    "steps": list(proposal.need.steps.values_list("headcount", "booked")),
    "open_proposals": candidate.proposals.exclude(pk=proposal.pk).count(),
    "decisions": [
        [d.action, str(d.decided_by), d.role] for d in proposal.decisions.order_by("created_at")],
    "moves": [
        [c.object_type, c.from_state, c.to_state, str(c.actor)]
        for c in StateChange.objects.filter(object_id__in=ids).order_by("at", "id")],
    "trail": [
        [e.object_type, e.action.split(".")[1], str(e.actor), e.data]
        for e in trail.order_by("at", "id")],
    "events": len(everything),
    "events_that_tell_who": [
        action for action, said in everything
        if "{FIRST}" in said or "{LAST}" in said
        or "{DIGITS}" in said.replace("-", "").replace(" ", "")],
}}
"""


def _today() -> date:
    return datetime.now(ZoneInfo("Europe/Stockholm")).date()


@dataclass
class Found:
    """What one person's step leaves to the next."""

    link: str = ""
    need: int = 0
    candidate: str = ""


def test_four_people_take_one_person_from_registration_to_a_placement(
    people: People, axe: Axe, product: Product
) -> None:
    found = Found()
    coach = people("coach")
    _coach_registers(coach, axe, found)
    company = people("company")
    _company_posts_a_need(company, axe, found, _roomy_project(product))
    coordinator = people("coordinator")
    _coordinator_publishes(coordinator, axe, found)
    _coordinator_runs_and_approves(coordinator, axe, found)
    _company_does_not_see_who(company, axe)
    candidate = people(None)
    _candidate_says_yes(candidate, axe, found)
    _company_confirms(company, axe)
    _staff_see_the_placement(coach, company, coordinator, axe, found)
    _candidate_sees_where_to_go(candidate, axe)
    _database_and_trail(product, found)


def _roomy_project(product: Product) -> str:
    """A project of the company's that runs for long and has many tutor hours left to give."""
    _, body = Browserless(product.address, "company").call("GET", "/api/projects/?page_size=100")
    today = _today()

    def is_in_time(row: dict[str, Any]) -> bool:
        start = date.fromisoformat(row["start_date"])
        end = start + timedelta(weeks=row["duration_weeks"])
        return start < today + timedelta(weeks=6) and end > today + timedelta(weeks=30)

    rows = [row for row in body["results"] if is_in_time(row)]
    name: str = max(rows, key=lambda row: int(row["tutor_hours_per_week"]))["name"]
    return name


def _coach_registers(page: Page, axe: Axe, found: Found) -> None:
    page.goto("/")
    page.get_by_role("heading", level=1).wait_for()
    axe(page)
    page.get_by_role("link", name=re.compile("^Registrera")).first.click()
    box = page.get_by_role("textbox", name="Personnummer, samordningsnummer, mobil eller namn")
    box.fill(NAME)
    axe(page)
    box.press("Enter")
    expect(page.get_by_role("textbox", name="Förnamn")).to_have_value(FIRST)
    page.get_by_role("textbox", name="Mobil").fill(PHONE)
    write_day(page, "Födelsedatum", date(1994, 4, 12))
    choose(page, "Språk som personen talar bäst", "Arabiska")
    choose(page, "Nivå i svenska", "B1")
    choose(page, "Kommun", "Stockholm")
    choose(page, "Stadsdel", "Hjorthagen")
    write_day(page, "Kan börja", _today())
    choose(page, "Vill jobba med", TRADE)
    tick(page, "Jag vill bli föreslagen")
    tick(page, "När jag har sagt ja")
    expect(page.get_by_text(re.compile(r"^(Sparat|Allt är sparat)"))).to_be_visible()
    axe(page)
    press(page, "Spara deltagare")

    expect(page.get_by_role("heading", level=1, name=NAME)).to_be_visible()
    expect(page.get_by_text("Utkast")).to_be_visible()
    found.candidate = re.sub(r".*/|[?#].*", "", page.url)
    axe(page)
    page.get_by_role("tab", name="Uppgifter").click()
    choose(page, "Lägg till körkort", "CE (", f"CE ({LICENCE})")
    for label in ("Har tillgång till bil", "Inga kompetenser än", "Inga intyg än"):
        tick(page, label)
    for label in ("Kan jobba kvällar", "Kan jobba nätter", "Kan jobba helger"):
        pick(page, label, "Ja")
    tick(page, "Ingen anpassning behövs")
    expect(page.get_by_text("Inte klart", exact=True)).to_have_count(0)
    axe(page)
    press(page, "Klar för matchning")
    said(page, f"{NAME}: Klar för matchning.")
    axe(page)

    press(page, "Skapa inloggningslänk")
    dialog = page.get_by_role("dialog", name=f"Inloggningslänk till {FIRST}")
    axe(page)
    press(dialog, "Skapa inloggningslänk")
    address = dialog.get_by_role("textbox", name="Länk")
    found.link = address.input_value()
    axe(page)
    press(dialog, "Klar")


def _company_posts_a_need(page: Page, axe: Axe, found: Found, project: str) -> None:
    page.goto("/")
    page.get_by_role("heading", level=1).wait_for()
    axe(page)
    page.get_by_role("link", name=re.compile("^Lägg upp behov")).first.click()
    choose(page, "Yrke", TRADE)
    choose(page, "Projekt", project)
    choose(page, "Kompetens, intyg eller körkort", LICENCE)
    expect(page.get_by_role("region", name="Måste ha")).to_contain_text(LICENCE)
    page.get_by_role("textbox", name="Handledning per person").fill("2")
    axe(page)
    press(page, "Skicka till samordnaren")
    heading = page.get_by_role("heading", level=1, name=re.compile(rf"^Behov \d+: {TRADE}"))
    expect(heading).to_be_visible()
    found.need = int(re.sub(r"\D", "", heading.inner_text()))
    said(page, f"Behov {found.need} är hos samordnaren.")
    axe(page)


def _coordinator_publishes(page: Page, axe: Axe, found: Found) -> None:
    page.goto("/")
    page.get_by_role("heading", level=1).wait_for()
    axe(page)
    page.get_by_role("link", name=re.compile("^Behov")).first.click()
    search = page.get_by_role("searchbox", name="Sök projekt eller behovsnummer")
    search.fill(str(found.need))
    page.get_by_role("row", name=re.compile(f"{TRADE}, behov {found.need}")).click()
    expect(page.get_by_role("heading", name=f"{TRADE}, behov {found.need}")).to_be_visible()
    axe(page)
    press(page, "Publicera")
    said(page, f"Behov {found.need} är öppet och med i nästa körning.")


def _coordinator_runs_and_approves(page: Page, axe: Axe, found: Found) -> None:
    page.get_by_role("link", name=re.compile("^Förslag")).first.click()
    press(page, "Optimera")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Optimera nu")).to_be_visible()
    axe(page)
    press(dialog, "Starta körningen")
    expect(dialog.get_by_role("progressbar")).to_be_visible()
    axe(page)
    to_proposals = dialog.get_by_role("link", name="Till förslagen")
    expect(to_proposals).to_be_visible(timeout=90_000)
    axe(page)
    to_proposals.click()
    expect(dialog).to_be_hidden()

    page.get_by_role("searchbox", name="Sök namn, projekt, behov").fill(NAME)
    row = page.get_by_role("row", name=re.compile(NAME))
    row.click()
    proposal = page.get_by_role("region", name=f"Förslag för {NAME}")
    expect(proposal.get_by_role("heading", name="Varför?")).to_be_visible()
    expect(proposal).to_contain_text(f"{TRADE}, behov {found.need}")
    axe(page)
    row.focus()
    page.keyboard.press("g")
    said(page, f"Godkänt. {NAME} tillfrågas.")
    axe(page)


def _company_does_not_see_who(page: Page, axe: Axe) -> None:
    page.goto("/kandidater?lage=tillfragade")
    expect(page.get_by_text("Namn och telefon visas när kandidaten").first).to_be_visible()
    assert LAST not in page.inner_text("body")
    axe(page)


def _candidate_says_yes(page: Page, axe: Axe, found: Found) -> None:
    page.goto(found.link)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    axe(page)
    press(page, "Öppna min väg")
    expect(page.get_by_text("Vill du jobba som stenmontör")).to_be_visible()
    axe(page)
    press(page, "Ja")
    expect(page.get_by_role("heading", name="Du säger ja")).to_be_focused()
    axe(page)
    press(page, "Ja, det stämmer")
    expect(page.get_by_text("Du sa ja. Nu väntar vi på företaget.")).to_be_visible()
    axe(page)


def _company_confirms(page: Page, axe: Axe) -> None:
    page.goto("/")
    page.get_by_role("heading", level=1).wait_for()
    axe(page)
    page.get_by_role("link", name=re.compile("^Kandidater till oss")).first.click()
    card = page.get_by_role("article", name=NAME)
    expect(card.get_by_role("link", name=PHONE)).to_be_visible()
    axe(page)
    card.get_by_role("button", name=re.compile("^Bekräfta")).click()
    said(page, f"Klart! {NAME} har fått besked om att platsen är klar.")


def _staff_see_the_placement(
    coach: Page, company: Page, coordinator: Page, axe: Axe, found: Found
) -> None:
    company.get_by_role("link", name=re.compile("^Bekräftelser")).first.click()
    company.get_by_role("row", name=re.compile(NAME)).click()
    placement = company.get_by_role("region", name="Placeringen")
    expect(placement.get_by_role("heading", name=NAME)).to_be_visible()
    expect(placement.get_by_text("Planerad")).to_be_visible()
    axe(company)

    coordinator.get_by_role("link", name=re.compile("^Placeringar")).first.click()
    coordinator.get_by_role("row", name=re.compile(NAME)).click()
    expect(coordinator.get_by_role("heading", name=NAME)).to_be_visible()
    axe(coordinator)

    coach.goto("/deltagare")
    coach.get_by_role("searchbox", name="Sök på namn eller telefon").fill(NAME)
    expect(coach.get_by_role("row", name=NAME)).to_contain_text("Bekräftad")
    axe(coach)
    coach.goto(f"/deltagare/{found.candidate}")
    coach.get_by_role("tab", name="Matchningar").click()
    expect(coach.get_by_role("article")).to_contain_text("Företaget bekräftade")
    axe(coach)
    coach.get_by_role("tab", name="Händelser").click()
    expect(coach.get_by_role("tabpanel")).to_contain_text("Sara Övning")
    axe(coach)


def _candidate_sees_where_to_go(candidate: Page, axe: Axe) -> None:
    candidate.reload()
    expect(candidate.get_by_text("Kom till jobbet")).to_be_visible()
    axe(candidate)


def _database_and_trail(product: Product, found: Found) -> None:
    stored = product.ask(f"CANDIDATE = {found.candidate!r}\n{STORED}")
    assert stored["states"] == {
        "candidate": "confirmed",
        "need": "filled",
        "proposal": "confirmed",
        "placement": "planned",
    }
    assert stored["approved_by"] == "Karin Övning"
    assert stored["booking_is_active"] is True
    assert stored["steps"] == [[1, 1]]
    assert stored["open_proposals"] == 0
    assert stored["decisions"] == [
        ["approve", "Karin Övning", "coordinator"],
        ["accept", NAME, "candidate"],
        ["confirm", "Johan Övning", "company"],
    ]
    assert stored["moves"] == MOVES
    # How many fields one save takes with it is a matter of pace; which fields is not.
    saves = [row for row in stored["trail"] if row[:2] == ["candidate", "updated"]]
    assert {who for *_, who, _ in saves} == {"Sara Övning"}
    assert {field for *_, data in saves for field in data["fields"]} == FIELDS
    ready = stored["trail"].index(["candidate", "mark_ready", "Sara Övning", {}])
    assert all(stored["trail"].index(save) < ready for save in saves)
    rest = [row[:3] for row in stored["trail"] if row not in saves]
    assert rest == TRAIL
    assert stored["events"] > len(TRAIL)
    assert stored["events_that_tell_who"] == []
    assert not re.search(rf"{LAST}|{DIGITS}", product.logs().replace("-", "").replace(" ", ""))


FIELDS = {
    *("phone", "birth_date", "languages", "preferred_language", "municipality", "district"),
    *("available_from", "wishes", "consents", "licences", "has_car", "has_none"),
    *("evenings", "nights", "weekends"),
}
TRAIL = [
    ["candidate", "created", "Sara Övning"],
    ["candidate", "consent_given", "Sara Övning"],
    ["candidate", "consent_given", "Sara Övning"],
    ["candidate", "mark_ready", "Sara Övning"],
    ["candidate", "login_link_created", "Sara Övning"],
    ["need", "created", "Johan Övning"],
    ["need", "submit", "Johan Övning"],
    ["need", "publish", "Karin Övning"],
    ["run", "requested", "Karin Övning"],
    ["run", "finished", "Karin Övning"],
    ["proposal", "approve", "Karin Övning"],
    ["user", "signed_in", NAME],
    ["proposal", "accept", NAME],
    ["proposal", "confirm", "Johan Övning"],
    ["placement", "created", "Johan Övning"],
]
MOVES = [
    ["candidate", "draft", "ready", "Sara Övning"],
    ["need", "draft", "in_review", "Johan Övning"],
    ["need", "in_review", "open", "Karin Övning"],
    ["candidate", "ready", "proposed", "Karin Övning"],
    ["need", "open", "filled", "Karin Övning"],
    ["proposal", "new", "approved", "Karin Övning"],
    ["proposal", "approved", "asked", "Karin Övning"],
    ["candidate", "proposed", "asked", "Karin Övning"],
    ["proposal", "asked", "accepted", NAME],
    ["candidate", "asked", "accepted", NAME],
    ["proposal", "accepted", "confirmed", "Johan Övning"],
    ["candidate", "accepted", "confirmed", "Johan Övning"],
]
