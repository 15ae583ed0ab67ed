"""The skills passport: what it says, who may make it, and what never stands on it."""

import io
import re
from datetime import date, time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from grunddata.models import DrivingLicence, TargetGroup, TaskDemand
from grunddata.selectors import wage_steps
from kandidater.enums import HourSource, Mastery, Proof
from kandidater.models import (
    Activity,
    Candidate,
    CandidateCertificate,
    CandidateLanguage,
    CandidateSkill,
    HourEntry,
    SupportPeriod,
    TargetGroupMembership,
)
from kandidater.passport import _way, passport_facts, passport_rows
from konton.actors import Actor
from konton.models import AuditEvent
from tests.factories.kandidater import candidate_of, note_on, protect
from tests.factories.konton import UserFactory, client_of

from .conftest import Place

MINE = "/api/my-passport/"
DAY = date(2026, 3, 2)


def url(candidate: Candidate) -> str:
    return f"/api/candidates/{candidate.pk}/passport/"


def flat(text: str) -> str:
    return re.sub(r"\s", "", text)


def said(answer: Any) -> str:
    """The words of the file without spaces, which extraction guesses."""
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    everything = [page.extract_text() for page in reader.pages]
    everything += [
        str(value) for key, value in (reader.metadata or {}).items() if "Date" not in key
    ]
    return flat("".join(everything))


def facts(candidate: Candidate, *, with_contact: bool = False) -> dict[str, Any]:
    rows = passport_rows(Candidate.objects.all(), with_contact=with_contact)
    return passport_facts(rows.get(pk=candidate.pk), DAY, with_contact=with_contact)


def hours(candidate: Candidate, count: int, source: str = HourSource.EMPLOYER, **more: Any) -> None:
    HourEntry.objects.create(
        candidate=candidate, occupation_id="traarbetare", hours=count, source=source, **more
    )


def skilled(coach: Actor, **fields: Any) -> Candidate:
    """Somebody with something under every heading."""
    one = candidate_of(coach, last_name="Yusuf", email="amina@exempel.example", **fields)
    hours(one, 1200, first_day=date(2025, 1, 7), last_day=date(2025, 8, 29), note="Bra chef")
    hours(one, 40, HourSource.OWN_WORD)
    for skill, proof, mastery in (
        ("myMG_ygC_kDW", Proof.OWN_WORD, None),
        ("rdtv_EuD_NfB", Proof.CERTIFIED, Mastery.ALONE),
    ):
        CandidateSkill.objects.create(candidate=one, skill_id=skill, proof=proof, mastery=mastery)
    for code, expires in (("SCT", date(2026, 3, 2)), ("ID06", date(2026, 3, 1))):
        CandidateCertificate.objects.create(
            candidate=one,
            certificate_id=code,
            expires=expires,
            proof=Proof.SHOWN,
            checked_by_id=coach.user_id,
        )
    CandidateLanguage.objects.create(
        candidate=one, language_id="prs", level=6, listening=6, speaking=6, reading=1
    )
    one.education.create(level="upper_secondary", subject="Bygg", finished=2009, recognition="no")
    one.licences.set(DrivingLicence.objects.filter(pk="B"))
    return one


def test_what_it_says(place: Place) -> None:
    one = skilled(place.coach, earliest_start_time=time(7, 30), has_car=True)
    told = facts(one)
    assert told["name"] == "Amina Yusuf"
    assert told["trade"] == "Träarbetare"
    assert (told["issued"], told["issuer"]) == ("2 mars 2026", str(place.centre))
    assert told["contact"] == []
    assert [(row["label"], row["value"]) for row in told["glance"]] == [
        ("Kan börja", "2 mars 2026"),
        ("Arbetstid", "40 timmar i veckan"),
        ("Tidigast på dagen", "Klockan 07.30"),
        ("Körkort", "B"),
        ("Eget fordon", "Bil till arbetet"),
        ("Ort", "Stockholm"),
    ]
    (trade,) = told["trades"]
    assert (trade["name"], trade["rung"], trade["hours"]) == ("Träarbetare", "Lärling", "1\xa0240")
    assert (trade["goal"], trade["shares"]) == ("5\xa0800", [1200 / 5800, 40 / 5800])
    assert [(s["percent"], s["hours"], s["now"]) for s in trade["steps"]] == [
        ("65 %", "1", True),
        ("70 %", "1\xa0601", False),
        ("75 %", "3\xa0201", False),
        ("88 %", "4\xa0501", False),
    ]
    # The other went out the day before.
    assert told["certificates"] == [
        {
            "name": "Safe Construction Training",
            "issued": "–",
            "until": "2 mars 2026",
            "proof": "Visat på plats",
            "checked": place.coach.name,
        }
    ]
    assert told["skills"] == [
        {"proof": "Intyg", "skills": ["Allmänna svetskunskaper (kan själv)"]},
        {"proof": "Eget ord", "skills": ["Anläggningsarbete"]},
    ]
    assert told["languages"] == [
        {"name": "Dari", "level": "C2", "skills": "lyssna C2, tala C2, läsa A1"},
        {"name": "Svenska", "level": "B1", "skills": ""},
    ]
    assert told["education"] == [
        {"level": "Gymnasium", "subject": "Bygg", "finished": "2009", "proof": "Eget ord"}
    ]
    assert told["experience"] == [
        {
            "period": "januari 2025 – augusti 2025",
            "trade": "Träarbetare",
            "hours": "1\xa0200",
            "source": "Arbetsgivare",
        },
        {"period": "", "trade": "Träarbetare", "hours": "40", "source": "Eget ord"},
    ]


