"""Deciding week by week: who is proposed or trained now, and who is kept for what is to come.

People and needs become known over time (`known_from_week`). A decision made stands: it is a lock
in the weeks after. A plan of all that is known now fills places that somebody better, known next
week, would have had, and trains nobody for needs that will come. So forecasts of what may come are
solved together (scenarios.py): what is decided now must be the same in all of them, what follows
may differ. Only what begins soon is decided; everybody else waits, and a course that begins soon
is begun, without a place promised, where the forecasts have enough use of it.

`simulation.py` replays a whole year with a policy, to compare with the best plan in hindsight.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from . import told
from .conditions import Budget, Goal, Together
from .engine import Engine
from .errors import PlanError
from .pathtable import MOST_INTAKES
from .problem import Candidate, Course, Intake, Lock, Problem
from .result import Options, Placement
from .run import Run
from .scenarios import choose, possible
from .verifier import verify

SAMPLE = "~"  # before the id of everything a forecast made up
NOTICE_WEEKS = 1


@dataclass(frozen=True, slots=True)
class Begun:
    """Courses a person takes for work that is not decided yet."""

    candidate: str
    intakes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What is decided in one week."""

    placements: tuple[Placement, ...] = ()
    begun: tuple[Begun, ...] = ()


def known(
    problem: Problem, week: int, locks: Sequence[Lock] = (), begun: Sequence[Begun] = ()
) -> Problem:
    """What is known in that week, with the decisions made; nobody can begin before it.

    Who belongs to a group is left out until everybody in it is known: they are decided on at once.
    `begun`: courses of people who are not in `locks`; they are as if she had taken them.
    """
    locks = (*problem.locks, *locks)
    taken = {one.candidate: one.intakes for one in begun}
    placed = {lock.candidate for lock in locks}
    problem = with_begun(problem, begun)
    intakes = {intake.id: intake for intake in problem.intakes}
    courses = {course.id: course for course in problem.courses}

    def person(one: Candidate) -> Candidate:
        if one.id in placed:
            return one
        one = replace(one, available_from_week=max(week, one.available_from_week))
        for name in taken.get(one.id, ()):
            one = _trained(one, intakes[name], courses[intakes[name].course])
        return one

    here = {c.id for c in problem.candidates if c.known_from_week <= week}
    alone = {i for g in problem.together if not here.issuperset(g.candidates) for i in g.candidates}
    who = here - (alone - placed)
    people = tuple(person(c) for c in problem.candidates if c.id in who)
    needs = tuple(need for need in problem.needs if need.known_from_week <= week)
    where = {need.id: need.start_week for need in needs}

    def both(items: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(one for one in items if one.candidate in who and one.need in where)

    pairs = None if problem.pairs is None else both(problem.pairs)
    if pairs is not None:
        begin = [where[p.need] if p.start_week is None else p.start_week for p in pairs]
        pairs = tuple(
            pair
            for pair, start in zip(pairs, begin, strict=True)
            if start >= week or pair.candidate in placed
        )
    return replace(
        problem,
        candidates=people,
        needs=needs,
        pairs=pairs,
        locks=locks,
        forbidden=both(problem.forbidden),
        kept=both(problem.kept),
        together=_groups(problem.together, who),
        goals=_goals(problem.goals, who, set(where)),
        openings=(),
    )


def forecast(now: Problem, week: int, sample: Problem) -> Problem:
    """What is known now, and what becomes known after `week` in another year like this one.

    The sample's needs are put at the sites of the same id; those without one, and those that end
    after the last week of `now`, are left out.
    """
    sites = {site.id for site in now.sites}

    def later(items: Iterable[Any]) -> tuple[Any, ...]:
        coming = (one for one in items if one.known_from_week > week)
        return tuple(replace(one, id=f"{SAMPLE}{one.id}") for one in coming)

    needs = later(n for n in sample.needs if n.site in sites and n.end_week <= now.weeks)
    people = (*now.candidates, *later(sample.candidates))
    return replace(now, candidates=people, needs=(*now.needs, *needs))


def decide(
    now: Problem,
    week: int,
    forecasts: Sequence[Problem] = (),
    begun: Sequence[Begun] = (),
    options: Options | None = None,
    *,
    notice_weeks: int = NOTICE_WEEKS,
) -> Decisions:
    """What to decide in that week, besides what is locked.

    `now`: what is known (`known`). `forecasts`: as `forecast` makes them, the more the better;
    where none of them adds anything all that is possible is proposed and nobody is trained for
    later. `begun`: what `now` was made with. `notice_weeks`: work and courses that begin within so
    many weeks (1: this week's) are decided; what begins later is left for a later week. Stages
    have no part in it. Raises ProblemError, OutOfTime (no plan within the limit) and PlanError, as
    solving does.
    """
    made = Engine(now, options)
    coming = [one for one in forecasts if one != now]
    training: tuple[Begun, ...] = ()
    if coming:
        people, intakes = made.problem.candidates, made.problem.intakes
        so_far = {one.candidate: len(one.intakes) for one in begun}
        may = np.array([so_far.get(one.id, 0) < MOST_INTAKES - 1 for one in people], dtype=bool)
        choice = possible(made, week, week + notice_weeks, may)
        if not choice.anything:
            return Decisions()
        # `now` is sound, and what is added was read as a problem of its own: not checked again.
        found = choose(choice, [Engine(one, run=Run(made.options)) for one in forecasts])
        plan = [*np.flatnonzero(made.columns.locked).tolist(), *found.place]
        training = tuple(Begun(people[i].id, (intakes[k].id,)) for i, k in found.begin)
    else:
        made.start()
        plan = made.improve().plan
    chosen = [told.placement(made.t, made.columns, c) for c in plan]
    broken = verify(made.problem, chosen)
    if broken:
        raise PlanError(f"{broken[0].code} {broken[0].item}: {broken[0].sentence_sv}")
    return Decisions(tuple(one for one in chosen if not one.locked), training)


def greedily(now: Problem, options: Options | None = None) -> Decisions:
    """The best match first, then the next that fits: what one does without a planner."""
    made = Engine(now, options)
    made.start()
    chosen = [told.placement(made.t, made.columns, c) for c in made.plan]
    return Decisions(tuple(one for one in chosen if not one.locked))


def with_begun(problem: Problem, begun: Iterable[Begun]) -> Problem:
    """Seats and money less what the courses begun take."""
    count: dict[str, int] = {}
    for one in begun:
        for name in one.intakes:
            count[name] = count.get(name, 0) + 1
    if not count:
        return problem

    def budget(one: Budget) -> Budget:
        spent = sum(
            intake.cost_sek * count.get(intake.id, 0)
            for intake in problem.intakes
            if _pays(one, intake)
        )
        return replace(one, limit_sek=max(0.0, one.limit_sek - spent))

    return replace(
        problem,
        intakes=tuple(replace(k, taken=k.taken + count.get(k.id, 0)) for k in problem.intakes),
        budgets=tuple(map(budget, problem.budgets)),
    )


def _pays(budget: Budget, intake: Intake) -> bool:
    after = budget.to_week is not None and intake.start_week >= budget.to_week
    return budget.payer == intake.payer and budget.from_week <= intake.start_week and not after


def _trained(one: Candidate, intake: Intake, course: Course) -> Candidate:
    """She as she is when the course has ended."""
    certificates = dict(one.certificates)
    for code, weeks in course.grants_certificates.items():
        until = None if weeks is None else intake.end_week + weeks
        had = certificates.get(code, -1)
        longest = None if until is None or had is None else max(until, had)
        certificates[code] = longest
    languages = dict(one.languages)
    for iso, level in course.grants_languages.items():
        languages[iso] = max(level, languages.get(iso, 0))
    skills = one.skills
    if course.grants_skills:
        skills = (skills or frozenset()) | course.grants_skills
    return replace(
        one,
        certificates=certificates,
        languages=languages,
        skills=skills,
        completed_courses=one.completed_courses | {course.id},
        available_from_week=max(one.available_from_week, intake.end_week),
    )


def _groups(groups: Sequence[Together], who: set[str]) -> tuple[Together, ...]:
    """Groups everybody of which is there."""
    return tuple(group for group in groups if who.issuperset(group.candidates))


def _goals(goals: Sequence[Goal], who: set[str], where: set[str]) -> tuple[Goal, ...]:
    """Goals over those known; one whose group or needs nobody knows yet is left out."""
    found = []
    for goal in goals:
        group = goal.group & who
        needs = None if goal.needs is None else goal.needs & where
        if group and needs != frozenset():
            found.append(replace(goal, group=group, needs=needs))
    return tuple(found)
