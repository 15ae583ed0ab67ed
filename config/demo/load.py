"""Loading the whole practice environment, once, in one transaction."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from grunddata.services import load_reference
from kandidater.models import Candidate
from konton.actors import Actor
from konton.demo_accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from konton.enums import Role
from konton.models import AuditEvent, User
from konton.services import audit
from matchning.models import Booking, Decision, OptimisationRun, Placement, Proposal
from projekt.contract_models import SocialContract
from projekt.models import LabourNeed, Project
from utbildning.models import Course, CourseIntake

from .buildings import plan_contracts, write_contracts
from .candidates import write_candidates
from .clauses import write_clauses
from .courses import write_courses
from .draw import Draw
from .needs import plan_needs, write_needs
from .organisations import account_email, staff
from .people import population
from .reference import reference

LOADED = "demo.loaded"


class DemoRefused(Exception):
    """The database is not one to practise in; carries a Swedish sentence."""


@dataclass(frozen=True, slots=True)
class Size:
    candidates: int = 400
    projects: int = 40
    seed: int = 1


def demo_is_loaded() -> bool:
    return Candidate.objects.filter(is_demo=True).exists() or (
        User.objects.filter(email=account_email(Role.COORDINATOR)).exists()
    )


@transaction.atomic
def load_demo(
    *, size: Size, today: date, fresh: bool = False, force: bool = False
) -> dict[str, Any]:
    """Write everything; the counts. ``fresh`` takes earlier practice data away first.

    The same size, seed and day give the same rows, keys included, on a database that has not had
    practice data before. Raises DemoRefused.
    """
    if not settings.DEMO:
        raise DemoRefused(
            "Det här är ingen övningsmiljö. Kontonas lösenord är allmänt känt, så övningsdata "
            "läses bara in när BYGGVAGEN_DEMO är på."
        )
    if not force and Candidate.objects.filter(is_demo=False).exists():
        raise DemoRefused(
            "Databasen har deltagare som inte är påhittade. Använd en egen databas för övning, "
            "eller --force om du vet vad du gör."
        )
    load_reference()
    if fresh:
        _remove()
    draw = Draw(size.seed, AuditEvent.objects.filter(action=LOADED).count(), today)
    known = reference()
    people = population(draw, known, size.candidates)
    workers = staff(draw, people)
    contracts = plan_contracts(draw, workers, size.projects)
    write_contracts(draw, contracts)
    write_clauses(draw, contracts)
    needs = write_needs(draw, workers, known, plan_needs(draw, workers, contracts))
    courses, intakes = write_courses(draw, workers)
    candidates = write_candidates(draw, workers, people)
    counts: dict[str, Any] = {
        "organisations": 1 + len(workers.job_centres) + len(workers.companies),
        "coaches": sum(map(len, workers.coaches.values())),
        "buildings": size.projects,
        "projects": len(contracts),
        "tutors": sum(len(c.tutors) for c in contracts),
        "needs": needs,
        "courses": courses,
        "intakes": intakes,
        "candidates": candidates.candidates,
        "candidates_by_state": candidates.by_state,
    }
    admin = workers.accounts[Role.ADMIN]
    audit(
        actor=Actor(admin.pk, str(admin), Role.ADMIN, workers.body.pk),
        action=LOADED,
        object_type="organisation",
        object_id=workers.body.pk,
        data={"seed": size.seed, "today": today.isoformat(), **counts},
    )
    return counts


def accounts() -> list[dict[str, str]]:
    return [
        {"role": account.role, "email": account.email, "password": DEMO_PASSWORD}
        for account in DEMO_ACCOUNTS
    ]


def _remove() -> None:
    """Take away what may be taken away. Decisions and the trails are never deleted.

    Organisations and accounts stay, since the trails point at them.
    """
    proposals = Proposal.objects.filter(run__organisation__is_demo=True)
    if any(
        model._default_manager.filter(proposal__in=proposals).exists()
        for model in (Decision, Booking, Placement)
    ):
        raise DemoRefused(
            "Beslut har fattats på övningsdata, och beslut tas aldrig bort. Börja om med en tom "
            "databas: ta bort filen i var/ eller skapa en ny databas."
        )
    proposals.delete()
    OptimisationRun.objects.filter(organisation__is_demo=True).delete()
    CourseIntake.objects.filter(course__is_demo=True).delete()
    Course.objects.filter(is_demo=True).delete()
    LabourNeed.objects.filter(project__is_demo=True).delete()
    SocialContract.objects.filter(project__is_demo=True).delete()
    Project.objects.filter(is_demo=True).delete()
    Candidate.objects.filter(is_demo=True).delete()
