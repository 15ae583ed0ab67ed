"""What columns share, without writing out what every column uses.

Columns that are on the same need in the same weeks with the same tutor hours use the same rows;
they are one *slot*. A county has millions of columns but some thousand slots and paths, so what a
column uses is looked up: its candidate's row, its slots' rows and its path's rows. Rows are the
kinds of `KINDS`; the mathematics is in model.py.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .columns import Columns
from .links import Links, Tie
from .tables import IntArray, Tables
from .travel import BoolArray, FloatArray

KINDS = (
    "one",
    "heads",
    "tutor",
    "people",
    "seats",
    "budget",
    "group",
    "goal",
    "crew",
    "rounded",
)
ONE, HEADS, TUTOR, PEOPLE, SEATS, BUDGET, GROUP, GOAL, CREW, ROUNDED = range(len(KINDS))
DISTINCT = (
    8  # different tutor hours in a row; with more, rounded rows cut off too little to be worth it
)


@dataclass(frozen=True, slots=True, eq=False)
class Uses:
    """What each of some things uses of the rows: for thing k from `begin[k]` to `begin[k + 1]`."""

    begin: IntArray
    row: IntArray
    use: FloatArray

    def of(self, things: IntArray) -> tuple[IntArray, IntArray, FloatArray]:
        """(position in `things`, row, use) of everything they use."""
        count = self.begin[things + 1] - self.begin[things]
        owner = np.repeat(np.arange(len(things)), count)
        first = np.cumsum(count) - count
        at = np.arange(len(owner)) + (self.begin[things] - first)[owner]
        return owner, self.row[at], self.use[at]

    def paid(self, prices: FloatArray) -> FloatArray:
        """What each thing pays at one price per row."""
        owner = np.repeat(np.arange(len(self.begin) - 1), np.diff(self.begin))
        paid = np.bincount(owner, prices[self.row] * self.use, minlength=len(self.begin) - 1)
        return paid.astype(float)


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A row with limit 1 on who is at the site in the week (whole.py)."""

    site: int
    week: int
    kinds: FloatArray  # tutor hours
    uses: FloatArray  # per kind
    slots: IntArray
    use: FloatArray  # per slot


