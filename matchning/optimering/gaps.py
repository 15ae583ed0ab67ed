"""What the plan leaves open: people without proposal and needs with places left, and why."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from .columns import Columns
from .ledger import Ledger
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
    """One finished plan, looked at from what is missing. `ledger` holds what the plan leaves."""

    def __init__(
        self, t: Tables, met: Met, columns: Columns, plan: Sequence[int], ledger: Ledger
    ) -> None:
        self.t = t
        self.columns = columns
        self.ledger = ledger
        self.placed = {int(columns.candidate[c]) for c in plan}
        self.here = Counter(int(columns.need[c]) for c in plan)
        self.with_value = set(columns.candidate.tolist())
        self.wanted = set(columns.need.tolist())
        # A gap some path closes blocks nothing.
        self.broken = {
            code: ~holds & ~columns.possible if _RULES[code].closable else ~holds
            for code, holds in met.items()
        }
        self.free: dict[int, list[int]] = {}  # need -> columns of people without proposal
        pairs = zip(columns.candidate.tolist(), columns.need.tolist(), strict=True)
        for c, (i, j) in enumerate(pairs):
            if i not in self.placed:
                self.free.setdefault(j, []).append(c)

    def unplaced(self) -> tuple[Unplaced, ...]:
        found = []
        for i, person in enumerate(self.t.problem.candidates):
            if i not in self.placed:
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
            left = self.ledger.headcount[j]
            if left.max() > 0:
                possible = self.columns.possible[:, j]
                others = int(possible.sum()) - self.here.get(j, 0)
                code, rule, text = self._open(j, others) if others > 0 else self._nobody(j)
                weeks, peak = int(left.sum()), int(left.max())
                found.append(Unfilled(need.id, weeks, peak, code, text, rule, int(possible.sum())))
        return tuple(found)

    def _outdone(self, i: int, count: int) -> tuple[str, str]:
        if i in self.with_value:
            return "competition", f"Kan ta {count} behov, men där gör andra kandidater mer nytta."
        return "low_value", "Restid, väntan och kurskostnad väger mer än arbetet."

    def _blocked(self, i: int, person: str) -> Unplaced:
        needs = self.t.shape[1]
        if self.t.problem.pairs is not None:
            return Unplaced(person, "no_pair", "Inget par är givet för kandidaten.")
        if not needs:
            return Unplaced(person, "no_need", "Det finns inga behov att föreslå.")
        mine = {code: bad[i] for code, bad in self.broken.items()}
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
        short = [self.ledger.short_of(c) for c in self.free.get(j, ())]
        tutor, seats = short.count("tutor_hours"), short.count("seats")
        if tutor and tutor >= seats:
            return "tutor_hours", None, "Handledartiden på arbetsplatsen räcker inte till fler."
        if seats:
            return "seats", None, "Kursplatserna räcker inte till fler."
        if j in self.wanted:
            text = f"{people(others)} till passar men gör mer nytta på annat håll."
            return "competition", None, text
        return "low_value", None, "Restid, väntan och kurskostnad väger mer än arbetet."

    def _nobody(self, j: int) -> Cause:
        """Everyone who could come is already here: what stops the rest?"""
        more = "fler " if j in self.here else ""
        if self.t.problem.pairs is not None:
            return "no_pair", None, f"Inget {more}par är givet för behovet."
        if not self.t.shape[0]:
            return "no_candidate", None, "Det finns inga kandidater."
        mine = {code: bad[:, j] for code, bad in self.broken.items()}
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
    counts = {code: int((bad & pairs).sum()) for code, bad in broken.items()}
    together = np.sum([bad & pairs for bad in broken.values()], axis=0)
    alone = {code: int((bad & pairs & (together == 1)).sum()) for code, bad in broken.items()}
    main = max(counts, key=lambda code: (alone[code], counts[code]))  # ties: registry order
    return main, {code: count for code, count in counts.items() if count}
