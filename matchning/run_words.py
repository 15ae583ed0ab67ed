"""A run's state and outcome in words, never saying more than is proved."""

from math import ceil

from .enums import RunOutcome, RunStatus
from .models import OptimisationRun
from .optimering.errors import NO_SOLVER, OUT_OF_MEMORY

BEFORE_STANDS = "Förra planen gäller."


def percent(share: float) -> str:
    """Rounded up to a tenth: what is told as *högst* is never less than it is."""
    tenths = ceil(round(share * 1000, 6))
    return f"{tenths / 10:.1f}".replace(".", ",") + " %"


def run_sentence(run: OptimisationRun) -> str:
    if run.status == RunStatus.QUEUED:
        return "Körningen väntar på att börja."
    if run.status == RunStatus.RUNNING:
        again = f" (försök {run.attempt} av 5)" if run.attempt > 1 else ""
        if run.progress.get("incumbent") is None:
            return f"Räknar{again}. Ingen plan hittad än."
        return f"Räknar{again}. Bästa plan hittills finns och förbättras."
    if run.status == RunStatus.PARKED:
        return run.message or f"Körningen gick inte att slutföra. {BEFORE_STANDS}"
    return _ended(run)


# By outcome, and by what ended the search where that makes a difference.
_ENDED = {
    (RunOutcome.OPTIMAL, ""): "Klar. {plan} är bevisat bäst{among}.",
    (RunOutcome.FEASIBLE, ""): "Klar. {plan} är så nära som du bad om{distance}.",
    (RunOutcome.FEASIBLE, "time"): "Tiden tog slut. {plan} är den bästa hittills{distance}.",
    (RunOutcome.FEASIBLE, "error"): ("{why} {plan} är den bästa som fanns då{distance}."),
    (RunOutcome.STOPPED, ""): "Stoppad. {plan} är den bästa hittills{distance}.",
    (RunOutcome.NO_PLAN, ""): f"Vi hann inte hitta en plan. {BEFORE_STANDS}",
    (RunOutcome.NO_PLAN, "stop"): f"Stoppad innan någon plan fanns. {BEFORE_STANDS}",
    (RunOutcome.NO_PLAN, "error"): f"{{why}} Ingen plan fanns då. {BEFORE_STANDS}",
    (RunOutcome.INFEASIBLE, ""): f"De låsta förslagen går inte ihop. {BEFORE_STANDS}",
}


_CAUSES = {NO_SOLVER, OUT_OF_MEMORY}  # other messages are the solver's own words, in English


def _ended(run: OptimisationRun) -> str:
    placed = run.summary.get("placements", 0)
    among = " bland de vägar som räknades" if run.bound_scope == "kept_futures" else ""
    outcome = RunOutcome(run.outcome)
    words = _ENDED.get((outcome, run.summary.get("stopped_by", ""))) or _ENDED.get((outcome, ""))
    if words is None:
        return run.message
    return words.format(
        plan="Planen med en placering" if placed == 1 else f"Planen med {placed} placeringar",
        among=among,
        distance=_distance(run) + among,
        why=run.message if run.message in _CAUSES else "Lösaren avbröts av ett fel.",
    )


def _distance(run: OptimisationRun) -> str:
    if run.gap is None:
        return ", men hur långt det är till det bästa möjliga är okänt"
    return f", högst {percent(run.gap)} från det bästa möjliga"


def failure_words(error: Exception) -> str:
    """Why an attempt broke, for the run page; the log has the rest."""
    if isinstance(error, MemoryError):
        return "Minnet räckte inte till för körningen."
    return f"Körningen avbröts av ett fel ({type(error).__name__})."
