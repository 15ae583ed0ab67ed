"""CPU seconds and memory, beside the same columns and rows given whole to a solver."""

from collections.abc import Iterator
from functools import partial
from statistics import median

from matchning.optimering import Options

from . import peers
from .child import Measured, cpu_seconds, measured
from .config import Config, Spec
from .lines import Line, count
from .runs import solved
from .whole import engine, searched, whole

GAPS = {"M": 0.0005, "L": 0.005}
TARGET_SECONDS = {"M": 8.0, "L": 120.0}
SHORTLIST = 12
SHORTLIST_SECONDS = {"L": 10.0, "XL": 60.0}
SHORTLIST_GAP = 0.001
MIB = 1.2 * 1024


def lines(config: Config) -> Iterator[Line]:
    if "M" in config.sizes:
        yield from _rich(config, "M", config.seeds)
        yield from _peers(config, "M")
    if "L" in config.sizes:
        yield from _rich(config, "L", config.seeds[:1])
    for size in ("L", "XL"):
        if size in config.sizes:
            yield from _shortlisted(config, size)


def _rich(config: Config, size: str, seeds: tuple[int, ...]) -> Iterator[Line]:
    """From the problem to the verified plan with every future, to the wanted gap."""
    options = Options(time_limit_seconds=600, relative_gap=GAPS[size], explain=False)
    runs = [measured(solved, config.spec(size, seed), options) for seed in seeds]
    cpu, mib = median(run.answer.cpu for run in runs), max(run.mib for run in runs)
    columns, gap = median(r.answer.columns for r in runs), max(r.answer.gap for r in runs)
    yield Line(
        f"{size} rik, allt",
        f"{cpu:.1f} s (median av {len(runs)})",
        f"{count(columns)} framtider, avstånd {gap:.3%}",
        target=f"≤ {TARGET_SECONDS[size]:.0f} s",
        met=cpu <= TARGET_SECONDS[size] and gap <= GAPS[size],
    )
    asked = size == "L"
    yield Line(
        f"{size} rik, minne",
        f"{count(mib)} MiB",
        target="≤ 1 229 MiB" if asked else "",
        met=mib <= MIB if asked else None,
    )


def _peers(config: Config, size: str) -> Iterator[Line]:
    """The search alone beside the integer program given whole, same columns, same gap."""
    spec, gap = config.spec(size), GAPS[size]
    ours = measured(search_in, spec, None, gap)
    asked = {
        "highspy passModel": partial(peers.bare_highs, integer=True),
        "PuLP som i läroboken + HiGHS": partial(peers.textbook, solver="HiGHS", integer=True),
        "PuLP + CBC": partial(peers.textbook, solver="CBC", integer=True),
        "OR-tools CP-SAT": peers.cp_sat,
    }
    for name, peer in asked.items():
        theirs = measured(asked_whole, peer, spec, None, config.peer_seconds, gap).answer
        if theirs is None:
            yield Line(f"{size} sökning", f"{ours.answer.cpu:.1f} s", f"{name}: ej installerad")
            continue
        found, best = theirs.objective, ours.answer.objective
        share = f"{found / best:.2%} av vår" if found and best else "ingen plan"
        yield Line(
            f"{size} sökning",
            f"{ours.answer.cpu:.1f} s",
            f"{name}: {theirs.cpu:.1f} s, {share}",
            ours.answer.cpu / theirs.cpu,
        )


def _shortlisted(config: Config, size: str) -> Iterator[Line]:
    spec = config.spec(size)
    run: Measured[peers.Answer] = measured(search_in, spec, SHORTLIST, SHORTLIST_GAP)
    ours = run.answer
    yield Line(
        f"{size} kortlista {SHORTLIST}",
        f"{ours.cpu:.1f} s",
        f"varav framtiderna {ours.build:.1f} s, {run.mib:.0f} MiB",
        target=f"≤ {SHORTLIST_SECONDS[size]:.0f} s",
        met=ours.cpu <= SHORTLIST_SECONDS[size],
    )


def search_in(spec: Spec, shortlist: int | None, gap: float) -> peers.Answer:
    """Our search over the futures; `build` is finding them (not counted without a shortlist)."""
    began = cpu_seconds()
    made = engine(spec.problem(), gap, shortlist)
    built = cpu_seconds()
    objective, bound = searched(made)
    build = 0.0 if shortlist is None else built - began
    return peers.Answer(objective, bound, build, cpu_seconds() - built)


def asked_whole(
    peer: "partial[peers.Answer | None]",
    spec: Spec,
    shortlist: int | None,
    seconds: float,
    gap: float,
) -> peers.Answer | None:
    return peer(whole(engine(spec.problem(), gap, shortlist)), seconds=seconds, gap=gap)
