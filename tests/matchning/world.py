"""A small real world to match in: one coordinating body, one job centre, one company."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from grunddata.models import Language, Municipality
from kandidater.models import Candidate, CandidateLanguage, CandidateOccupation, Consent
from konton.actors import Actor
from konton.enums import OrganisationKind, Role
from konton.models import Membership, Organisation, User
from matchning.enums import Margin, ProposalChange
from matchning.models import OptimisationRun, Proposal, ProposalIntake, RunInput
from matchning.weeks import next_monday
from projekt.models import LabourNeed, NeedStep, Project
from projekt.services import next_need_numbers
from utbildning.models import Course, CourseIntake

_serial = count(1)
PASSWORD = "ett-långt-lösenord-2026"


def monday(weeks: int) -> date:
    """The Monday so many weeks after next Monday."""
    return next_monday(timezone.localdate()) + timedelta(weeks=weeks)


def _organisation(kind: OrganisationKind, **extra: Any) -> Organisation:
    return Organisation.objects.create(name=f"Organisation {next(_serial)}", kind=kind, **extra)


def _member(organisation: Organisation, role: Role, name: str) -> Actor:
    user = User.objects.create(
        email=f"{role.value}{next(_serial)}@exempel.example", first_name=name, last_name="Övning"
    )
    membership = Membership.objects.create(user=user, organisation=organisation, role=role)
    return Actor.of(membership)


@dataclass
class World:
    body: Organisation = field(init=False)
    centre: Organisation = field(init=False)
    firm: Organisation = field(init=False)
    coordinator: Actor = field(init=False)
    coach: Actor = field(init=False)
    company: Actor = field(init=False)
    project: Project = field(init=False)

    def __post_init__(self) -> None:
        self.body = _organisation(OrganisationKind.COORDINATING_BODY)
        self.centre = _organisation(OrganisationKind.MUNICIPALITY, coordinated_by=self.body)
        self.firm = _organisation(OrganisationKind.COMPANY, coordinated_by=self.body)
        self.coordinator = _member(self.body, Role.COORDINATOR, "Sara")
        self.coach = _member(self.centre, Role.COACH, "Kim")
        self.company = _member(self.firm, Role.COMPANY, "Bo")
        self.stockholm = Municipality.objects.get(pk="0180")
        self.project = self.add_project()

    def add_project(self, **changes: Any) -> Project:
        values: dict[str, Any] = {
            "organisation": self.firm,
            "name": f"Slakthuset {next(_serial)}",
            "municipality": self.stockholm,
            "lat": self.stockholm.lat,
            "lon": self.stockholm.lon,
            "start_date": monday(-4),
            "duration_weeks": 80,
            "tutor_hours_per_week": 400,
        } | changes
        project = Project.objects.create(**values)
        project.crew_languages.add(Language.objects.get(pk="sv"))
        return project

    def add_candidate(self, *, login: bool = False, **changes: Any) -> Candidate:
        """Ready to match: consenting, wants carpentry, speaks Swedish B1."""
        values: dict[str, Any] = {
            "organisation": self.centre,
            "coach_id": self.coach.user_id,
            "first_name": "Amina",
            "last_name": f"Övning{next(_serial)}",
            "phone": "070-174 06 05",
            "preferred_language_id": "sv",
            "municipality": self.stockholm,
            "available_from": monday(-2),
            "birth_date": date(1990, 5, 17),
        } | changes
        if login:
            values["user"] = User.objects.create(
                email=f"deltagare{next(_serial)}@exempel.example",
                first_name=values["first_name"],
                last_name=values["last_name"],
                is_candidate=True,
            )
        candidate = Candidate.objects.create(**values)
        CandidateOccupation.objects.create(candidate=candidate, occupation_id="traarbetare", rank=1)
        CandidateLanguage.objects.create(candidate=candidate, language_id="sv", level=3)
        Consent.objects.create(
            candidate=candidate,
            purpose="proposals",
            given_at=timezone.now(),
            recorded_by_id=self.coach.user_id,
        )
        Candidate.objects.filter(pk=candidate.pk).update(state="ready")
        candidate.refresh_from_db()
        return candidate

    def add_need(
        self, *, headcount: int = 1, weeks: tuple[int, int] = (2, 22), **changes: Any
    ) -> LabourNeed:
        """An open need for a carpenter's apprentice, in steps of its whole length."""
        values: dict[str, Any] = {
            "project": self.project,
            "number": next_need_numbers()[0],
            "occupation_id": "traarbetare",
            "start_date": monday(weeks[0]),
            "end_date": monday(weeks[1]),
            "tutor_hours_per_person": 4,
        } | changes
        need = LabourNeed.objects.create(**values)
        NeedStep.objects.create(
            need=need, start_date=need.start_date, end_date=need.end_date, headcount=headcount
        )
        LabourNeed.objects.filter(pk=need.pk).update(state="in_review")
        LabourNeed.objects.filter(pk=need.pk).update(state="open")
        need.refresh_from_db()
        return need

    def add_intake(self, *, seats: int = 10, weeks: tuple[int, int] = (0, 1)) -> CourseIntake:
        course = Course.objects.create(
            organisation=self.body,
            kind_id=_course_kind(),
            name=f"Kurs {next(_serial)}",
            provider="Påhittad anordnare",
        )
        return CourseIntake.objects.create(
            course=course,
            start_date=monday(weeks[0]),
            end_date=monday(weeks[1]),
            seats=seats,
            municipality=self.stockholm,
        )

    def add_run(self) -> OptimisationRun:
        serial = next(_serial)
        return OptimisationRun.objects.create(
            organisation=self.body,
            number=serial,
            requested_by_id=self.coordinator.user_id,
            status="finished",
            outcome="optimal",
            first_monday=monday(0),
            input=RunInput.objects.create(sha256=f"{serial:064d}", problem={}),
        )

    def add_proposal(
        self,
        candidate: Candidate,
        need: LabourNeed,
        *,
        run: OptimisationRun | None = None,
        intakes: tuple[CourseIntake, ...] = (),
        **changes: Any,
    ) -> Proposal:
        """A new proposal for the whole of the need, and the candidate proposed."""
        values: dict[str, Any] = {
            "run": run or self.add_run(),
            "candidate": candidate,
            "need": need,
            "start_date": need.start_date,
            "end_date": need.end_date,
            "candidate_version": candidate.profile_version,
            "need_version": need.profile_version,
            "value": 20.0,
            "value_parts": {"work": 20.0},
            "reasons": [
                {"code": "travel", "kind": "met", "sentence_sv": "Reser 34 min.", "data": {}}
            ],
            "margin": Margin.CLEAR,
            "change": ProposalChange.NEW,
            "tutor_hours_per_week": 4,
        } | changes
        proposal = Proposal.objects.create(**values)
        for order, intake in enumerate(intakes, start=1):
            ProposalIntake.objects.create(proposal=proposal, intake=intake, order=order)
        Candidate.objects.filter(pk=candidate.pk, state="ready").update(state="proposed")
        return proposal


def _course_kind() -> str:
    from grunddata.models import CourseKind

    return str(CourseKind.objects.order_by("pk").values_list("pk", flat=True)[0])


def candidate_actor(candidate: Candidate) -> Actor:
    assert candidate.user_id is not None
    return Actor(candidate.user_id, str(candidate), Role.CANDIDATE.value)
