"""What the plan leaves open: people without proposal and needs with places left, and why."""

from collections.abc import Iterator, Sequence

import numpy as np

from .columns import Columns
from .exchanges import SHORT_BUDGET, SHORT_SEATS, SHORT_TUTORS, Exchanges
from .reasons import Met
from .registry import PAIR_RULES
from .result import Unfilled, Unplaced
from .swedish import people
from .tables import IntArray, Tables
from .travel import BoolArray

AT_ONCE = 500  # people, beside all needs and rules
_RULES = {rule.code: rule for rule in PAIR_RULES}
Broken = dict[str, BoolArray]
Cause = tuple[str, str | None, str]  # code, rule, sentence


class Gaps:
    """One finished plan, looked at from what is missing."""

    def __init__(
        self,
        t: Tables,
        met: Met,
        columns: Columns,
        plan: Sequence[int],
        exchanges: Exchanges,
    ) -> None:
        self.t = t
        self.met = met
        self.columns = columns
        self.exchanges = exchanges
        self.placed = exchanges.taken
        legs = columns.legs
        self.left = t.headcount.copy()
        self.here = np.zeros(t.shape[1], dtype=np.int64)
        for c in plan:
            for leg in range(legs.begin[c], legs.begin[c + 1]):
                self.left[legs.need[leg], legs.start[leg] : legs.end[leg]] -= 1
                self.here[legs.need[leg]] += 1
        self.with_value = np.zeros(t.shape[0], dtype=bool)
        self.with_value[columns.candidate] = True
        self.wanted = np.zeros(t.shape[1], dtype=bool)
        self.wanted[legs.need] = True
        groups = t.problem.together
        self.grouped = {name for group in groups for name in group.candidates}

    def unplaced(self) -> tuple[Unplaced, ...]:
        people, found = self.t.problem.candidates, {}
        possible = self.columns.possible.sum(axis=1)
        for i in np.flatnonzero(~self.placed & (possible > 0)).tolist():
            count = int(possible[i])
            code, text = self._outdone(i, count)
            found[i] = Unplaced(people[i].id, code, text, {}, count)
        alone = np.flatnonzero(~self.placed & (possible == 0))
        for first in range(0, len(alone), AT_ONCE):
            some = alone[first : first + AT_ONCE]
            found |= zip(some.tolist(), self._blocked(some), strict=True)
        return tuple(found[i] for i in sorted(found))

    def unfilled(self) -> tuple[Unfilled, ...]:
        found = []
        for j, need in enumerate(self.t.problem.needs):
            left = self.left[j]
            if left.max() > 0:
                possible = int(self.columns.possible[:, j].sum())
                others = possible - int(self.here[j])
                code, rule, text = self._open(j, others) if others > 0 else self._nobody(j)
                weeks, peak = int(left.sum()), int(left.max())
                found.append(Unfilled(need.id, weeks, peak, code, text, rule, possible))
        return tuple(found)

    def _broken(self, at: tuple[IntArray | slice, int | slice]) -> Broken:
        """Per rule, does it block the pairs? A gap some path closes blocks nothing."""
        possible = self.columns.possible[at]
        return {
            code: ~holds[at] & ~possible if _RULES[code].closable else ~holds[at]
            for code, holds in self.met.items()
        }

    def _outdone(self, i: int, count: int) -> tuple[str, str]:
        if self.t.problem.candidates[i].id in self.grouped:
            text = "Hör till en grupp som ska vara tillsammans; hela gruppen gör ingen mer nytta."
            return "together", text
        if self.with_value[i]:
            return "competition", f"Kan ta {count} behov, men där gör andra kandidater mer nytta."
        return "low_value", "Restid, väntan och kurskostnad väger mer än arbetet."

    def _blocked(self, people: IntArray) -> Iterator[Unplaced]:
        """Why those without any need they could take have none."""
        needs = self.t.shape[1]
        names = [self.t.problem.candidates[i].id for i in people.tolist()]
        if self.t.problem.pairs is not None or not needs:
            code, text = "no_pair", "Inget par är givet för kandidaten."
            if self.t.problem.pairs is None:
                code, text = "no_need", "Det finns inga behov att föreslå."
            yield from (Unplaced(name, code, text) for name in names)
            return
        broken = self._broken((people, slice(None)))
        relevant = ~broken["trade"]
        wanted = relevant.sum(axis=1).tolist()
        main, counts = _main_rules(broken, relevant)
        never = {code: np.any(broken[code], axis=1) for code in ("consent", "not_excluded")}
        for k, name in enumerate(names):
            rule = next((code for code, mine in never.items() if mine[k]), None)
            if rule is not None:
                yield Unplaced(name, rule, _RULES[rule].blocked_sv, {rule: needs})
            elif not wanted[k]:
                text = "Inget behov finns i kandidatens valda yrken."
                yield Unplaced(name, "trade", text, {"trade": needs})
            else:
                rule, mine = main[k], counts[k]
                title = _RULES[rule].title_sv
                text = f"{title} hindrar {mine[rule]} av {wanted[k]} behov i valda yrken."
                yield Unplaced(name, rule, text, mine)

    def _open(self, j: int, others: int) -> Cause:
        """Why none of the `others` who could come and are not here fills the need."""
        short = self.exchanges.short_of(self.exchanges.free(j))
        tutor, seats, money = (
            int((short == code).sum()) for code in (SHORT_TUTORS, SHORT_SEATS, SHORT_BUDGET)
        )
        if tutor and tutor >= max(seats, money):
            return "tutor_hours", None, "Handledartiden på arbetsplatsen räcker inte till fler."
        if seats and seats >= money:
            return "seats", None, "Kursplatserna räcker inte till fler."
        if money:
            return "budget", None, "Pengarna till kurser räcker inte till fler."
        if self.wanted[j]:
            text = f"{people(others)} till passar men gör mer nytta på annat håll."
            return "competition", None, text
        return "low_value", None, "Restid, väntan och kurskostnad väger mer än arbetet."

    def _nobody(self, j: int) -> Cause:
        """Everyone who could come is already here: what stops the rest?"""
        more = "fler " if self.here[j] else ""
        if self.t.problem.pairs is not None:
            return "no_pair", None, f"Inget {more}par är givet för behovet."
        if not self.t.shape[0]:
            return "no_candidate", None, "Det finns inga kandidater."
        mine = self._broken((slice(None), j))
        interested = ~mine["trade"] & ~self.columns.possible[:, j]
        if not interested.any():
            trade = self.t.label(self.t.problem.needs[j].trade or "")
            return "no_candidate", "trade", f"Ingen {more}kandidat har valt yrket {trade}."
        one = {code: bad[None, :] for code, bad in mine.items()}
        (rule,), (counts,) = _main_rules(one, interested[None, :])
        text = (
            f"{people(int(interested.sum()))} {'till ' if more else ''}har valt yrket men kan "
            f"inte börja; {_RULES[rule].title_sv.lower()} hindrar {counts[rule]}."
        )
        return "no_candidate", rule, text


def _main_rules(broken: Broken, pairs: BoolArray) -> tuple[list[str], list[dict[str, int]]]:
    """Per row: the rule that alone blocks most of the pairs, else blocks most (ties: registry
    order), and how many of the pairs each rule blocks."""
    codes = list(broken)
    bad = np.array([blocked & pairs for blocked in broken.values()])
    every = bad.sum(axis=2).T
    alone = (bad & (bad.sum(axis=0) == 1)).sum(axis=2).T
    main = np.argmax(alone * (pairs.shape[1] + 1) + every, axis=1)
    told = [
        {code: count for code, count in zip(codes, row, strict=True) if count}
        for row in every.tolist()
    ]
    return [codes[k] for k in main.tolist()], told
