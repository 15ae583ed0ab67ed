"""Writing needs: what is stored, what is refused, what an edit does to approvals and bookings."""

from datetime import date
from typing import Any, cast

import pytest
from django.core.exceptions import ValidationError

from bas.api.errors import Conflict, StaleVersion
from grunddata.models import Certificate, DrivingLicence, Occupation, Skill, TaskDemand
from konton.actors import Actor
from konton.models import AuditEvent, StateChange
from projekt import hooks
from projekt.enums import NeedState
from projekt.models import LabourNeed, NumberSeries
from projekt.need_rules import NeedFields, RequirementInput, StepInput
from projekt.services import (
    book,
    create_need,
    next_need_numbers,
    transition_need,
    unbook,
    update_need,
)
from tests.factories.actors import Parties
from tests.factories.projekt import NeedFactory, ProjectFactory

pytestmark = pytest.mark.usefixtures("no_hooks")

APRIL, JUNE, AUGUST = date(2026, 4, 6), date(2026, 6, 1), date(2026, 8, 3)


def step(start: date, end: date, headcount: int) -> StepInput:
    return StepInput(start_date=start, end_date=end, headcount=headcount)


def rows_of(need: LabourNeed) -> list[tuple[date, date, int, int]]:
    steps = need.steps.order_by("start_date")
    return list(steps.values_list("start_date", "end_date", "headcount", "booked"))


def message(error: pytest.ExceptionInfo[ValidationError], field: str) -> str:
    return " ".join(error.value.message_dict[field])


def fields(**changes: Any) -> NeedFields:
    given = {
        "occupation": Occupation.objects.get(pk="traarbetare"),
        "start_date": APRIL,
        "end_date": AUGUST,
        **changes,
    }
    return cast(NeedFields, given)


def test_a_need_is_written_whole_with_its_number_and_one_audit_event(parties: Parties) -> None:
    project = ProjectFactory.create(organisation=parties.firm)
    lift = Certificate.objects.get(pk="LIFT")
    need = create_need(
        actor=parties.company,
        project=project,
        fields=fields(description="Resa stomme."),
        steps=[step(APRIL, JUNE, 2), step(JUNE, AUGUST, 4)],
        requirements=[RequirementInput(level="must", kind="certificate", row=lift)],
        task_demands=[TaskDemand.objects.get(pk="hojd")],
    )
    need.refresh_from_db()
    assert (need.state, need.version, need.profile_version) == ("draft", 1, 1)
    assert rows_of(need) == [(APRIL, JUNE, 2, 0), (JUNE, AUGUST, 4, 0)]
    assert [(r.level, r.kind, r.item.pk) for r in need.requirements.all()] == [
        ("must", "certificate", "LIFT")
    ]
    assert [d.pk for d in need.task_demands.all()] == ["hojd"]
    event = AuditEvent.objects.get(object_id=need.pk)
    assert (event.action, event.object_type, event.actor_id) == (
        "need.created",
        "need",
        parties.company.user_id,
    )


def test_numbers_follow_the_highest_there_is_and_are_never_given_twice(db: None) -> None:
    NeedFactory.create(number=230)
    NumberSeries.objects.all().delete()
    assert list(next_need_numbers()) == [231]
    assert list(next_need_numbers(3)) == [232, 233, 234]
    assert list(next_need_numbers()) == [235]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"end_date": APRIL}, "end_date", "Slutdagen måste komma efter startdagen."),
        ({"end_date": date(2036, 5, 1)}, "end_date", "högst tio år"),
        ({"answer_by": date(2026, 4, 7)}, "answer_by", "kan inte vara efter startdagen"),
        (
            {"hours_per_week": 10, "tutor_hours_per_person": 11},
            "tutor_hours_per_person",
            "längre än arbetsveckan (10 timmar)",
        ),
    ],
)
def test_dates_and_hours_that_do_not_hold_together_are_named(
    parties: Parties, changes: dict[str, Any], field: str, sentence: str
) -> None:
    project = ProjectFactory.create(organisation=parties.firm)
    with pytest.raises(ValidationError) as error:
        create_need(actor=parties.company, project=project, fields=fields(**changes))
    assert sentence in message(error, field)
    assert LabourNeed.objects.count() == 0
    assert NumberSeries.objects.count() == 0


