"""The problem as numpy tables: what eligibility, value and columns are computed from.

Axes: C candidates, N needs, S sites, I intakes, W weeks, K items (skills and certificates),
L licences, D task demands, T trades. What differs by site or trade only is kept so, since C x N is
the largest thing there is; `Tables.minutes`, `level`, `rung` and `rank` answer for a pair.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .licences import covered
from .problem import Course, Kept, Need, Problem, Site
from .travel import BoolArray, FloatArray, Travel, travel

IntArray = NDArray[np.integer[Any]]
NEVER = 1_000_000  # a week that does not come
NO_WISH = -1
YRKESBEVIS = 2  # the rung
UNKNOWN_LEVEL = 99  # the crew's languages are not known: neutral, blocks nothing


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    problem: Problem
    person_at: Mapping[str, int]
    need_at: Mapping[str, int]
    site_of: IntArray  # N
    trade_of: IntArray  # N, the last trade stands for any
    # candidates
    available_from: IntArray  # C, not below 0
    available_to: IntArray  # C, at most W
    # need x week
    headcount: IntArray  # N x W
    run_end: IntArray  # N x W: first week after w in which nobody is wanted
    next_dates: IntArray  # N x (W+1): first week from w a placement can start, delay apart
    next_start: IntArray  # N x (W+1): the same with the delay rule
    tutor_hours: FloatArray  # S x W, inf = not limited
    # matching
    rungs: IntArray  # C x T, NO_WISH without
    ranks: FloatArray  # C x T, nan = not asked
    on_way: BoolArray  # C x T: counts hours towards yrkesbevis
    hours_left: FloatArray  # C x T, 0 = not on that way or nothing left
    skills_asked: BoolArray  # C
    items: tuple[str, ...]
    own_until: FloatArray  # C x K: first week not valid, -inf = does not hold
    required_skills: BoolArray  # N x K: must, not taught
    required_certificates: BoolArray  # N x K
    licences: BoolArray  # C x L
    licences_needed: BoolArray  # N x L
    levels: IntArray  # C x S: best level in one of the crew's languages
    cannot: BoolArray  # C x D
    demands: BoolArray  # N x D, after the site's adaptations
    travel: Travel
    forbidden: BoolArray  # C x N
    kept: Mapping[tuple[int, int], tuple[Kept, ...]]  # by candidate and need

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.problem.candidates), len(self.problem.needs)

    def minutes(self, i: Any, j: Any) -> FloatArray:
        """Travel one way of candidates i to needs j (one of each or arrays); see Travel."""
        found: FloatArray = self.travel.to_site[i, self.site_of[j]]
        return found

    def level(self, i: Any, j: Any) -> IntArray:
        """Best level in one of the crew's languages, UNKNOWN_LEVEL where those are not known."""
        found: IntArray = self.levels[i, self.site_of[j]]
        return found

    def rung(self, i: Any, j: Any) -> IntArray:
        """Where they stand in the need's trade, NO_WISH without."""
        found: IntArray = self.rungs[i, self.trade_of[j]]
        return found

    def rank(self, i: Any, j: Any) -> FloatArray:
        """The trade's place among their wishes, nan = not asked."""
        found: FloatArray = self.ranks[i, self.trade_of[j]]
        return found

    def label(self, code: str) -> str:
        return self.problem.labels.get(code, code)

    def part(self, people: slice) -> "Tables":
        """The tables of those candidates alone."""
        problem = replace(self.problem, candidates=self.problem.candidates[people])
        mine = range(*people.indices(self.shape[0]))
        trip = self.travel
        return replace(
            self,
            **{name: getattr(self, name)[people] for name in BY_PERSON},
            problem=problem,
            person_at={person.id: i for i, person in enumerate(problem.candidates)},
            travel=Travel(
                trip.to_site[people], trip.site_reachable[people], trip.to_intake[people]
            ),
            kept={(i - mine.start, j): x for (i, j), x in self.kept.items() if i in mine},
        )


