"""The practice data: the same for the same seed, marked, legal, and refused where it does harm."""

import json
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from config.demo.load import Size, load_demo
from kandidater.enums import CandidateState
from kandidater.models import Candidate, Consent
from kandidater.pairs import Pairs
from kandidater.sameness import questions_to
from konton.actors import Actor
from konton.demo_accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from konton.enums import Role
from konton.models import AuditEvent, Membership, Organisation, StateChange, User
from matchning.models import Decision, OptimisationRun, Proposal, RunInput
from projekt.enums import NeedState
from projekt.models import LabourNeed, NeedStep, Project
from projekt.need_rules import check_need, check_requirements, check_steps
from projekt.wording import check_wording
from utbildning.models import Course, CourseIntake

from .rows import content, count_all

TODAY = date(2026, 11, 23)
SMALL = Size(candidates=60, projects=8, seed=1)

pytestmark = pytest.mark.django_db


class _Undo(Exception):
    pass


def _content_of(size: Size, today: date = TODAY) -> dict[str, list[tuple[str, ...]]]:
    """What such a load writes, taken back again."""
    found = {}
    try:
        with transaction.atomic():
            load_demo(size=size, today=today)
            found = content()
            raise _Undo
    except _Undo:
        return found


def _demo(*args: str) -> str:
    out = StringIO()
    call_command("demo", *args, stdout=out)
    return out.getvalue()


def test_same_seed_and_day_give_the_same_rows_keys_included() -> None:
    first, second = _content_of(SMALL), _content_of(SMALL)
    assert len(first["kandidater.Candidate"]) == 60
    assert first == second


def test_another_seed_gives_other_people_but_the_same_organisations() -> None:
    first, second = _content_of(SMALL), _content_of(Size(60, 8, seed=2))
    assert first["konton.Organisation"] == second["konton.Organisation"]
    assert first["kandidater.Candidate"] != second["kandidater.Candidate"]
    assert first["projekt.LabourNeed"] != second["projekt.LabourNeed"]


def test_the_day_moves_the_dates() -> None:
    load_demo(size=SMALL, today=TODAY + timedelta(days=70))
    starts = list(Project.objects.order_by("start_date").values_list("start_date", flat=True))
    assert all(day.weekday() == 0 for day in starts)
    assert starts[0] < TODAY + timedelta(days=70) < starts[-1]
    assert CourseIntake.objects.filter(start_date__lte=TODAY + timedelta(days=70)).count() == 0


def test_everything_is_marked() -> None:
    load_demo(size=SMALL, today=TODAY)
    assert Candidate.objects.filter(is_demo=False).count() == 0
    assert Project.objects.filter(is_demo=False).count() == 0
    assert Course.objects.filter(is_demo=False).count() == 0
    assert Organisation.objects.filter(is_demo=False).count() == 0
    assert [o.name for o in Organisation.objects.all() if not o.name.endswith("(övning)")] == []
    assert [c.provider for c in Course.objects.all() if not c.provider.endswith("(övning)")] == []
    assert set(Organisation.objects.values_list("organisation_number", flat=True)) == {""}


def test_a_third_of_the_buildings_have_begun() -> None:
    load_demo(size=Size(20, 30), today=TODAY)
    starts = list(
        Project.objects.exclude(dwellings=None).order_by("id").values_list("start_date", flat=True)
    )
    half_a_year = TODAY + timedelta(weeks=26)
    assert len(starts) == 30
    assert sum(day <= TODAY for day in starts) == 10
    assert sum(TODAY < day <= half_a_year for day in starts) == pytest.approx(10, abs=1)
    assert max(starts) <= TODAY + timedelta(weeks=78)


def test_more_buildings_than_real_ones_are_further_stages() -> None:
    load_demo(size=Size(5, 45), today=TODAY)
    assert Project.objects.exclude(dwellings=None).count() == 45
    assert Project.objects.filter(dwellings__gt=0, property_name__endswith=", etapp 2").count() == 5


