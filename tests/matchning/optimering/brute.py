"""The optimum by trying everything, from the verifier's rules and the recounted values only.

Futures are enumerated from their definition in columns.py, written here a second time.
"""

from collections.abc import Iterator
from itertools import pairwise, permutations

from matchning.optimering import Need, Pair, Placement, Problem, verify
from matchning.optimering.book import Book
from matchning.optimering.recount import parts, tutor_hours


def optimum(problem: Problem) -> float:
    """The best total value of any plan."""
    futures: dict[str, list[Placement]] = {}
    for placement in _futures(problem):
        if placement.value > 0:
            futures.setdefault(placement.candidate, []).append(placement)
    groups = [sorted(group, key=lambda p: -p.value) for group in futures.values()]
    left = [sum(group[0].value for group in groups[k:]) for k in range(len(groups) + 1)]
    best = 0.0

    def search(k: int, taken: list[Placement], value: float) -> None:
        nonlocal best
        best = max(best, value)
        if k == len(groups) or value + left[k] <= best:
            return
        for placement in groups[k]:
            if not verify(problem, [*taken, placement]):
                search(k + 1, [*taken, placement], value + placement.value)
        search(k + 1, taken, value)

    search(0, [], 0.0)
    return best


def _futures(problem: Problem) -> Iterator[Placement]:
    if problem.pairs is not None:
        for pair in problem.pairs:
            yield from _stands(problem, _from_pair(problem, pair))
        return
    names = [k.id for k in problem.intakes]
    paths = [path for length in (0, 1, 2) for path in permutations(names, length)]
    ends = {k.id: k.end_week for k in problem.intakes}
    for person in problem.candidates:
        for need in problem.needs:
            for path in paths:
                ready = max([0, person.available_from_week, *(ends[name] for name in path)])
                last = min(problem.weeks, person.available_to_week or problem.weeks)
                for start, end in _weeks(problem, need, ready, last):
                    yield from _needed(problem, person.id, need.id, (start, end), path)


def _needed(
    problem: Problem, person: str, need: str, weeks: tuple[int, int], path: tuple[str, ...]
) -> Iterator[Placement]:
    """The placement, if it stands and would break a rule of hers with one intake less."""
    shorter = [path[:k] + path[k + 1 :] for k in range(len(path))]
    if all(_broken_rules(problem, _bare(person, need, weeks, p)) for p in shorter):
        yield from _stands(problem, _bare(person, need, weeks, path))


def _broken_rules(problem: Problem, bare: Placement) -> set[str]:
    """Broken rules other than capacities: what is left of those decides no single path."""
    codes = {violation.code for violation in verify(problem, [bare])}
    return codes - {"headcount", "seats", "tutor_hours", "figures"}


def _stands(problem: Problem, bare: Placement) -> Iterator[Placement]:
    book = Book(problem)
    hours, value = tutor_hours(book, bare)[0], sum((parts(book, bare) or {}).values())
    placement = Placement(
        bare.candidate,
        bare.need,
        bare.start_week,
        bare.end_week,
        bare.intakes,
        value=value or 0.0,
        value_parts={},
        tutor_hours_per_week=hours or 0.0,
    )
    if not verify(problem, [placement]):
        yield placement


def _bare(person: str, need: str, weeks: tuple[int, int], path: tuple[str, ...] = ()) -> Placement:
    return Placement(person, need, *weeks, path, 0.0, {}, 0.0)


def _from_pair(problem: Problem, pair: Pair) -> Placement:
    need = next(n for n in problem.needs if n.id == pair.need)
    start = need.start_week if pair.start_week is None else pair.start_week
    end = need.end_week if pair.end_week is None else pair.end_week
    return _bare(pair.candidate, pair.need, (start, end))


def _weeks(problem: Problem, need: Need, ready: int, last: int) -> Iterator[tuple[int, int]]:
    """Start and end weeks the first version considers, for one who is ready in week `ready`."""
    wanted = [0] * problem.weeks
    for step in need.demand:
        for week in range(step.start_week, step.end_week):
            wanted[week] = step.headcount
    hours = next(s.tutor_hours_per_week for s in problem.sites if s.id == need.site)
    tutor = list(hours) if isinstance(hours, tuple) else [0.0] * problem.weeks

    def run_end(start: int) -> int:
        week = start
        while week < problem.weeks and wanted[week]:
            week += 1
        return week

    def allowed(week: int) -> bool:
        rise = max(w for w in range(week + 1) if wanted[w] > (wanted[w - 1] if w else 0) or w == 0)
        on_time = need.max_delay_weeks is None or week - rise <= need.max_delay_weeks
        return run_end(week) - week >= need.min_weeks and on_time

    starts = [w for w in range(ready, problem.weeks) if allowed(w)][:1]
    up, down = set(), set()
    for levels in (wanted, tutor):
        for week, (a, b) in enumerate(pairwise(levels), start=1):
            if b > a:
                up.add(week)
            if b < a:
                down.add(week)
    if starts:
        starts += [w for w in sorted(up) if w > starts[0] and allowed(w)]
    for start in starts:
        latest = min(run_end(start), last)
        for end in {latest, *(w for w in down if w < latest)}:
            if end - start >= need.min_weeks:
                yield start, end