BY_PERSON = (
    *("available_from", "available_to", "rungs", "ranks", "on_way", "hours_left"),
    *("skills_asked", "own_until", "licences", "levels", "cannot", "forbidden"),
)


def build(problem: Problem) -> Tables:
    """Fill every table. The problem must be validated and ordered."""
    people, needs, weeks = problem.candidates, problem.needs, problem.weeks
    site_at = {site.id: k for k, site in enumerate(problem.sites)}
    site_of = np.array([site_at[need.site] for need in needs], dtype=np.int64)
    trip = travel(problem)
    headcount = np.zeros((len(needs), weeks), dtype=np.int64)
    for j, need in enumerate(needs):
        for step in need.demand:
            headcount[j, step.start_week : step.end_week] = step.headcount
    run_end, next_dates, next_start = _start_weeks(needs, headcount, weeks)

    items = sorted(
        {code for c in people for code in (*(c.skills or ()), *c.certificates)}
        | {code for n in needs for code in n.must.skills | n.must.certificates | n.nice}
        | {code for c in problem.courses for code in _asked(c)}
        | {code for opening in problem.openings for code in opening.items}
    )
    item_at = {code: k for k, code in enumerate(items)}
    own_until = np.full((len(people), len(items)), -np.inf)
    for i, person in enumerate(people):
        for code, expires in person.certificates.items():
            own_until[i, item_at[code]] = np.inf if expires is None else expires
        for code in person.skills or ():
            own_until[i, item_at[code]] = np.inf

    licences = sorted({code for need in needs for code in need.must.licences})
    held = [covered(c.licences, problem.licence_covers) for c in people]
    demands = sorted({code for need in needs for code in need.task_demands})
    adapted = [
        need.task_demands - problem.sites[site_of[j]].adaptations for j, need in enumerate(needs)
    ]
    trade_of, rungs, ranks, on_way, hours_left = _wishes(problem)
    person_at = {c.id: i for i, c in enumerate(people)}
    need_at = {n.id: j for j, n in enumerate(needs)}
    forbidden = np.zeros((len(people), len(needs)), dtype=bool)
    for ban in problem.forbidden:
        forbidden[person_at[ban.candidate], need_at[ban.need]] = True
    kept: dict[tuple[int, int], tuple[Kept, ...]] = {}
    for keep in problem.kept:
        pair = person_at[keep.candidate], need_at[keep.need]
        kept[pair] = (*kept.get(pair, ()), keep)
    return Tables(
        problem=problem,
        person_at=person_at,
        need_at=need_at,
        site_of=site_of,
        trade_of=trade_of,
        available_from=np.array([max(c.available_from_week, 0) for c in people], dtype=np.int64),
        available_to=np.array(
            [weeks if c.available_to_week is None else c.available_to_week for c in people],
            dtype=np.int64,
        ).clip(max=weeks),
        headcount=headcount,
        run_end=run_end,
        next_dates=next_dates,
        next_start=next_start,
        tutor_hours=np.array([_tutor_row(s, weeks) for s in problem.sites], dtype=float).reshape(
            -1, weeks
        ),
        rungs=rungs,
        ranks=ranks,
        on_way=on_way,
        hours_left=hours_left,
        skills_asked=np.array([c.skills is not None for c in people], dtype=bool),
        items=tuple(items),
        own_until=own_until,
        required_skills=_flags([n.must.skills - n.taught for n in needs], items),
        required_certificates=_flags([n.must.certificates - n.taught for n in needs], items),
        licences=_flags(held, licences),
        licences_needed=_flags([need.must.licences for need in needs], licences),
        levels=_levels(problem),
        cannot=_flags([c.cannot for c in people], demands),
        demands=_flags(adapted, demands),
        travel=trip,
        forbidden=forbidden,
        kept=kept,
    )


def rises(levels: FloatArray | IntArray) -> list[int]:
    """Weeks (after the first) in which the level goes up."""
    weeks: list[int] = (np.flatnonzero(levels[1:] > levels[:-1]) + 1).tolist()
    return weeks