def test_a_rung_the_trade_does_not_have_is_refused_with_those_it_has(parties: Parties) -> None:
    project = ProjectFactory.create(organisation=parties.firm)
    labourer = Occupation.objects.get(pk="grovarbetare")
    with pytest.raises(ValidationError) as error:
        create_need(
            actor=parties.company, project=project, fields=fields(occupation=labourer, min_rung=2)
        )
    assert (
        message(error, "min_rung")
        == "Välj en nivå som finns i yrket: Grovarbetare, bygg och anläggning."
    )


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ([step(JUNE, JUNE, 1)], "Rad 1: slutdagen måste komma efter"),
        ([step(APRIL, AUGUST, 1), step(JUNE, AUGUST, 1)], "Rad 2: den börjar innan"),
        ([step(date(2026, 4, 5), JUNE, 1)], "Rad 1: dagarna ligger utanför behovet"),
        ([step(JUNE, date(2026, 8, 4), 1)], "Rad 1: dagarna ligger utanför behovet"),
    ],
)
def test_steps_out_of_order_or_place_are_named(
    parties: Parties, steps: list[StepInput], sentence: str
) -> None:
    project = ProjectFactory.create(organisation=parties.firm)
    with pytest.raises(ValidationError) as error:
        create_need(actor=parties.company, project=project, fields=fields(), steps=steps)
    assert sentence in message(error, "steps")


def test_requirements_twice_untaught_or_in_disguise_are_refused(parties: Parties) -> None:
    project = ProjectFactory.create(organisation=parties.firm)
    lift = Certificate.objects.get(pk="LIFT")
    licence = DrivingLicence.objects.get(pk="B")
    disguised = Skill.objects.filter(certificate__isnull=False).order_by("pk")[0]

    def attempt(*items: tuple[str, str, Any]) -> ValidationError:
        rows = [RequirementInput(level=level, kind=kind, row=row) for level, kind, row in items]
        with pytest.raises(ValidationError) as error:
            create_need(actor=parties.company, project=project, fields=fields(), requirements=rows)
        return error.value

    twice = attempt(("must", "certificate", lift), ("nice", "certificate", lift))
    assert "står redan under ”Måste ha”" in twice.message_dict["requirements.nice"][0]
    taught = attempt(("teach", "licence", licence))
    assert "kan inte läras ut på plats" in taught.message_dict["requirements.teach"][0]
    skill = attempt(("must", "skill", disguised))
    assert f"Välj intyget {disguised.certificate}" in skill.message_dict["requirements.must"][0]


def test_an_edit_of_content_lifts_approvals_and_tells_its_fields(
    parties: Parties, monkeypatch: pytest.MonkeyPatch
) -> None:
    need = NeedFactory.create(project__organisation=parties.firm, state=NeedState.OPEN)
    lifted: list[tuple[int, Actor]] = []
    monkeypatch.setattr(
        hooks, "on_need_changed", [lambda n, actor: lifted.append((n.profile_version, actor))]
    )
    update_need(
        need=need, actor=parties.company, expected_version=1, fields={"description": "Nattarbete."}
    )
    need.refresh_from_db()
    assert (need.version, need.profile_version) == (2, 2)
    assert lifted == [(2, parties.company)]
    event = AuditEvent.objects.get(object_id=need.pk)
    assert (event.action, event.data) == ("need.updated", {"fields": ["description"]})


