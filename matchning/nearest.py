"""What is nearest to work for one candidate today, with the rows and days it is told by."""

from dataclasses import dataclass
from datetime import date

from kandidater.models import Candidate
from konton.actors import Actor
from projekt.models import LabourNeed
from utbildning.models import CourseIntake

from .optimering.nearest import Hindrance, nearest
from .problem_builder import build_for_one


@dataclass(frozen=True, slots=True)
class Job:
    """A need and the shortest way to it."""

    need: LabourNeed
    start_date: date
    travel_minutes: float | None
    lacking: tuple[str, ...]
    unknown: tuple[str, ...]
    steps: tuple[CourseIntake, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    intake: CourseIntake
    needs: tuple[LabourNeed, ...]


@dataclass(frozen=True, slots=True)
class NearestWork:
    wanted: int
    straight: int
    reached: int
    free_from: date | None
    jobs: tuple[Job, ...]
    course: Opening | None
    hindrances: tuple[Hindrance, ...]


def nearest_work(candidate: Candidate, actor: Actor, *, today: date | None = None) -> NearestWork:
    """Of the needs the reader may see; her proposals and other people's are not looked at."""
    one = build_for_one(candidate, actor, today=today)
    found = nearest(one.problem)
    opener = found.course
    return NearestWork(
        wanted=found.wanted,
        straight=found.straight,
        reached=len(found.reached),
        free_from=one.free_from,
        jobs=tuple(
            Job(
                need=one.needs[reach.need],
                start_date=one.calendar.monday(reach.start_week),
                travel_minutes=reach.travel_minutes,
                lacking=reach.lacking,
                unknown=reach.unknown,
                steps=tuple(one.intakes[intake] for intake in reach.intakes),
            )
            for reach in found.nearest
        ),
        course=Opening(one.intakes[opener.intake], tuple(one.needs[n] for n in opener.needs))
        if opener
        else None,
        hindrances=found.hindrances,
    )
