"""Every way a run can end, in words on the run page; and plan weeks as calendar weeks."""

from datetime import date
from typing import Any

import pytest

from matchning.models import OptimisationRun
from matchning.optimering import adapter, outcome, recount, tables
from matchning.optimering.errors import NO_SOLVER, PlanError, ProblemError
from matchning.optimering.search import Search
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
            {"outcome": "feasible", "by": "gap", "gap": 0.00041},  # never rounded down
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

    monkeypatch.setattr(execution, "solve_and_keep", refuse)
    run = runs.request_run(actor=world.coordinator, ring=False)
    for _ in range(tries):
        assert execution.execute_run(run_id=run.pk) is None
    shown = as_(world.coordinator).get(f"/api/runs/{run.pk}/").json()
    assert (shown["status"], shown["outcome"], shown["attempt"]) == ("parked", "failed", tries)
    assert shown["sentence"] == said


MEMORY = "Minnet räckte inte till."
STANDS = "Förra planen gäller."
UNKNOWN_FAR = (
    "Planen med en placering är den bästa som fanns då, "
    "men hur långt det är till det bästa möjliga är okänt."
)


@pytest.mark.parametrize(
    ("where", "does", "seconds", "ended", "said"),
    [
        (None, None, 60.0, "optimal", "Klar. Planen med en placering är bevisat bäst."),
        (None, None, 1e-9, "no_plan", f"Vi hann inte hitta en plan. {STANDS}"),
        (
            (execution._Heart, "should_stop"),
            True,
            60.0,
            "no_plan",
            f"Stoppad innan någon plan fanns. {STANDS}",
        ),
        (
            (outcome, "lock_conflicts"),
            ["n1: Två är låsta på en plats."],
            60.0,
            "infeasible",
            f"De låsta förslagen går inte ihop. {STANDS}",
        ),
        (
            (adapter, "available"),
            adapter.SolverMissing(NO_SOLVER),
            60.0,
            "feasible",
            "Ingen lösare är installerad. Planen med en placering är den bästa som fanns då, "
            "högst 0,0 % från det bästa möjliga.",
        ),
        ((Search, "loosest"), MemoryError(), 60.0, "feasible", f"{MEMORY} {UNKNOWN_FAR}"),
        (
            (tables, "build"),
            MemoryError(),
            60.0,
            "no_plan",
            f"{MEMORY} Ingen plan fanns då. {STANDS}",
        ),
        (
            (recount, "objective"),
            MemoryError(),
            60.0,
            "failed",
            f"Minnet räckte inte till för körningen. {STANDS}",
        ),
    ],
)
def test_the_run_page_tells_each_ending_and_a_plan_stands_until_there_is_another(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    *,
    where: tuple[Any, str] | None,
    does: Any,
    seconds: float,
    ended: str,
    said: str,
) -> None:
    """`does`: what is raised or answered there, where the search is otherwise left alone."""

    def provoked(*_: Any, **__: Any) -> Any:
        if isinstance(does, Exception):
            raise does
        return does

    standing = world.add_proposal(world.add_candidate(), world.add_need())
    run = runs.request_run(actor=world.coordinator, ring=False, time_limit_seconds=seconds)
    if where is not None:
        monkeypatch.setattr(*where, provoked)
    for _ in range(5 if ended == "failed" else 1):
        execution.execute_run(run_id=run.pk)
    shown = as_(world.coordinator).get(f"/api/runs/{run.pk}/").json()
    assert (shown["outcome"], shown["sentence"]) == (ended, said)
    has_plan = ended in {"optimal", "feasible"}
    assert (shown["objective"] is not None) is has_plan
    standing.refresh_from_db()
    assert (standing.state, standing.run_id == run.pk) == ("new", has_plan)


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