@dataclass(frozen=True, slots=True, eq=False)
class Rounded:
    """A row over columns told one by one (rounding.py)."""

    columns: IntArray  # rising
    use: FloatArray  # of each
    limit: float

    def used_by(self, columns: IntArray) -> FloatArray:
        """What each of these columns uses."""
        if not len(self.columns):
            return np.zeros(len(columns))
        at = np.minimum(np.searchsorted(self.columns, columns), len(self.columns) - 1)
        return np.where(self.columns[at] == columns, self.use[at], 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """`lower <= sum of uses <= upper` per row. Row i below the number of candidates is i's own.

    `item` is the position of the need, site, intake, budget or goal, in `ties` for groups and
    in `cuts` for crews, in `rounded` for rounded rows; `week` stands for the step (-1 without),
    `hours` is what a whole-people row divides by.
    """

    kind: IntArray
    item: IntArray
    week: IntArray
    hours: FloatArray
    lower: FloatArray
    upper: FloatArray
    slot: IntArray  # per leg
    by_slot: Uses
    by_path: Uses
    ties: tuple[Tie, ...]
    slots: "Slots"
    cuts: tuple[Cut, ...] = ()
    rounded: tuple[Rounded, ...] = ()

    def __len__(self) -> int:
        return len(self.upper)

    def with_cuts(self, cuts: Sequence[Cut]) -> "Rows":
        """The same rows and, after them, one more for each cut."""
        old = self.by_slot
        owner = np.repeat(np.arange(len(old.begin) - 1), np.diff(old.begin))
        member = np.concatenate([owner, *(cut.slots for cut in cuts)])
        new = [np.full(len(cut.slots), len(self) + k) for k, cut in enumerate(cuts)]
        row = np.concatenate([old.row, *new])
        use = np.concatenate([old.use, *(cut.use for cut in cuts)])
        return replace(
            self._longer(CREW, len(self.cuts), np.ones(len(cuts)), [cut.week for cut in cuts]),
            cuts=(*self.cuts, *cuts),
            by_slot=_by_thing(member, row, use, len(old.begin) - 1),
        )

    def with_rounded(self, new: Sequence[Rounded]) -> "Rows":
        """The same rows and, after them, these."""
        limits = np.array([row.limit for row in new])
        longer = self._longer(ROUNDED, len(self.rounded), limits, [-1] * len(new))
        return replace(longer, rounded=(*self.rounded, *new))

    def unrounded(self, kept: BoolArray | None = None) -> "Rows":
        """The same rows, the rounded ones without a limit but those to be kept (per row)."""
        free = self.kind == ROUNDED
        if kept is not None:
            free &= ~kept
        return replace(self, upper=np.where(free, np.inf, self.upper))

    def _longer(self, kind: int, first: int, upper: FloatArray, weeks: Sequence[int]) -> "Rows":
        count = len(upper)
        return replace(
            self,
            kind=np.append(self.kind, np.full(count, kind)),
            item=np.append(self.item, np.arange(count) + first),
            week=np.append(self.week, np.array(weeks, dtype=np.int64)),
            hours=np.append(self.hours, np.zeros(count)),
            lower=np.append(self.lower, np.full(count, -np.inf)),
            upper=np.append(self.upper, upper),
        )

    def names(self, rows: IntArray) -> list[str]:
        width = len(str(len(self)))
        return [f"{KINDS[self.kind[r]]}_{r:0{width}d}" for r in rows.tolist()]


@dataclass(slots=True)
class _Row:
    kind: int
    item: int
    limit: float
    lower: float = -np.inf
    week: int = -1
    hours: float = 0.0


class _Collected:
    """Rows with what slots or paths use of them, in the order they come."""

    def __init__(self) -> None:
        self.rows: list[_Row] = []
        self.members: dict[bool, list[IntArray]] = {True: [], False: []}
        self.row: dict[bool, list[IntArray]] = {True: [], False: []}
        self.use: dict[bool, list[FloatArray]] = {True: [], False: []}

    def add(self, row: _Row, members: IntArray, use: FloatArray, *, slots: bool) -> None:
        self.members[slots].append(members)
        self.row[slots].append(np.full(len(members), len(self.rows)))
        self.use[slots].append(use)
        self.rows.append(row)

    def uses(self, slots: bool, things: int, first: int) -> Uses:
        none = np.empty(0, dtype=np.int64)
        member = np.concatenate([none, *self.members[slots]])
        row = np.concatenate([none, *self.row[slots]]) + first
        use = np.concatenate([np.empty(0), *self.use[slots]])
        return _by_thing(member, row, use, things)


def _by_thing(thing: IntArray, row: IntArray, use: FloatArray, things: int) -> Uses:
    order = np.argsort(thing, kind="stable")
    begin = np.concatenate([[0], np.cumsum(np.bincount(thing, minlength=things))])
    return Uses(begin.astype(np.int64), row[order], use[order])


def rows(t: Tables, columns: Columns) -> Rows:
    """Every row some plan of the columns could break."""
    links = Links(t, columns)
    slots = Slots(columns, links)
    found = _Collected()
    _heads(t, slots, found)
    _tutors(t, slots, found)
    _paths(t, columns, found)
    for kind, use in ((GROUP, links.group_uses), (GOAL, links.goal_uses)):
        for item, limit, lower, member, amount in use(slots.first_leg):
            found.add(_Row(kind, item, limit, lower), member, amount, slots=True)
    people = t.shape[0]
    made = [_Row(ONE, i, 1.0) for i in range(people)] + found.rows
    return Rows(
        kind=np.array([row.kind for row in made], dtype=np.int64),
        item=np.array([row.item for row in made], dtype=np.int64),
        week=np.array([row.week for row in made], dtype=np.int64),
        hours=np.array([row.hours for row in made], dtype=float),
        lower=np.array([row.lower for row in made], dtype=float),
        upper=np.array([row.limit for row in made], dtype=float),
        slot=slots.of,
        by_slot=found.uses(True, len(slots.first_leg), people),
        by_path=found.uses(False, len(columns.paths), people),
        ties=tuple(links.ties),
        slots=slots,
    )


class Slots:
    """The distinct (need, start, end, tutor hours, links) among the legs."""

    def __init__(self, columns: Columns, links: Links) -> None:
        legs = columns.legs
        code = np.zeros(len(legs), dtype=np.int64)
        for part in (legs.need, legs.start, legs.end, _ranked(legs.tutor_hours), links.tag):
            if part is not None:
                code *= int(part.max(initial=0)) + 1
                code += part
        _, self.first_leg, of = np.unique(code, return_index=True, return_inverse=True)
        self.of: IntArray = of.reshape(-1).astype(np.int32)
        self.count = np.bincount(self.of, minlength=len(self.first_leg))  # columns in each
        self.need = legs.need[self.first_leg]
        self.start = legs.start[self.first_leg]
        self.end = legs.end[self.first_leg]
        self.hours = legs.tutor_hours[self.first_leg]

    def present(self, t: Tables, site: int, week: int) -> IntArray:
        """The slots with tutor hours at the site in the week."""
        here = (self.start <= week) & (self.end > week) & (self.hours > 0)
        here &= t.site_of[self.need] == site
        return np.flatnonzero(here)


def _ranked(values: FloatArray) -> IntArray:
    if not len(values) or (values == values[0]).all():
        return np.zeros(len(values), dtype=np.int64)
    rank: IntArray = np.unique(values, return_inverse=True)[1].reshape(-1)
    return rank


def _heads(t: Tables, slots: Slots, found: _Collected) -> None:
    for present in groups(slots.need):
        j = int(slots.need[present[0]])
        wanted = t.headcount[j].astype(float)
        for week, active, limit in steps(slots.start[present], slots.end[present], wanted):
            members = present[active]
            if slots.count[members].sum() > limit:
                row = _Row(HEADS, j, limit, week=week)
                found.add(row, members, np.ones(len(members)), slots=True)


def _tutors(t: Tables, slots: Slots, found: _Collected) -> None:
    for at_site in groups(t.site_of[slots.need]):
        present = at_site[slots.hours[at_site] > 0]
        if not len(present):
            continue
        s = int(t.site_of[slots.need[present[0]]])
        for week, active, limit in steps(
            slots.start[present], slots.end[present], t.tutor_hours[s]
        ):
            members = present[active]
            hours, count = slots.hours[members], slots.count[members]
            if not np.isfinite(limit):
                continue
            if hours @ count > limit:
                found.add(_Row(TUTOR, s, limit, week=week), members, hours, slots=True)
            for each, most, use in _whole_people(hours, limit):
                if use @ count > most:
                    row = _Row(PEOPLE, s, most, week=week, hours=each)
                    found.add(row, members[use > 0], use[use > 0], slots=True)


def _paths(t: Tables, columns: Columns, found: _Collected) -> None:
    """Seats of intakes and money of payers."""
    taking = np.bincount(columns.path, minlength=len(columns.paths))
    steps = columns.paths.steps
    owner, step = np.nonzero(steps != columns.paths.none)
    intake = steps[owner, step]
    for at in groups(intake):
        k = int(intake[at[0]])
        given = t.problem.intakes[k]
        if taking[owner[at]].sum() > given.seats - given.taken:
            row = _Row(SEATS, k, float(given.seats - given.taken))
            found.add(row, owner[at], np.ones(len(at)), slots=False)
    sek = np.array([k.cost_sek for k in t.problem.intakes])
    for b, covers in enumerate(budget_intakes(t)):
        paths = owner[covers[intake]]
        cost = sek[intake[covers[intake]]]
        each = np.bincount(paths, cost, minlength=len(columns.paths)).astype(float)
        limit = t.problem.budgets[b].limit_sek
        if each @ taking > limit:
            members = np.flatnonzero(each)
            found.add(_Row(BUDGET, b, limit), members, each[members], slots=False)


def budget_intakes(t: Tables) -> list[IntArray]:
    """Per budget: which intakes it pays for, as flags over Problem.intakes."""
    return [
        np.array(
            [
                k.payer == b.payer
                and b.from_week <= k.start_week
                and (b.to_week is None or k.start_week < b.to_week)
                for k in t.problem.intakes
            ],
            dtype=bool,
        )
        for b in (() if t.problem.pairs is not None else t.problem.budgets)
    ]


def steps(
    starts: IntArray, ends: IntArray, capacity: FloatArray
) -> list[tuple[int, IntArray, float]]:
    """(week, who is present, capacity) per step of weeks, without steps implied by a neighbour.

    `capacity` is per week. A step is implied when everyone in it is also in the next (nobody
    leaves between) or the previous (nobody arrives) kept step, at no higher capacity there.
    """
    changes = np.flatnonzero(capacity[1:] != capacity[:-1]) + 1
    inside = changes[(changes > starts.min()) & (changes < ends.max())]
    edges = np.unique(np.concatenate([starts, ends, inside]))
    arrive, leave = set(starts.tolist()), set(ends.tolist())
    kept: list[tuple[int, float, bool]] = []  # week, capacity, has anyone arrived since
    for week in edges[:-1].tolist():
        limit = float(capacity[week])
        came, left = week in arrive, week in leave
        if kept:
            before, was, changed = kept[-1]
            changed = changed or came
            if not changed and was <= limit:
                continue
            if not left and not _left_between(leave, before, week) and limit <= was:
                kept.pop()
            else:
                kept[-1] = (before, was, changed)
        kept.append((week, limit, False))
    return [
        (week, np.flatnonzero((starts <= week) & (ends > week)), limit) for week, limit, _ in kept
    ]


def _left_between(leave: set[int], after: int, before: int) -> bool:
    return any(after < week < before for week in leave)


def _whole_people(use: FloatArray, limit: float) -> Iterator[tuple[float, float, FloatArray]]:
    """What the row says about whole people where that is more (Chvátal-Gomory).

    Divided by one of its own hours and rounded down: 11 hours at 6 or 8 each are one person.
    """
    kinds = np.unique(use)
    for hours in kinds.tolist() if len(kinds) <= DISTINCT else ():
        share, most = np.floor(use / hours), float(np.floor(limit / hours + 1e-6))
        if (share * limit > use * most * (1 + 1e-9)).any():
            yield hours, most, share


def groups(keys: IntArray) -> list[IntArray]:
    """Positions with equal key, in key order."""
    order = np.argsort(keys, kind="stable")
    cuts = np.flatnonzero(np.diff(keys[order])) + 1
    return np.split(order, cuts) if len(keys) else []
