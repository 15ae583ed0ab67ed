"""Adverts followed: made, changed, taken away, and never past what a human has done."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from konton.models import AuditEvent, StateChange
from projekt.adverts.models import Advert, AdvertImport, AdvertRow
from projekt.adverts.services import COUNTED, import_adverts
from projekt.models import LabourNeed, Project
from projekt.services import transition_need, update_need
from tests.factories.actors import Parties, organisation

from .samples import FIRM, MAIL, PERSON, PHONE, advert, removal
from .test_facts import ANYTHING, EVERY_PATH, broken

pytestmark = pytest.mark.usefixtures("no_hooks")


@pytest.fixture
def place(parties: Parties) -> Parties:
    """The advert's employer is a company of ours."""
    parties.firm.organisation_number = "556000-0001"
    parties.firm.save()
    return parties


def bring(place: Parties, *entries: Any) -> AdvertImport:
    return import_adverts(
        body_id=place.body.pk, entries=list(entries), source="x.json", actor=place.coordinator
    )


def counts(report: AdvertImport) -> dict[str, int]:
    """Those that are not zero."""
    return {name: n for name in COUNTED if (n := getattr(report, name))}


def state() -> list[Any]:
    """All there is, but for the reports."""
    return [
        list(Advert.objects.order_by("ad_id").values()),
        list(LabourNeed.objects.order_by("number").values()),
        list(Project.objects.order_by("name").values()),
    ]


def the_need() -> LabourNeed:
    return LabourNeed.objects.get()


def test_an_advert_of_a_company_of_ours_is_a_draft_need_at_its_place(place: Parties) -> None:
    report = bring(place, advert())
    need = the_need()
    assert (counts(report), report.needs) == ({"created": 1}, 1)
    assert (need.state, need.occupation_id, need.min_rung, need.employment_form) == (
        "draft", "betongarbetare", 2, "ordinary",
    )  # fmt: skip
    assert (need.start_date, need.end_date, need.answer_by, need.hours_per_week) == (
        date(2025, 5, 26), date(2025, 11, 24), date(2025, 5, 15), 30,
    )  # fmt: skip
    assert [s.headcount for s in need.steps.all()] == [3]
    assert sorted((r.level, r.kind, r.item.pk) for r in need.requirements.all()) == [
        ("must", "licence", "CE"),
        ("must", "skill", "Q6ez_byQ_HQj"),
    ]
    project = need.project
    assert (project.name, project.organisation, project.municipality_id) == (
        "Annons 29600036", place.firm, "0126",
    )  # fmt: skip
    assert (project.lat, project.lon) == (59.23705, 17.98192)
    row = report.rows.get()
    assert (row.ad_id, row.label, row.note) == (
        "29600036", "Betongarbetare", f"Utkast till behov {need.number}",
    )  # fmt: skip


def test_twice_is_the_same_state(place: Parties) -> None:
    entries = [
        advert(),
        advert(id="2", employer__organization_number="5560009999"),
        advert(id="3", occupation={"concept_id": "x", "label": "Glasmästare"}),
        advert(id="4", occupation__concept_id="y", occupation_field=None, occupation_group=None),
        removal("5"),
        {"headline": "utan id"},
        None,
    ]
    first = bring(place, *entries)
    before = state()
    second = bring(place, *entries)
    assert counts(first) == {"created": 2, "skipped": 2, "unmatched": 1, "faulty": 2}
    assert counts(second) == {"unchanged": 2, "skipped": 2, "unmatched": 1, "faulty": 2}
    assert (first.needs, second.needs) == (1, 0)
    assert state() == before
    assert sum(counts(second).values()) == second.total == 7


def test_the_same_advert_twice_in_a_file_is_followed_in_order(place: Parties) -> None:
    report = bring(place, advert(), advert(number_of_vacancies=5))
    assert counts(report) == {"created": 1, "updated": 1}
    assert [s.headcount for s in the_need().steps.all()] == [5]


