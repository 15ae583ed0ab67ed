"""Are the problem's budgets, groups, goals, openings and stages sound? Part of validation.py."""

from .conditions import Goal, Together
from .errors import ProblemError
from .faults import contradiction, interval, known, one_of, within
from .problem import Problem

MOST_LEGS = 3
HOURS_IN_A_WEEK = 168


def check(problem: Problem) -> None:
    """Raise ProblemError for the first fault found, else return."""
    within("max_legs", problem.max_legs, 1, MOST_LEGS)
    within("yrkesbevis.hours_per_week", problem.yrkesbevis.hours_per_week, 0, HOURS_IN_A_WEEK)
    _budgets(problem)
    _groups(problem)
    people, needs = {c.id for c in problem.candidates}, {n.id for n in problem.needs}
    for goal in problem.goals:
        _goal(goal, people, needs)
    for opening in problem.openings:
        item = f"openings[{opening.id}]"
        within(f"{item}.language_level", opening.language_level, 0, 6)
        if opening.value < 0:
            raise ProblemError("negative", f"{item}.value", "Värdet får inte vara negativt.")
    seen: set[str] = set()
    for stage in problem.stages:
        item = f"stages[{stage.measure}]"
        one_of(item, stage.measure, {"filled", "goals", "value", "stability"})
        within(f"{item}.tolerance", stage.tolerance, 0, 1)
        if stage.measure in seen:
            raise ProblemError("duplicate_value", item, "Steget står två gånger.")
        seen.add(stage.measure)


def _budgets(problem: Problem) -> None:
    for budget in problem.budgets:
        item = f"budgets[{budget.id}]"
        if not budget.payer:
            raise ProblemError("empty_id", f"{item}.payer", "Betalaren är tom.")
        if budget.from_week >= problem.weeks:
            raise ProblemError("outside_horizon", item, "Budgeten börjar efter planens slut.")
        if budget.to_week is not None:
            # A year's budget may go on after the plan has ended.
            interval(item, budget.from_week, budget.to_week, max(problem.weeks, budget.to_week))


def _groups(problem: Problem) -> None:
    people, chained = (
        {c.id for c in problem.candidates},
        {x.candidate for x in problem.locks if x.then},
    )
    group_of: dict[str, Together] = {}
    for group in problem.together:
        item = f"together[{group.id}]"
        one_of(f"{item}.scope", group.scope, {"site", "need"})
        if len(group.candidates) < 2:
            raise ProblemError("empty_set", item, "Gruppen ska ha minst två personer.")
        for name in group.candidates:
            known(f"{item}.candidates", name, people)
            if name in group_of:
                text = f"{name} finns redan i gruppen {group_of[name].id}."
                raise contradiction(f"{item}.candidates", text)
            if name in chained:
                text = f"{name} är låst i en kedja och kan inte vara i en grupp."
                raise contradiction(f"{item}.candidates", text)
            group_of[name] = group


def _goal(goal: Goal, people: set[str], needs: set[str]) -> None:
    item = f"goals[{goal.id}]"
    one_of(f"{item}.kind", goal.kind, {"floor", "share"})
    one_of(f"{item}.measure", goal.measure, {"people", "weeks"})
    if not goal.group:
        raise ProblemError("empty_set", f"{item}.group", "Målet gäller ingen.")
    if goal.needs is not None and not goal.needs:
        raise ProblemError("empty_set", f"{item}.needs", "Målet gäller inget behov.")
    for name in sorted(goal.group):
        known(f"{item}.group", name, people)
    for name in sorted(goal.needs or ()):
        known(f"{item}.needs", name, needs)
    if goal.kind == "share":
        within(f"{item}.target", goal.target, 0, 1)
