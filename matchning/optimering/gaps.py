"""What the plan leaves open: people without proposal and needs with places left, and why."""

from collections.abc import Sequence

import numpy as np

from .columns import Columns
from .exchanges import SHORT_BUDGET, SHORT_SEATS, SHORT_TUTORS, Exchanges
from .reasons import Met
from .registry import PAIR_RULES
from .result import Unfilled, Unplaced
from .swedish import people
from .tables import Tables
from .travel import BoolArray

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
        found = []
        for i, person in enumerate(self.t.problem.candidates):
            if not self.placed[i]:
                count = int(self.columns.possible[i].sum())
                if count:
                    code, text = self._outdone(i, count)
                    found.append(Unplaced(person.id, code, text, {}, count))
                else:
                    found.append(self._blocked(i, person.id))
        return tuple(found)

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

    def _broken(self, at: tuple[int | slice, int | slice]) -> Broken:
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

    def _blocked(self, i: int, person: str) -> Unplaced:
        needs = self.t.shape[1]
        if self.t.problem.pairs is not None:
            return Unplaced(person, "no_pair", "Inget par är givet för kandidaten.")
        if not needs:
            return Unplaced(person, "no_need", "Det finns inga behov att föreslå.")
        mine = self._broken((i, slice(None)))
        for code in ("consent", "not_excluded"):
            if mine[code].any():
                return Unplaced(person, code, _RULES[code].blocked_sv, {code: needs})
        relevant = ~mine["trade"]
        if not relevant.any():
            text = "Inget behov finns i kandidatens valda yrken."
            return Unplaced(person, "trade", text, {"trade": needs})
        code, counts = _main_rule(mine, relevant)
        title = _RULES[code].title_sv
        text = f"{title} hindrar {counts[code]} av {int(relevant.sum())} behov i valda yrken."
        return Unplaced(person, code, text, counts)

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
        rule, counts = _main_rule(mine, interested)
        text = (
            f"{people(int(interested.sum()))} {'till ' if more else ''}har valt yrket men kan "
            f"inte börja; {_RULES[rule].title_sv.lower()} hindrar {counts[rule]}."
        )
        return "no_candidate", rule, text


def _main_rule(broken: Broken, pairs: BoolArray) -> tuple[str, dict[str, int]]:
    """(the rule that alone blocks most of the pairs, else blocks most; blocked pairs per rule)."""
    bad = np.array([blocked[pairs] for blocked in broken.values()])
    alone = dict(zip(broken, bad[:, bad.sum(axis=0) == 1].sum(axis=1).tolist(), strict=True))
    counts = dict(zip(broken, bad.sum(axis=1).tolist(), strict=True))
    main = max(counts, key=lambda code: (alone[code], counts[code]))  # ties: registry order
    return main, {code: count for code, count in counts.items() if count}