def test_nothing_of_a_person_is_stored(place: Parties) -> None:
    bring(place, advert(), advert(id="2", employer={"organization_number": "8001011234",
                                                    "name": PERSON}))  # fmt: skip
    rows = [
        *Advert.objects.order_by("ad_id").values(),
        *AdvertRow.objects.order_by("number").values(),
        *LabourNeed.objects.values(),
        *Project.objects.values(),
        *AuditEvent.objects.values("data"),
    ]
    kept = json.dumps(rows, default=str, ensure_ascii=False)
    assert "Påhittad Betong AB" in kept
    assert not [word for word in (PHONE, MAIL, PERSON, "8001011234") if word in kept]


def test_what_was_edited_by_hand_stays_and_the_rest_follows(place: Parties) -> None:
    bring(place, advert())
    need = the_need()
    update_need(need=need, actor=place.company, expected_version=1, fields={"hours_per_week": 20})
    report = bring(place, advert(number_of_vacancies=7, scope_of_work={"max": 100}))
    need.refresh_from_db()
    assert counts(report) == {"updated": 1}
    assert need.hours_per_week == 20
    assert [s.headcount for s in need.steps.all()] == [7]
    assert report.rows.get().note == (f"Behov {need.number}: det ni har ändrat för hand är kvar")
    assert counts(bring(place, advert(number_of_vacancies=7, scope_of_work={"max": 100}))) == {
        "unchanged": 1
    }


def test_a_change_that_no_longer_holds_together_leaves_the_need(place: Parties) -> None:
    bring(place, advert())
    need = the_need()
    start, end = date(2027, 1, 4), date(2027, 6, 7)
    update_need(
        need=need,
        actor=place.company,
        expected_version=1,
        fields={"start_date": start, "end_date": end},
        steps=[{"start_date": start, "end_date": end, "headcount": 3}],
    )
    report = bring(place, advert(application_deadline="2027-02-01", number_of_vacancies=9))
    need.refresh_from_db()
    assert (counts(report), need.answer_by) == ({"updated": 1}, date(2025, 5, 15))
    assert report.rows.get().note.startswith(f"Behov {need.number} ändrades inte: Sista svarsdag")


def test_a_need_past_draft_is_never_written_to(place: Parties) -> None:
    bring(place, advert())
    transition_need(need=the_need(), action="submit", actor=place.company, expected_version=1)
    report = bring(place, advert(number_of_vacancies=9))
    assert counts(report) == {"updated": 1}
    assert [s.headcount for s in the_need().steps.all()] == [3]
    assert "lämnades som det är" in report.rows.get().note


def test_a_removed_advert_closes_an_untouched_draft_with_the_reason(place: Parties) -> None:
    bring(place, advert())
    report = bring(place, removal())
    found = Advert.objects.get()
    assert (counts(report), the_need().state) == ({"removed": 1}, "closed")
    assert (found.removed_on, found.flagged) == (date(2025, 5, 1), False)
    assert StateChange.objects.get().reason == "Annonsen är borttagen."
    assert counts(bring(place, removal())) == {"unchanged": 1}


@pytest.mark.parametrize("how", ["edited", "submitted", "published"])
def test_a_removed_advert_never_closes_what_somebody_worked_on(place: Parties, how: str) -> None:
    bring(place, advert())
    need = the_need()
    if how == "edited":
        update_need(need=need, actor=place.company, expected_version=1, fields={"minimum_age": 20})
    else:
        transition_need(need=need, action="submit", actor=place.company, expected_version=1)
    if how == "published":
        transition_need(need=need, action="publish", actor=place.coordinator, expected_version=2)
    before = the_need().state
    report = bring(place, removal())
    assert (counts(report), the_need().state) == ({"removed": 1}, before)
    assert before == {"edited": "draft", "submitted": "in_review", "published": "open"}[how]
    assert Advert.objects.get().flagged
    assert "avgör om det ska stängas" in report.rows.get().note


def test_an_advert_that_comes_back_gets_a_new_draft(place: Parties) -> None:
    bring(place, advert())
    bring(place, removal())
    report = bring(place, advert())
    assert (counts(report), report.needs) == ({"updated": 1}, 1)
    assert [n.state for n in LabourNeed.objects.order_by("number")] == ["closed", "draft"]
    assert Project.objects.count() == 1


