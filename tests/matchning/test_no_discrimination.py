"""What could hint at sex, origin or age never reaches the optimiser, but for the legal age rule."""

from dataclasses import replace
from datetime import date

from kandidater.models import Candidate
from matchning.optimering import Options, solve
from matchning.problem_builder import build_problem

from .world import World

OTHERS = {
    "first_name": "Göran",
    "last_name": "Andersson",
    "phone": "070-174 06 99",
    "email": "goran@exempel.example",
    "preferred_language_id": "so",
}


def test_another_name_and_language_for_letters_give_the_same_problem(world: World) -> None:
    candidate = world.add_candidate()
    world.add_need()
    before = build_problem(world.body).problem
    for field, value in OTHERS.items():
        setattr(candidate, field, value)
    candidate.save()
    assert build_problem(world.body).problem == before


def test_another_age_changes_nothing_but_what_the_legal_rule_reads(world: World) -> None:
    candidate = world.add_candidate(birth_date=date(1990, 5, 17))
    world.add_need()
    before = build_problem(world.body).problem
    Candidate.objects.filter(pk=candidate.pk).update(birth_date=date(1965, 1, 2))
    after = build_problem(world.body).problem
    ages = [problem.candidates[0].age_years for problem in (before, after)]
    assert ages[0] != ages[1]
    assert replace(after.candidates[0], age_years=ages[0]) == before.candidates[0]
    plans = [solve(problem, Options(relative_gap=0.0)) for problem in (before, after)]
    assert len(plans[0].placements) == 1
    assert plans[0].placements == plans[1].placements