def test_records_are_as_the_services_would_have_let_them_be() -> None:
    load_demo(size=Size(120, 8), today=TODAY)
    people = Candidate.objects.prefetch_related("wishes", "languages", "consents")
    ready = [p for p in people.order_by("pk") if p.state == CandidateState.READY]
    assert len(ready) == 102
    assert [p.pk for p in ready if p.missing_for_ready() and not p.is_protected] == []
    drafts = [p for p in people.order_by("pk") if p.state == CandidateState.DRAFT]
    assert all(p.missing_for_ready() for p in drafts)
    assert Consent.objects.exclude(withdrawn_at=None).count() > 0


def test_every_state_has_its_way_in_the_log() -> None:
    load_demo(size=Size(120, 12), today=TODAY)
    objects: dict[str, Any] = {"candidate": Candidate.objects, "need": LabourNeed.objects}
    for kind, rows in objects.items():
        states = dict(rows.values_list("pk", "state"))
        log = StateChange.objects.filter(object_type=kind).order_by("at", "id")
        reached = dict.fromkeys(states, "draft")
        for change in log:
            assert change.from_state == reached[change.object_id]
            reached[change.object_id] = change.to_state
        assert reached == states
        assert len(set(states.values())) == 4


def test_needs_hold_together_and_are_open_around_now() -> None:
    load_demo(size=Size(5, 40), today=TODAY)
    needs = LabourNeed.objects.prefetch_related(
        "steps", "requirements__skill__certificate", "requirements__certificate",
        "requirements__licence",
    ).select_related("occupation")  # fmt: skip
    for need in needs.order_by("number"):
        check_need(need)
        check_steps(
            need,
            [
                {"start_date": s.start_date, "end_date": s.end_date, "headcount": s.headcount}
                for s in need.steps.all()
            ],
        )
        rows = [
            (r.level, kind, row)
            for r in need.requirements.all()
            for kind in ("skill", "certificate", "licence")
            if (row := getattr(r, kind)) is not None
        ]
        check_requirements([{"level": a, "kind": b, "row": c} for a, b, c in rows])
        assert check_wording(need.description) == []
    assert min(LabourNeed.objects.order_by("number").values_list("number", flat=True)) == 1
    since, until = TODAY - timedelta(weeks=2), TODAY + timedelta(weeks=52)
    current = LabourNeed.objects.filter(state__in=[NeedState.OPEN, NeedState.IN_REVIEW])
    assert current.count() > 150
    assert current.exclude(start_date__range=(since, until)).count() == 0
    closed = LabourNeed.objects.filter(state=NeedState.CLOSED)
    assert closed.count() > 20
    assert closed.filter(end_date__gt=since).count() == 0
    assert NeedStep.objects.filter(headcount=0).count() == 0


def test_the_accounts_open_and_have_something_to_do() -> None:
    load_demo(size=Size(400, 40), today=TODAY)
    for account in DEMO_ACCOUNTS:
        user = authenticate(None, username=account.email, password=DEMO_PASSWORD)
        assert isinstance(user, User)
        assert user.is_candidate == (account.role == Role.CANDIDATE)
    users = {a.role: User.objects.get(email=a.email) for a in DEMO_ACCOUNTS}
    company = Membership.objects.get(user=users[Role.COMPANY]).organisation
    own = company.projects.count()
    others = Organisation.objects.exclude(pk=company.pk).filter(kind="company")
    assert own >= max(o.projects.exclude(dwellings=None).count() for o in others) > 0
    assert LabourNeed.objects.filter(project__organisation=company, state="draft").count() == 3
    assert LabourNeed.objects.filter(state=NeedState.IN_REVIEW).count() == 6
    coached = Candidate.objects.filter(coach=users[Role.COACH])
    assert 30 <= coached.count() <= 45
    assert coached.filter(next_step_due__lt=TODAY).count() > 0
    assert coached.filter(state_since__date__lt=TODAY - timedelta(days=30)).count() > 0
    centre = Membership.objects.get(user=users[Role.COACH]).organisation_id
    coach = Actor(users[Role.COACH].pk, "", Role.COACH, centre)
    (twins,) = Pairs(coach)[:9]
    assert str(twins.candidate) == str(twins.other)
    (question,) = questions_to(coach)
    assert (question.asked_id, question.verdict) == (coach.user_id, "unsure")
    person = Candidate.objects.get(user=users[Role.CANDIDATE])
    assert (str(person), person.coach, person.state) == ("Amina Övning", users[Role.COACH], "ready")


