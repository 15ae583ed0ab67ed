"""Every needed path of up to four intakes, for the bound checker (bound_check.py) alone.

Depth first from what is missing: take the first open requirement, try every intake that meets it,
and put what that intake itself asks for last in line. Shares nothing with paths.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from . import recount
from .book import Book
from .personal import MOST_INTAKES
from .problem import Candidate
from .recount import TOLERANCE

Token = tuple[str, str, int]  # ("item", code, 0), ("speaks", iso, level), ("course", id, 0)
Missing = tuple[tuple[str, ...], frozenset[str], int]  # items, languages any of which, level


@dataclass(frozen=True, slots=True)
class Way:
    """Intakes in time order that close a gap, each of them needed, from `since` and before `until`.

    `price` is what the intakes cost in value and in prices; `gives` and `speaks` what they leave.
    """

    intakes: tuple[int, ...]
    end: int
    price: float
    since: float
    until: float
    gives: Mapping[str, float]  # item -> first week not valid
    speaks: Mapping[str, int]


class Ways:
    """All ways per gap and per what a person may take; `price` is per intake."""

    def __init__(self, book: Book, price: Mapping[str, float]) -> None:
        self.book, self.problem = book, book.problem
        self.intakes = sorted(self.problem.intakes, key=lambda k: (k.start_week, k.end_week, k.id))
        self.courses = [book.courses[k.course] for k in self.intakes]
        self.price = [price[k.id] for k in self.intakes]
        self.gives = [
            dict.fromkeys(course.grants_skills, inf)
            | {
                code: inf if weeks is None else float(intake.end_week + weeks)
                for code, weeks in course.grants_certificates.items()
                if code not in course.grants_skills
            }
            for intake, course in zip(self.intakes, self.courses, strict=True)
        ]
        self.at = {intake.id: k for k, intake in enumerate(self.intakes)}
        self._nothing = [self.way(())]
        self.may: dict[str, list[frozenset[Token] | None]] = {}
        self._near: dict[Missing, tuple[int, ...]] = {}
        self._found: dict[tuple[Missing, tuple[frozenset[Token] | None, ...]], list[Way]] = {}
        self._giving: dict[tuple[str, str], list[int]] = {}
        for k, course in enumerate(self.courses):
            for name in self.gives[k]:
                self._giving.setdefault(("item", name), []).append(k)
            for iso in course.grants_languages:
                self._giving.setdefault(("speaks", iso), []).append(k)
            self._giving.setdefault(("course", course.id), []).append(k)

    def closing(self, person: Candidate, missing: Missing) -> list[Way]:
        """The ways she may close the gap; nothing missing is closed by no intake at all."""
        if not missing[0] and not missing[2]:
            return self._nothing
        if missing not in self._near:
            self._near[missing] = self._reachable(missing)
        if person.id not in self.may:
            self.may[person.id] = [self._lacks(person, k) for k in range(len(self.intakes))]
        lacks = self.may[person.id]
        key = (missing, tuple(lacks[k] for k in self._near[missing]))
        if key not in self._found:
            search = _Search(self, missing, dict(zip(self._near[missing], key[1], strict=True)))
            self._found[key] = search.ways()
        return self._found[key]

    def way(self, chosen: Sequence[int]) -> Way:
        """Those intakes, whatever they close."""
        weeks, gives, speaks = self.problem.weeks, dict[str, float](), dict[str, int]()
        for k in chosen:
            for item, week in self.gives[k].items():
                gives[item] = max(gives.get(item, -inf), week if week < weeks else inf)
            for iso, level in self.courses[k].grants_languages.items():
                speaks[iso] = max(speaks.get(iso, 0), level)
        end = max((self.intakes[k].end_week for k in chosen), default=0)
        price = sum(self.price[k] for k in chosen)
        return Way(tuple(chosen), end, price, -inf, inf, gives, speaks)

    def meets(self, k: int, token: Token, week: float) -> bool:
        """Does the intake meet the requirement in that week?"""
        kind, name, least = token
        if self.intakes[k].end_week > week:
            return False
        if kind == "item":
            return self.gives[k].get(name, -inf) > week
        if kind == "speaks":
            return self.courses[k].grants_languages.get(name, 0) >= least
        return self.courses[k].id == name

    def giving(self, token: Token) -> list[int]:
        return self._giving.get(token[:2], [])

    def _lacks(self, person: Candidate, k: int) -> frozenset[Token] | None:
        """What she lacks to begin the intake; None where she can never take it."""
        intake, asked = self.intakes[k], self.courses[k].prerequisites
        if intake.seats <= intake.taken or intake.start_week < person.available_from_week:
            return None
        if person.available_to_week is not None and intake.end_week > person.available_to_week:
            return None
        if not all(recount.has_licence(self.problem, person, x) for x in asked.licences):
            return None
        minutes = recount.minutes_to(self.problem, person, intake, None)
        limit = person.max_travel_minutes
        if minutes is not None and limit is not None and minutes > limit + TOLERANCE:
            return None
        week = intake.start_week
        items = (x for x in asked.skills | asked.certificates)
        lacking: set[Token] = {
            ("item", x, 0) for x in items if not recount.holds(person, x, week, ())
        }
        lacking |= {
            ("speaks", iso, least)
            for iso, least in asked.languages.items()
            if person.languages.get(iso, 0) < least
        }
        lacking |= {("course", x, 0) for x in asked.courses - person.completed_courses}
        return frozenset(lacking)

    def _reachable(self, missing: Missing) -> tuple[int, ...]:
        """Every intake that could be in a way: giving what is missing, or asked for by such."""
        waiting = [k for k in range(len(self.intakes)) if self._useful(k, missing)]
        found: set[int] = set()
        while waiting:
            k = waiting.pop()
            if k in found:
                continue
            found.add(k)
            asked = self.courses[k].prerequisites
            tokens: list[Token] = [("item", x, 0) for x in asked.skills | asked.certificates]
            tokens += [("speaks", iso, least) for iso, least in asked.languages.items()]
            tokens += [("course", x, 0) for x in asked.courses]
            start = self.intakes[k].start_week
            waiting += [e for t in tokens for e in self.giving(t) if self.meets(e, t, start)]
        return tuple(sorted(found))

    def _useful(self, k: int, missing: Missing) -> bool:
        return any(item in self.gives[k] for item in missing[0]) or self.reaches(k, missing)

    def reaches(self, k: int, missing: Missing) -> bool:
        """Does the intake give the level in one of the languages?"""
        granted = self.courses[k].grants_languages
        return missing[2] > 0 and any(granted.get(x, 0) >= missing[2] for x in missing[1])


class _Search:
    """The ways to close one gap for those who lack the same to begin each intake."""

    def __init__(
        self, all_ways: Ways, missing: Missing, lacks: Mapping[int, frozenset[Token] | None]
    ) -> None:
        self.w, self.missing = all_ways, missing
        self.lacks = {k: tokens for k, tokens in lacks.items() if tokens is not None}
        self.seen: set[frozenset[int]] = set()
        self.found: dict[object, Way] = {}

    def ways(self) -> list[Way]:
        self._go(frozenset(), self._open(frozenset()))
        return list(self.found.values())

    def _open(self, chosen: frozenset[int]) -> tuple[tuple[Token, float], ...]:
        """What the gap itself still asks for; None of it is bound to a week yet."""
        items = [x for x in self.missing[0] if not any(x in self.w.gives[k] for k in chosen)]
        found: list[tuple[Token, float]] = [(("item", x, 0), inf) for x in items]
        if self.missing[2] and not any(self.w.reaches(k, self.missing) for k in chosen):
            found.append((("level", "", 0), inf))
        return tuple(found)

    def _go(self, chosen: frozenset[int], asked: tuple[tuple[Token, float], ...]) -> None:
        """`asked` are requirements of chosen intakes, with the week in which they must be met."""
        if not asked:
            self._closed(chosen)
            return
        (token, week), rest = asked[0], asked[1:]
        if self._met(chosen, token, week):
            self._go(chosen, rest)
            return
        for k in self._candidates(token, week):
            self._take(chosen, k, rest)

    def _take(self, chosen: frozenset[int], k: int, asked: tuple[tuple[Token, float], ...]) -> None:
        if len(chosen) == MOST_INTAKES or k in chosen or not self._apart(chosen, k):
            return
        start = float(self.w.intakes[k].start_week)
        self._go(chosen | {k}, asked + tuple((t, start) for t in sorted(self.lacks[k])))

    def _met(self, chosen: frozenset[int], token: Token, week: float) -> bool:
        if week < inf:
            return any(self.w.meets(k, token, week) for k in chosen)
        if token[0] == "level":
            return any(self.w.reaches(k, self.missing) for k in chosen)
        return any(token[1] in self.w.gives[k] for k in chosen)

    def _candidates(self, token: Token, week: float) -> list[int]:
        if week < inf:
            return [
                k for k in self.w.giving(token) if k in self.lacks and self.w.meets(k, token, week)
            ]
        if token[0] == "level":
            return [k for k in self.lacks if self.w.reaches(k, self.missing)]
        return [k for k in self.w.giving(token) if k in self.lacks]

    def _apart(self, chosen: frozenset[int], k: int) -> bool:
        mine = self.w.intakes[k]
        others = [self.w.intakes[other] for other in chosen]
        return all(
            mine.end_week <= other.start_week or other.end_week <= mine.start_week
            for other in others
        )

    def _closed(self, chosen: frozenset[int]) -> None:
        """Every item is given; also try to have the one that runs out first renewed."""
        if chosen in self.seen:
            return
        self.seen.add(chosen)
        until = self._until(chosen)
        since = max(
            (self._until(chosen - {k}) for k in chosen if self._stands(chosen - {k})), default=-inf
        )
        if since < until:
            self._keep(chosen, since, until)
        if until < self.w.problem.weeks:
            for item in self.missing[0]:
                last = max(self.w.gives[k].get(item, -inf) for k in chosen)
                if last == until:
                    for k in self._candidates(("item", item, 0), inf):
                        if self.w.gives[k][item] > last:
                            self._take(chosen, k, ())

    def _until(self, chosen: frozenset[int]) -> float:
        """The first week in which the intakes no longer close the gap, -inf where they never do."""
        if self.missing[2] and not any(self.w.reaches(k, self.missing) for k in chosen):
            return -inf
        return min(
            (
                max((self.w.gives[k].get(item, -inf) for k in chosen), default=-inf)
                for item in self.missing[0]
            ),
            default=inf,
        )

    def _stands(self, chosen: frozenset[int]) -> bool:
        """May every one of the intakes be begun after the others?"""
        return all(
            self._met(chosen, token, float(self.w.intakes[k].start_week))
            for k in chosen
            for token in self.lacks[k]
        )

    def _keep(self, chosen: frozenset[int], since: float, until: float) -> None:
        """The way, unless a cheaper one that gives the same ends in the same week."""
        bare = self.w.way(sorted(chosen))
        until = until if until < self.w.problem.weeks else inf
        way = replace(bare, since=since, until=until)
        key = (way.end, since, until, frozenset(way.gives.items()), frozenset(way.speaks.items()))
        if key not in self.found or way.price < self.found[key].price:
            self.found[key] = way