@pytest.mark.parametrize(
    ("done", "unchecked", "sentences"),
    [
        (0, 0, ["5800 timmar kvar till yrkesbevis.", "1600 timmar kvar till nästa lönesteg."]),
        (1599, 0, ["4201 timmar kvar till yrkesbevis.", "1 timme kvar till nästa lönesteg."]),
        (1600, 0, ["4200 timmar kvar till yrkesbevis.", "1600 timmar kvar till nästa lönesteg."]),
        (4500, 0, ["1300 timmar kvar till yrkesbevis."]),
        (5799, 9, ["1 timme kvar till yrkesbevis.", "9 av timmarna är inte styrkta."]),
        (5800, 0, ["Timmarna räcker till yrkesbevis. Nästa steg är att söka det hos BYN."]),
        (9000, 0, ["Timmarna räcker till yrkesbevis. Nästa steg är att söka det hos BYN."]),
    ],
)
def test_the_way_to_the_certificate(
    db: None, done: int, unchecked: int, sentences: list[str]
) -> None:
    told = _way(done, 5800, unchecked, wage_steps()[5800])
    assert [sentence.replace("\xa0", "") for sentence in told] == sentences


def test_a_trade_without_a_known_way_and_one_already_certified(place: Place) -> None:
    one = candidate_of(place.coach)
    one.wishes.update(occupation_id="vvs-montor")
    (trade,) = facts(one)["trades"]
    assert (trade["goal"], trade["shares"], trade["steps"]) == ("", [], [])
    one.wishes.update(occupation_id="murare", rung=2)
    (trade,) = facts(one)["trades"]
    assert (trade["goal"], trade["sentences"]) == ("", ["Yrkesbevis i yrket."])


def test_a_long_account_is_told_in_short(place: Place) -> None:
    one = candidate_of(place.coach)
    for year in range(2010, 2020):
        hours(one, 100, first_day=date(year, 1, 1))
    told = facts(one)
    assert [row["period"] for row in told["experience"]] == [
        f"januari {year}" for year in range(2019, 2011, -1)
    ]
    assert told["earlier"] == "Därtill 2 tidigare perioder, 200 timmar."


def test_a_coach_makes_it_and_contact_only_when_ticked(place: Place) -> None:
    one = skilled(place.coach)
    client = client_of(place.colleague)
    answer = client.get(url(one))
    assert answer["Content-Disposition"] == 'attachment; filename="kompetenspass.pdf"'
    plain, ticked = said(answer), said(client.get(url(one), {"contact": "true"}))
    assert "AminaYusuf" in plain
    for contact in ("070-1740605", "amina@exempel.example"):
        assert contact not in plain
        assert contact in ticked
    events = AuditEvent.objects.filter(action="candidate.passport_made").order_by("at")
    assert [(e.actor_id, e.object_id, e.data) for e in events] == [
        (place.colleague.user_id, one.pk, {"contact": False}),
        (place.colleague.user_id, one.pk, {"contact": True}),
    ]
    history = client.get(f"/api/candidates/{one.pk}/history/").json()["results"]
    assert [row["text"] for row in history] == ["Skapade kompetenspasset"] * 2
    wrong = client.get(url(one), {"contact": "kanske"})
    assert (wrong.status_code, wrong.json()["errors"][0]["attr"]) == (400, "contact")


def test_others_do_not(place: Place) -> None:
    one = candidate_of(place.coach)
    for actor in (place.other_coach, place.coordinator, place.company):
        assert client_of(actor).get(url(one)).status_code == 404
        assert client_of(actor).get(MINE).status_code in {403, 404}
    assert not AuditEvent.objects.filter(action="candidate.passport_made").exists()


def test_she_makes_her_own(place: Place) -> None:
    user = UserFactory.create(is_candidate=True)
    one = skilled(place.coach, user=user)
    candidate_of(place.coach, last_name="Annan")
    text = said(client_of(user).get(MINE, {"contact": "true"}))
    assert "AminaYusuf" in text
    assert "070-1740605" in text
    assert AuditEvent.objects.get(action="candidate.passport_made").object_id == one.pk
    nobody = UserFactory.create(is_candidate=True)
    assert client_of(nobody).get(MINE).status_code == 404