def test_only_the_accounts_can_log_in() -> None:
    load_demo(size=SMALL, today=TODAY)
    usable = [u.email for u in User.objects.order_by("email") if u.has_usable_password()]
    assert usable == sorted(a.email for a in DEMO_ACCOUNTS)


def test_queries_grow_only_with_batches_of_inserts() -> None:
    def queries(candidates: int) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as seen:
            _content_of(Size(candidates, 4))
        inserts = sum(q["sql"].startswith("INSERT") for q in seen.captured_queries)
        return len(seen) - inserts, inserts

    few, many = queries(50), queries(450)
    assert few[0] == many[0]
    # 400 more people with some fifteen rows each.
    assert many[1] - few[1] < 150


def test_again_does_nothing() -> None:
    _demo("--candidates", "30", "--projects", "4", "--today", "2026-11-23")
    before = count_all()
    assert "finns redan" in _demo("--candidates", "50", "--keep")
    assert json.loads(_demo("--json"))["loaded"] is False
    assert count_all() == before


def test_fresh_replaces_with_new_keys_and_keeps_the_trails() -> None:
    _demo("--candidates", "30", "--projects", "4", "--today", "2026-11-23")
    old = set(Candidate.objects.values_list("pk", flat=True))
    log = StateChange.objects.count()
    facts = json.loads(
        _demo("--candidates", "20", "--projects", "4", "--today", "2026-11-23", "--fresh", "--json")
    )
    assert facts["counts"]["candidates"] == Candidate.objects.count() == 20
    assert old & set(Candidate.objects.values_list("pk", flat=True)) == set()
    assert StateChange.objects.count() > log
    assert AuditEvent.objects.filter(action="demo.loaded").count() == 2
    assert {a["role"] for a in facts["accounts"]} == {a.role for a in DEMO_ACCOUNTS}


def test_fresh_never_takes_a_decision_away() -> None:
    load_demo(size=SMALL, today=TODAY)
    coordinator = User.objects.get(email=DEMO_ACCOUNTS[0].email)
    body = Membership.objects.get(user=coordinator).organisation
    run = OptimisationRun.objects.create(
        organisation=body,
        number=1,
        requested_by=coordinator,
        first_monday=TODAY,
        input=RunInput.objects.create(sha256="0" * 64, problem={}),
    )
    proposal = Proposal.objects.create(
        run=run,
        candidate=Candidate.objects.order_by("pk")[0],
        need=LabourNeed.objects.order_by("pk")[0],
        start_date=TODAY,
        end_date=TODAY + timedelta(weeks=8),
        candidate_version=1,
        need_version=1,
        value=1,
        margin="clear",
        change="new",
    )
    Decision.objects.create(
        proposal=proposal,
        action="reject",
        decided_by=coordinator,
        role=Role.COORDINATOR,
        proposal_version=1,
        candidate_version=1,
        need_version=1,
    )
    before = count_all()
    with pytest.raises(CommandError, match="beslut tas aldrig bort"):
        _demo("--fresh", "--candidates", "10")
    assert count_all() == before


def test_refuses_among_real_people_unless_forced() -> None:
    coach = User.objects.create_user("riktig@kommun.example")
    centre = Organisation.objects.create(name="Ett jobbtorg", kind="municipality")
    Candidate.objects.create(organisation=centre, coach=coach, first_name="A", last_name="B")
    with pytest.raises(CommandError, match="inte är påhittade"):
        _demo("--candidates", "10", "--projects", "2")
    assert Candidate.objects.count() == 1
    _demo("--candidates", "10", "--projects", "2", "--force")
    assert Candidate.objects.filter(is_demo=True).count() == 10


def test_refuses_outside_the_practice_environment(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="ingen övningsmiljö"):
        _demo("--candidates", "10", "--force")
    assert User.objects.count() == 0


@pytest.mark.parametrize(
    ("option", "value"),
    [("--candidates", "0"), ("--candidates", "x"), ("--projects", "1001"), ("--today", "i dag")],
)
def test_wrong_arguments_are_named(option: str, value: str) -> None:
    with pytest.raises(CommandError, match=option):
        _demo(option, value)