@pytest.mark.parametrize(
    "change",
    [
        {"fields": {"answer_by": date(2026, 4, 1)}},
        {"steps": [step(APRIL, AUGUST, 5)]},
    ],
)
def test_more_places_or_another_answer_day_leave_approvals_alone(
    parties: Parties, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]
) -> None:
    need = NeedFactory.create(project__organisation=parties.firm, state=NeedState.OPEN)
    lifted: list[LabourNeed] = []
    monkeypatch.setattr(hooks, "on_need_changed", [lambda n, _: lifted.append(n)])
    update_need(need=need, actor=parties.company, expected_version=1, **change)
    need.refresh_from_db()
    assert (need.version, need.profile_version, lifted) == (2, 1, [])


def test_writing_the_same_again_changes_nothing(parties: Parties) -> None:
    need = NeedFactory.create(project__organisation=parties.firm)
    update_need(
        need=need,
        actor=parties.company,
        expected_version=1,
        fields={"start_date": APRIL},
        steps=[step(APRIL, AUGUST, 2)],
        requirements=[],
        task_demands=[],
    )
    need.refresh_from_db()
    assert need.version == 1
    assert AuditEvent.objects.count() == 0


def test_an_old_version_and_a_closed_need_are_refused_untouched(parties: Parties) -> None:
    need = NeedFactory.create(project__organisation=parties.firm)
    with pytest.raises(StaleVersion):
        update_need(
            need=need, actor=parties.company, expected_version=7, fields={"description": "x"}
        )
    closed = NeedFactory.create(project__organisation=parties.firm, state=NeedState.CLOSED)
    with pytest.raises(Conflict, match="Behovet är stängt"):
        update_need(
            need=closed, actor=parties.company, expected_version=1, fields={"description": "x"}
        )
    assert set(LabourNeed.objects.values_list("description", flat=True).order_by("pk")) == {""}
    assert AuditEvent.objects.count() == 0


def test_places_cannot_go_below_what_is_booked(parties: Parties) -> None:
    need = NeedFactory.create(project__organisation=parties.firm, state=NeedState.OPEN)
    book(need, APRIL, AUGUST)
    book(need, APRIL, AUGUST)
    with pytest.raises(ValidationError) as error:
        update_need(
            need=need, actor=parties.company, expected_version=1, steps=[step(APRIL, AUGUST, 1)]
        )
    assert message(error, "steps") == "Rad 1: 2 platser är redan bokade. Skriv minst 2."
    with pytest.raises(ValidationError) as error:
        update_need(
            need=need, actor=parties.company, expected_version=1, steps=[step(JUNE, AUGUST, 2)]
        )
    assert message(error, "steps") == (
        "Någon är redan bokad 2026-04-06–2026-08-03. Behåll rader för de dagarna."
    )
    assert rows_of(need) == [(APRIL, AUGUST, 2, 2)]


def test_redrawn_steps_hold_exactly_the_bookings_that_touch_them(
    parties: Parties, monkeypatch: pytest.MonkeyPatch
) -> None:
    need = NeedFactory.create(
        project__organisation=parties.firm,
        state=NeedState.OPEN,
        steps=[(APRIL, JUNE, 2), (JUNE, AUGUST, 2)],
    )
    spans = [(APRIL, AUGUST), (JUNE, AUGUST)]
    for span in spans:
        book(need, *span)
    assert rows_of(need) == [(APRIL, JUNE, 2, 1), (JUNE, AUGUST, 2, 2)]
    monkeypatch.setattr(hooks, "booked_spans", [lambda n: spans])
    update_need(
        need=need, actor=parties.company, expected_version=1, steps=[step(APRIL, AUGUST, 2)]
    )
    assert rows_of(need) == [(APRIL, AUGUST, 2, 2)]
    need.refresh_from_db()
    assert need.state == NeedState.FILLED