def test_an_advert_that_leaves_building_is_removed(place: Parties) -> None:
    bring(place, advert())
    gone = advert(occupation__concept_id="x", occupation__label="Glasmästare")
    assert counts(bring(place, gone)) == {"removed": 1}
    assert the_need().state == "closed"
    assert counts(bring(place, gone)) == {"unmatched": 1}


@pytest.mark.parametrize(
    ("changes", "waits_for"),
    [
        ({"employer": None}, "company"),
        ({"workplace_address": None}, "place"),
        ({"application_deadline": None, "publication_date": None}, "dates"),
    ],
)
def test_what_is_lacking_is_told_and_no_need_is_made(
    place: Parties, changes: dict[str, Any], waits_for: str
) -> None:
    report = bring(place, advert(**changes))
    assert (counts(report), LabourNeed.objects.count()) == ({"created": 1}, 0)
    assert Advert.objects.get().waits_for == waits_for


def test_a_company_that_has_joined_since_gets_its_draft(parties: Parties) -> None:
    bring(parties, advert())
    parties.firm.organisation_number = FIRM
    parties.firm.save()
    report = bring(parties, advert())
    assert (counts(report), report.needs) == ({"updated": 1}, 1)
    assert the_need().project.organisation == parties.firm


def test_another_bodys_company_is_not_ours(parties: Parties) -> None:
    stranger = organisation()
    stranger.organisation_number = FIRM
    stranger.save()
    bring(parties, advert())
    assert (Advert.objects.get().waits_for, LabourNeed.objects.count()) == ("company", 0)


def test_without_anybody_logged_in(place: Parties) -> None:
    """The command: nobody is named as who did it, and the company sees what came."""
    for heads in (1, 2):
        import_adverts(
            body_id=place.body.pk, entries=[advert(number_of_vacancies=heads)], source="x"
        )
    import_adverts(body_id=place.body.pk, entries=[removal()], source="x")
    events = AuditEvent.objects.order_by("at", "id")
    assert {event.actor_id for event in events} == {None}
    assert {event.organisation_id for event in events.filter(object_type="need")} == {place.firm.pk}
    assert the_need().state == "closed"


def test_a_fault_of_one_advert_undoes_that_one_only(
    place: Parties, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.exceptions import ValidationError

    from projekt.adverts import needs, services

    def refuse(found: Advert, *args: Any, **kwargs: Any) -> LabourNeed:
        need = made(found, *args, **kwargs)
        if found.ad_id == "2":
            raise ValidationError("Det gick inte.")
        return need

    made = needs.make_need
    monkeypatch.setattr(services, "make_need", refuse)
    report = bring(place, advert(id="1"), advert(id="2"), advert(id="3"))
    assert (counts(report), report.needs) == ({"created": 2, "faulty": 1}, 2)
    assert [need.project.name for need in LabourNeed.objects.order_by("number")] == [
        "Annons 1", "Annons 3",
    ]  # fmt: skip
    assert list(Advert.objects.order_by("ad_id").values_list("ad_id", flat=True)) == ["1", "3"]
    assert Project.objects.count() == 2


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.sampled_from(EVERY_PATH), ANYTHING), max_size=3))
def test_no_advert_is_half_written(
    place: Parties, changes: list[tuple[tuple[Any, ...], Any]]
) -> None:
    entry = advert()
    for path, value in changes:
        try:
            broken(entry, path, value)
        except (KeyError, IndexError, TypeError):
            continue
    bring(place, entry)
    before = state()
    again = bring(place, entry)
    assert state() == before
    assert again.created == again.updated == again.removed == 0
    # A need of each advert that lacks nothing, a project of each such need, and no more.
    made = Advert.objects.filter(need__isnull=False, removed_on=None)
    assert made.count() == LabourNeed.objects.filter(state="draft").count()
    assert LabourNeed.objects.filter(steps=None).count() == 0


def test_what_another_body_holds_is_left_alone(place: Parties) -> None:
    other = Parties()
    bring(place, advert())
    assert counts(bring(other, advert())) == {"created": 1}
    assert counts(bring(other, removal())) == {"removed": 1}
    assert the_need().state == "draft"