def falls(levels: FloatArray | IntArray) -> list[int]:
    """Weeks (after the first) in which the level goes down."""
    return rises(-levels)


def _start_weeks(
    needs: tuple[Need, ...], headcount: IntArray, weeks: int
) -> tuple[IntArray, IntArray, IntArray]:
    run_end = np.zeros((len(needs), weeks), dtype=np.int64)
    next_dates = np.full((len(needs), weeks + 1), NEVER, dtype=np.int64)
    next_start = np.full((len(needs), weeks + 1), NEVER, dtype=np.int64)
    for j, need in enumerate(needs):
        wanted = headcount[j]
        last_rise, ends, rise = weeks, weeks, np.zeros(weeks, dtype=np.int64)
        for w in range(weeks):
            if wanted[w] > (wanted[w - 1] if w else 0):
                last_rise = w
            rise[w] = last_rise
        for w in reversed(range(weeks)):
            if wanted[w] == 0:
                ends = w
            run_end[j, w] = ends
            fits = wanted[w] > 0 and ends - w >= need.min_weeks
            on_time = need.max_delay_weeks is None or w - rise[w] <= need.max_delay_weeks
            next_dates[j, w] = w if fits else next_dates[j, w + 1]
            next_start[j, w] = w if fits and on_time else next_start[j, w + 1]
    return run_end, next_dates, next_start


def _asked(course: Course) -> frozenset[str]:
    return course.prerequisites.skills | course.prerequisites.certificates


def _tutor_row(site: Site, weeks: int) -> list[float]:
    hours = site.tutor_hours_per_week
    if isinstance(hours, tuple):
        return list(hours)
    return [np.inf if hours is None else hours] * weeks


def _flags(sets: list[frozenset[str]], codes: list[str]) -> BoolArray:
    at = {code: k for k, code in enumerate(codes)}
    table = np.zeros((len(sets), len(codes)), dtype=bool)
    for row, held in enumerate(sets):
        for code in held:
            if code in at:
                table[row, at[code]] = True
    return table


def _wishes(problem: Problem) -> tuple[IntArray, IntArray, FloatArray, BoolArray, FloatArray]:
    """(trade per need; per candidate and trade: rung, rank, on the way, hours left)."""
    trades = sorted({n.trade for n in problem.needs if n.trade is not None})
    at = {trade: k for k, trade in enumerate(trades)}
    # The last trade stands for a need open to any: everyone wishes it, rung 0, not ranked.
    rungs = np.full((len(problem.candidates), len(trades) + 1), NO_WISH, dtype=np.int8)
    ranks = np.full(rungs.shape, np.nan)
    on_way, left = np.zeros(rungs.shape, dtype=bool), np.zeros(rungs.shape)
    rungs[:, -1] = 0
    for i, person in enumerate(problem.candidates):
        for wish in person.trades:
            if wish.trade in at:
                rungs[i, at[wish.trade]] = wish.rung
                ranks[i, at[wish.trade]] = np.nan if wish.rank is None else wish.rank
                if wish.hours_done is not None and wish.rung < YRKESBEVIS:
                    asked = problem.yrkesbevis.hours.get(wish.trade, 0.0)
                    on_way[i, at[wish.trade]] = True
                    left[i, at[wish.trade]] = max(0.0, asked - wish.hours_done)
    trade_of = np.array(
        [len(trades) if n.trade is None else at[n.trade] for n in problem.needs], dtype=np.int64
    )
    return trade_of, rungs, ranks, on_way, left


def _levels(problem: Problem) -> IntArray:
    table = np.full((len(problem.candidates), len(problem.sites)), UNKNOWN_LEVEL, dtype=np.int8)
    for crew in {site.crew_languages for site in problem.sites if site.crew_languages}:
        best = [max(c.languages.get(iso, 0) for iso in crew) for c in problem.candidates]
        spoken = [site.crew_languages == crew for site in problem.sites]
        table[:, spoken] = np.array(best, dtype=np.int8)[:, None]
    return table