def test_a_protected_person_has_neither_name_nor_place_nor_contact(place: Place) -> None:
    user = UserFactory.create(is_candidate=True)
    one = protect(skilled(place.coach, user=user), place.coach)
    assert client_of(place.colleague).get(url(one)).status_code == 404
    for client, address in ((client_of(place.coach), url(one)), (client_of(user), MINE)):
        text = said(client.get(address, {"contact": "true"}))
        assert flat(str(one)) in text
        assert text.count("Skyddaddeltagare") >= 2
        for secret in (
            "Amina", "Yusuf", "070-174", "amina@", "Stockholm", str(place.centre), place.coach.name,
        ):  # fmt: skip
            assert flat(secret) not in text
    made = AuditEvent.objects.filter(action="candidate.passport_made")
    assert {event.data["contact"] for event in made} == {False}


def test_names_and_skills_are_never_code(place: Place) -> None:
    name = '#panic("x") *a* $x$ <b> @c'
    one = candidate_of(place.coach, first_name=name, last_name="أمينة \u202e")
    text = said(client_of(place.coach).get(url(one)))
    assert flat(name) in text
    blank = candidate_of(place.coach, first_name="\u202e", last_name="\u2066")
    assert "Deltagare" in said(client_of(place.coach).get(url(blank)))


def test_it_costs_as_many_queries_however_much_she_can(place: Place) -> None:
    def asked(one: Candidate) -> int:
        with CaptureQueriesContext(connection) as seen:
            facts(one, with_contact=True)
        return len(seen)

    few, many = candidate_of(place.coach), skilled(place.coach)
    assert asked(few) <= asked(many) == 15


WORDS = st.text(alphabet="abcdefghijklmnoprstuvåäö", min_size=14, max_size=40)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(secrets=st.lists(WORDS, min_size=9, max_size=9, unique=True))
def test_nothing_sensitive_ever_stands_on_it(place: Place, secrets: list[str]) -> None:
    (note, adaptation, step, reason, entry, activity, outcome, mail, phone) = secrets
    Candidate.objects.all().delete()
    one = candidate_of(
        place.coach,
        adaptation_note=adaptation,
        next_step=step,
        unflagged_reason=reason,
        unflagged_until=date(2026, 12, 24),
        unflagged_at=timezone.now(),
        email=f"{mail}@exempel.example",
        phone=phone,
        identity_number="199001012385",
        identity_kind="personal",
        birth_date=date(1990, 1, 1),
        preferred_language_id="so",
        district_id="0180-farsta",
        max_travel_minutes=97,
    )
    note_on(one, note)
    hours(one, 10, note=entry)
    one.adaptations.set(TaskDemand.objects.all())
    for group in TargetGroup.objects.all():
        TargetGroupMembership.objects.create(candidate=one, target_group=group)
    SupportPeriod.objects.create(candidate=one, kind="absent", first_day=date(2024, 2, 3))
    Activity.objects.create(
        candidate=one,
        step=1,
        what=activity,
        outcome=outcome,
        done_on=date(2026, 1, 1),
        written_by_id=place.coach.user_id,
    )
    text = said(client_of(place.coach).get(url(one))).casefold()
    assert "aminaprov" in text
    for word in (
        *secrets, "900101", "1 januari 1990", "1990-01-01", "Somaliska", "Farsta", "Utkast",
        "97 min", "februari 2024", "2024-02-03",
        *TaskDemand.objects.values_list("name_sv", flat=True),
        *TargetGroup.objects.values_list("name_sv", flat=True),
    ):  # fmt: skip
        assert flat(word).casefold() not in text, word


# What of each table is told; a new column is secret until somebody writes it here.
TOLD = {
    "candidate": {
        "first_name", "last_name", "phone", "email", "organisation", "municipality",
        "available_from", "available_to", "hours_per_week", "earliest_start_time", "has_car",
        "is_protected",
    },
}  # fmt: skip


def test_only_what_is_told_is_read(place: Place) -> None:
    one = skilled(place.coach)
    row = passport_rows(Candidate.objects.all(), with_contact=True).get(pk=one.pk)
    columns = {f.name for f in Candidate._meta.concrete_fields}
    read = columns - {
        f.name for f in Candidate._meta.concrete_fields if f.attname in row.get_deferred_fields()
    }
    assert read == TOLD["candidate"] | {"id"}
    plain = passport_rows(Candidate.objects.all(), with_contact=False).get(pk=one.pk)
    assert {"phone", "email", "identity_number", "adaptation_note"} <= plain.get_deferred_fields()
