"""What PuLP costs: the whole program through it, column generation, its share of a run."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from time import process_time
from typing import Any
from unittest.mock import patch

import highspy
import numpy as np

from matchning.optimering import Options, search, solve
from matchning.optimering.held import Held, Persistent
from matchning.optimering.model import Aim, Model

from . import peers
from .child import cpu_seconds, measured
from .config import Config, Spec
from .lines import Line
from .speed import SHORTLIST
from .whole import engine, whole

HANDED_OVER = ("add_rows", "add_columns", "limit", "duals", "solve")
WHOLE, GENERATED, SHARE = 1.3, 0.3, 0.15
LONG = 600.0


def lines(config: Config) -> Iterator[Line]:
    for size, shortlist in (("M", None), ("L", SHORTLIST)):
        if size not in config.sizes:
            continue
        name = size if shortlist is None else f"{size} kortlista {shortlist}"
        spec = config.spec(size)
        bare = measured(bare_lp, spec, shortlist).answer
        through = measured(whole_lp, spec, shortlist).answer
        generated = measured(column_generation, spec, shortlist).answer
        peer = f"highspy passModel, LP: {bare[1]:.2f} s"
        yield _ratio(f"{name}, hela LP genom PuLP", through, bare, peer, WHOLE)
        yield _ratio(f"{name}, kolumngenerering", generated, bare, peer, GENERATED)
    for size in ("M", "L"):
        if size in config.sizes:
            share, cpu = measured(pulps_share, config.spec(size)).answer
            yield Line(
                f"{size} rik, PuLP:s andel",
                f"{share:.1%}",
                f"av {cpu:.1f} s",
                share,
                f"≤ {SHARE:.0%}",
                share <= SHARE,
            )


def _ratio(
    name: str, ours: tuple[float, float], bare: tuple[float, float], peer: str, most: float
) -> Line:
    (bound, cpu), (optimum, theirs) = ours, bare
    same = abs(bound - optimum) <= 1e-6 * max(1.0, abs(optimum))
    figure = f"{cpu:.2f} s" if same else f"{cpu:.2f} s, annat värde: {bound:.6g}"
    return Line(name, figure, peer, cpu / theirs, f"≤ {most:.2g} ×", same and cpu <= most * theirs)


def bare_lp(spec: Spec, shortlist: int | None) -> tuple[float, float]:
    """(optimum, CPU seconds)."""
    answer = peers.bare_highs(whole(engine(spec.problem(), 0.0, shortlist)), False, LONG, 0.0)
    return answer.objective or 0.0, answer.cpu


def whole_lp(spec: Spec, shortlist: int | None) -> tuple[float, float]:
    """The same program, every column through our PuLP model at once."""
    made = engine(spec.problem(), 0.0, shortlist)
    shared = made.shared
    began = cpu_seconds()
    model = Model(made.columns, shared, Aim(made.ordinary), highspy)
    model.add(np.arange(len(made.columns)), every_row=False)
    model.held.highs.setOptionValue("threads", 1)
    model.held.solve()
    optimum = -model.held.highs.getObjectiveValue() / model.scale
    return optimum, cpu_seconds() - began


def column_generation(spec: Spec, shortlist: int | None) -> tuple[float, float]:
    """The same program, without the rows on whole people that the peer does not have."""
    made = engine(spec.problem(), 0.0, shortlist)
    made.start()
    assert made.shared  # worked out before the clock starts: the peer does not count it either
    with patch.object(search, "CUTS", 0):
        began = cpu_seconds()
        bound = made.relax().bound
        return bound, cpu_seconds() - began


def pulps_share(spec: Spec) -> tuple[float, float]:
    """(share of a whole solve spent in PuLP's hands, HiGHS' own work left out; CPU seconds)."""
    clock = {"PuLP": 0.0, "HiGHS": 0.0}

    def timed(inner: Callable[..., Any], key: str) -> Callable[..., Any]:
        def outer(*arguments: Any, **named: Any) -> Any:
            began = process_time()
            try:
                return inner(*arguments, **named)
            finally:
                clock[key] += process_time() - began

        return outer

    problem = spec.problem()
    with ExitStack() as stack:
        asked = [(Held, name, "PuLP") for name in HANDED_OVER]
        for owner, name, key in (*asked, (Persistent, "actualSolve", "HiGHS")):
            inner = timed(getattr(owner, name), key)
            stack.enter_context(patch.object(owner, name, inner))
        began = process_time()
        solve(problem, Options(time_limit_seconds=LONG, relative_gap=0.005, explain=False))
        spent = process_time() - began
    return (clock["PuLP"] - clock["HiGHS"]) / spent, spent
