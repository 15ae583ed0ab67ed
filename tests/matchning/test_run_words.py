"""Every way a run can end, in words on the run page; and plan weeks as calendar weeks."""

from datetime import date
from typing import Any

import pytest

from matchning.models import OptimisationRun
from matchning.optimering.errors import PlanError, ProblemError
from matchning.plan_words import in_calendar, with_names
from matchning.run_words import run_sentence
from matchning.services import execution, runs
from matchning.weeks import Calendar

from .test_api import as_
from .world import World


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"status": "queued"}, "Körningen väntar på att börja."),
        ({"status": "running"}, "Räknar. Ingen plan hittad än."),
        ({"status": "running", "attempt": 2}, "Räknar (försök 2 av 5). Ingen plan hittad än."),
        (
            {"status": "running", "progress": {"incumbent": 3.0}},
            "Räknar. Bästa plan hittills finns och förbättras.",
        ),
        ({"outcome": "optimal"}, "Klar. Planen med 42 placeringar är bevisat bäst."),
        (
            {"outcome": "optimal", "bound_scope": "kept_futures"},
            "Klar. Planen med 42 placeringar är bevisat bäst bland de vägar som räknades.",
        ),
        (
            {"outcome": "feasible", "by": "gap", "gap": 0.0009},
            "Klar. Planen med 42 placeringar är så nära som du bad om, "
            "högst 0,1 % från det bästa möjliga.",
        ),
        (
            {"outcome": "feasible", "by": "time", "gap": 0.02, "bound_scope": "kept_futures"},
            "Tiden tog slut. Planen med 42 placeringar är den bästa hittills, "
            "högst 2,0 % från det bästa möjliga bland de vägar som räknades.",
        ),
        (
            {"outcome": "feasible", "by": "error", "gap": None},
            "Lösaren avbröts av ett fel. Planen med 42 placeringar är den bästa som fanns då, "
            "men hur långt det är till det bästa möjliga är okänt.",
        ),
        (
            {"outcome": "stopped", "by": "stop", "gap": 0.1},
            "Stoppad. Planen med 42 placeringar är den bästa hittills, "
            "högst 10,0 % från det bästa möjliga.",
        ),
        (
            {"outcome": "no_plan", "by": "time"},
            "Vi hann inte hitta en plan. Förra planen gäller.",
        ),
        (
            {"outcome": "no_plan", "by": "stop"},
            "Stoppad innan någon plan fanns. Förra planen gäller.",
        ),
        ({"outcome": "infeasible"}, "De låsta förslagen går inte ihop. Förra planen gäller."),
        (
            {"status": "parked", "outcome": "failed", "message": "Minnet räckte inte till."},
            "Minnet räckte inte till.",
        ),
        (
            {"status": "parked", "outcome": "failed"},
            "Körningen gick inte att slutföra. Förra planen gäller.",
        ),
    ],
)
def test_a_run_says_what_is_proved_and_no_more(values: dict[str, Any], sentence: str) -> None:
    summary = {"placements": 42, "stopped_by": values.pop("by", "proved")}
    run = OptimisationRun(**{"status": "finished", "summary": summary, **values})
    assert run_sentence(run) == sentence


@pytest.mark.parametrize(
    ("broken", "said", "tries"),
    [
        (MemoryError(), "Minnet räckte inte till för körningen. Förra planen gäller.", 5),
        (
            PlanError("broken"),
            "Körningen avbröts av ett fel (PlanError). Förra planen gäller.",
            5,
        ),
        (
            ProblemError("absurd", "needs[1]", "Talet är orimligt stort."),
            "Körningen kunde inte räknas: Talet är orimligt stort. Förra planen gäller.",
            1,
        ),
    ],
)
def test_a_run_that_cannot_be_carried_out_says_why(
    world: World, monkeypatch: pytest.MonkeyPatch, broken: Exception, said: str, tries: int
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise broken

    monkeypatch.setattr(execution, "solve", refuse)
    run = runs.request_run(actor=world.coordinator, ring=False)
    for _ in range(tries):
        assert execution.execute_run(run_id=run.pk) is None
    shown = as_(world.coordinator).get(f"/api/runs/{run.pk}/").json()
    assert (shown["status"], shown["outcome"], shown["attempt"]) == ("parked", "failed", tries)
    assert shown["sentence"] == said


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("Går kursen vecka 0 till 2.", "Går kursen vecka 49 till 50."),
        ("Går kursen vecka 0 till 1.", "Går kursen vecka 49."),
        ("Ledig mellan vecka 3 och 7.", "Ledig mellan vecka 52 och 2 2027."),
        ("Går ut vecka 5.", "Går ut vecka 1 2027."),
        ("Kan arbeta 30 timmar i veckan i 4 veckor.", "Kan arbeta 30 timmar i veckan i 4 veckor."),
    ],
)
def test_plan_weeks_are_told_as_calendar_weeks(told: str, read: str) -> None:
    assert in_calendar(told, Calendar(date(2026, 11, 30))) == read


def test_ids_are_told_as_names() -> None:
    assert with_names("a1 flyttas, b2 blir utan.", {"a1": "Amina", "b2": "Bilal"}) == (
        "Amina flyttas, Bilal blir utan."
    )