def test_an_approval_the_edit_lifts_does_not_bind_the_new_steps(
    parties: Parties, monkeypatch: pytest.MonkeyPatch
) -> None:
    need = NeedFactory.create(project__organisation=parties.firm, state=NeedState.OPEN)
    book(need, APRIL, AUGUST)
    monkeypatch.setattr(hooks, "on_need_changed", [lambda n, _: unbook(n, APRIL, AUGUST)])
    update_need(need=need, actor=parties.company, expected_version=1, steps=[step(JUNE, AUGUST, 1)])
    assert rows_of(need) == [(JUNE, AUGUST, 1, 0)]


def test_a_failing_hook_undoes_the_whole_edit(
    parties: Parties, monkeypatch: pytest.MonkeyPatch
) -> None:
    need = NeedFactory.create(project__organisation=parties.firm, state=NeedState.OPEN)

    def refuse(_: LabourNeed, __: Actor) -> None:
        raise Conflict("Det går inte nu.")

    monkeypatch.setattr(hooks, "on_need_changed", [refuse])
    with pytest.raises(Conflict):
        update_need(
            need=need, actor=parties.company, expected_version=1, fields={"description": "x"}
        )
    need.refresh_from_db()
    assert (need.version, need.description) == (1, "")


def test_the_floor_above_may_lock_before_the_need(
    parties: Parties, monkeypatch: pytest.MonkeyPatch
) -> None:
    need = NeedFactory.create(project__organisation=parties.firm)
    asked: list[Any] = []

    def lock(pks: Any) -> Any:
        asked.append(pks)
        return lambda: len(asked) > 1

    monkeypatch.setattr(hooks, "before_need_lock", [lock])
    transition_need(need=need, action="submit", actor=parties.company, expected_version=1)
    # The first look was not all: both locks are taken again.
    assert asked == [[need.pk], [need.pk]]


def test_a_move_writes_state_version_log_and_audit(parties: Parties) -> None:
    need = NeedFactory.create(project__organisation=parties.firm, state=NeedState.OPEN)
    transition_need(
        need=need,
        action="pause",
        actor=parties.coordinator,
        expected_version=1,
        reason=" Bygget står still. ",
    )
    need.refresh_from_db()
    assert (need.state, need.version, need.profile_version) == ("paused", 2, 1)
    log = StateChange.objects.get(object_id=need.pk)
    assert (log.action, log.from_state, log.to_state, log.reason) == (
        "pause",
        "open",
        "paused",
        "Bygget står still.",
    )
    assert AuditEvent.objects.get(object_id=need.pk).action == "need.pause"


def test_a_reason_the_table_asks_for_cannot_be_blank(parties: Parties) -> None:
    need = NeedFactory.create(project__organisation=parties.firm, state=NeedState.OPEN)
    with pytest.raises(ValidationError) as error:
        transition_need(
            need=need, action="close", actor=parties.company, expected_version=1, reason="  "
        )
    assert message(error, "reason").startswith("Skriv ett skäl.")
    assert StateChange.objects.count() == 0


def test_closing_tells_the_floor_above(parties: Parties, monkeypatch: pytest.MonkeyPatch) -> None:
    need = NeedFactory.create(project__organisation=parties.firm, state=NeedState.OPEN)
    told: list[str] = []
    monkeypatch.setattr(hooks, "on_need_closed", [lambda n, actor: told.append(n.state)])
    transition_need(
        need=need, action="close", actor=parties.company, expected_version=1, reason="Klart"
    )
    assert told == ["closed"]


def test_a_need_opened_again_tells_how_full_it_is(parties: Parties) -> None:
    need = NeedFactory.create(project__organisation=parties.firm, state=NeedState.OPEN)
    book(need, APRIL, AUGUST)
    LabourNeed.objects.filter(pk=need.pk).update(state="paused")
    transition_need(need=need, action="resume", actor=parties.company, expected_version=1)
    need.refresh_from_db()
    assert need.state == NeedState.PARTLY_FILLED
    moves = StateChange.objects.filter(object_id=need.pk).order_by("id")
    assert list(moves.values_list("action", flat=True)) == ["resume", "fill_partly"]
