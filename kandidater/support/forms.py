"""The answer per form: possible, what is not known, or what speaks against it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from grunddata.models import SupportForm, SupportRule

from .amounts import Amount, Wage, amount_of, counted, longest_months
from .conditions import Outcome, Verdict, check, every, no, not_known
from .facts import Facts

DECIDES = "Möjligt – Arbetsförmedlingen beslutar"
_ORDER = {Verdict.YES: 0, Verdict.UNKNOWN: 1, Verdict.NO: 2}


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """One ground of a form. ``amount`` is of the wage asked about, else of one at the cap."""

    rule: SupportRule
    outcome: Outcome
    amount: Amount
    longest_months: int | None


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """A form and its grounds, the most possible first."""

    form: SupportForm
    rules: tuple[RuleAnswer, ...]

    @property
    def verdict(self) -> Verdict:
        return self.rules[0].outcome.verdict


def possible_support(
    facts: Facts,
    rules: Iterable[SupportRule],
    day: date,
    norms: Mapping[str, float],
    wage: Wage | None = None,
) -> list[FormAnswer]:
    """Every form with a rule among ``rules`` (those in force that day), the most possible first.

    ``norms``: needs ``employer_fee_rate`` (share) and what ``amounts.counted`` does.
    Raises KeyError without them, ValueError for a rule whose conditions we do not know.
    """
    fee = Decimal(str(norms["employer_fee_rate"]))
    base = counted(norms, wage).sek
    by_form: dict[str, list[RuleAnswer]] = {}
    told: dict[str, Outcome] = {}
    # A rule that points at others comes after them.
    for rule in sorted(rules, key=lambda rule: ("unless" in rule.payload, rule.position)):
        outcome = told[rule.code] = _outcome(rule, facts, day, told)
        answer = RuleAnswer(
            rule=rule,
            outcome=outcome,
            amount=amount_of(rule.payload.get("amount", {}), facts, day, fee=fee, wage=base),
            longest_months=longest_months(rule.payload.get("longest"), facts, day),
        )
        by_form.setdefault(rule.support_form_id, []).append(answer)
    forms = [
        FormAnswer(
            answers[0].rule.support_form,
            tuple(sorted(answers, key=lambda a: (_ORDER[a.outcome.verdict], a.rule.position))),
        )
        for answers in by_form.values()
    ]
    return sorted(forms, key=lambda form: (_ORDER[form.verdict], form.form.position))


def _outcome(rule: SupportRule, facts: Facts, day: date, told: Mapping[str, Outcome]) -> Outcome:
    """The rule's own conditions; ``unless``: rules that take its place where they hold."""
    outcome = every(check(condition, facts, day) for condition in rule.payload["conditions"])
    others = [told[code] for code in rule.payload.get("unless", ()) if code in told]
    if any(other.verdict is Verdict.YES for other in others):
        return no("en annan grund ger mer")
    doubts = [not_known(*o.missing) for o in others if o.verdict is Verdict.UNKNOWN]
    return every([outcome, *doubts])
