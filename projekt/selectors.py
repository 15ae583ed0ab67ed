"""Reads of projects and needs: what a list or a card holds, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from django.db.models import Prefetch, QuerySet

from konton.actors import Actor

from .models import LabourNeed, NeedRequirement, NeedStep, Project, Tutor
from .warnings import SIMILAR_STATES

DAYS_PER_WEEK = 7


@dataclass(frozen=True, slots=True)
class Bar:
    """People over time: their weeks added up, and the most at once."""

    person_weeks: float
    peak: int


class Bars(TypedDict):
    asked: Bar
    booked: Bar


def bars(steps: Iterable[NeedStep]) -> Bars:
    """Asked and booked places of one need's or several needs' steps."""
    rows = list(steps)
    return {
        "asked": _bar([(s.start_date, s.end_date, s.headcount) for s in rows]),
        "booked": _bar([(s.start_date, s.end_date, s.booked) for s in rows]),
    }


def _bar(rows: list[tuple[date, date, int]]) -> Bar:
    weeks = sum((end - start).days * number for start, end, number in rows) / DAYS_PER_WEEK
    # The most at once is reached on some step's first day.
    peak = max(
        (
            sum(number for start, end, number in rows if start <= day < end)
            for day in {start for start, _, _ in rows}
        ),
        default=0,
    )
    return Bar(person_weeks=round(weeks, 1), peak=peak)


def need_rows(needs: QuerySet[LabourNeed]) -> QuerySet[LabourNeed]:
    """With all a list row shows."""
    return needs.select_related("project__municipality", "occupation").prefetch_related("steps")


def need_cards(needs: QuerySet[LabourNeed]) -> QuerySet[LabourNeed]:
    """With all a need's own page shows."""
    requirements = NeedRequirement.objects.select_related("skill", "certificate", "licence")
    return need_rows(needs).prefetch_related(
        "task_demands", Prefetch("requirements", queryset=requirements)
    )


def project_rows(projects: QuerySet[Project], actor: Actor) -> QuerySet[Project]:
    """With all a list row shows; ``seen_needs`` holds the live needs this actor may see."""
    needs = (
        LabourNeed.objects.visible_to(actor)
        .filter(state__in=SIMILAR_STATES)
        .order_by("start_date", "number")
        .prefetch_related("steps")
    )
    return projects.select_related("municipality", "organisation").prefetch_related(
        Prefetch("needs", queryset=needs, to_attr="seen_needs")
    )


def project_cards(projects: QuerySet[Project], actor: Actor) -> QuerySet[Project]:
    """With all a project's own page shows."""
    tutors = Tutor.objects.select_related("occupation").prefetch_related("languages")
    return project_rows(projects, actor).prefetch_related(
        "phases",
        "crew_languages",
        "adaptations",
        Prefetch("tutors", queryset=tutors.order_by("name", "id")),
    )
