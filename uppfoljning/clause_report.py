"""A contract's social clause against the placements there are, in figures and in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, Final

from django.utils import timezone

from grunddata.enums import ClauseMeasure
from grunddata.models import Municipality
from konton.actors import Actor
from konton.enums import Role
from konton.models import StateChange
from matchning.enums import PlacementState
from matchning.models import Placement
from projekt.clauses import Account, Contract, Hours, Terms, Work, account
from projekt.contract_models import SocialContract, SocialContractQuerySet

# Of a smaller group somebody could tell where a certain person lives.
SMALL_GROUP: Final = 5
ENDED = (PlacementState.ENDED, PlacementState.BROKEN_OFF)
UNITS = {
    ClauseMeasure.PLACES: ("plats", "platser"),
    ClauseMeasure.HOURS: ("timme", "timmar"),
    ClauseMeasure.RESIDENTS: ("dag", "dagar"),
}
DECIMALS = {ClauseMeasure.PLACES: 2, ClauseMeasure.HOURS: 0, ClauseMeasure.RESIDENTS: 0}


@dataclass(frozen=True, slots=True)
class Note:
    text: str
    is_assumption: bool = False


@dataclass(frozen=True, slots=True)
class ClauseReport:
    """``is_hidden``: the months would tell where people live, so this reader gets none."""

    contract: SocialContract
    as_of: date
    account: Account
    sentence: str
    notes: tuple[Note, ...]
    is_hidden: bool

    @property
    def unit(self) -> str:
        return UNITS[ClauseMeasure(self.account.measure)][1]

    @property
    def decimals(self) -> int:
        return DECIMALS[ClauseMeasure(self.account.measure)]


def report_rows(contracts: SocialContractQuerySet) -> SocialContractQuerySet:
    """With all a report reads."""
    return contracts.select_related("clause_model", "project__organisation").prefetch_related(
        "exemptions", "evidence", "hours"
    )


def clause_report(contract: SocialContract, actor: Actor, day: date) -> ClauseReport:
    """``contract`` from ``report_rows``; ``day``: what is before it is done, the rest ahead.

    A company reads no figures of where people live; protected persons are counted nowhere.
    """
    facts = contract_facts(contract)
    told = account(facts, _works(contract, actor), day)
    is_hidden = told.measure == ClauseMeasure.RESIDENTS and actor.role == Role.COMPANY
    return ClauseReport(
        contract=contract,
        as_of=day,
        account=told,
        sentence=_hidden_sentence() if is_hidden else _sentence(contract, told),
        notes=tuple(_notes(contract, facts, told)),
        is_hidden=is_hidden,
    )


def contract_facts(contract: SocialContract) -> Contract:
    terms: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in contract.terms.items()
        if name != "municipality"
    }
    return Contract(
        terms=Terms(measure=contract.clause_model.measure, **terms),
        start=contract.start_date,
        end=contract.end_date,
        value_sek=contract.value_sek,
        purchase=contract.purchase,
        full_time_people=contract.full_time_people,
        planned_hours=contract.planned_hours,
        exempted=tuple((row.start_date, row.end_date) for row in contract.exemptions.all()),
        hours=tuple(Hours(row.month, row.total, row.skilled) for row in contract.hours.all()),
    )


def _works(contract: SocialContract, actor: Actor) -> list[Work]:
    placements = (
        Placement.objects.visible_to(actor)
        # Of oneself, too: a protected person is in no count.
        .filter(
            need__project_id=contract.project_id,
            candidate__is_protected=False,
            start_date__lt=contract.end_date,
        )
        .select_related("need", "candidate")
        .order_by("start_date", "id")
    )
    rows = list(placements)
    begun: dict[Any, date] = {
        key: timezone.localdate(at)
        for key, at in StateChange.objects.filter(
            object_type="placement", action="begin", object_id__in=[row.pk for row in rows]
        )
        .order_by("at")
        .values_list("object_id", "at")
    }
    return [work for row in rows if (work := _work(row, begun.get(row.pk), contract.terms))]


def _work(placement: Placement, begun: date | None, terms: dict[str, Any]) -> Work | None:
    """The placement's days as told: from the agreed day, or earlier if it was told begun earlier,
    to the agreed last day, or to the day it was told ended. None: it ended before it began."""
    start, end = placement.start_date, placement.end_date
    started = begun is not None or placement.state in (PlacementState.ONGOING, PlacementState.ENDED)
    if begun is not None:
        start = min(start, begun)
    if placement.state in ENDED:
        end = min(end, timezone.localdate(placement.state_since))
        if not started:
            return None
    if start >= end:
        return None
    home, area = placement.candidate.municipality_id, terms.get("municipality")
    return Work(
        person=placement.candidate_id,
        start=start,
        end=end,
        form=placement.employment_form,
        started=started,
        hours_per_week=placement.need.hours_per_week,
        lives_here=None if home is None else home == area,
    )


def rounded(amount: Fraction, decimals: int) -> Decimal:
    """Half upwards, as people round."""
    # More digits than any amount has, so that the only rounding is this one.
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def number(amount: Fraction | int, decimals: int = 0) -> str:
    """ "1 234,5": grouped, with a decimal comma and no idle zeros."""
    text = f"{rounded(Fraction(amount), decimals):,}".replace(",", "\N{NO-BREAK SPACE}")
    text = text.replace(".", ",")
    return text.rstrip("0").rstrip(",") if "," in text else text


def _amount(amount: Fraction, measure: str) -> str:
    one, many = UNITS[ClauseMeasure(measure)]
    text = number(amount, DECIMALS[ClauseMeasure(measure)])
    return f"{text} {one if text == '1' else many}"


def _hidden_sentence() -> str:
    return (
        "Var deltagarna bor visas inte för företaget. Samordnaren ser andelen och berättar "
        "om den räcker."
    )


def _sentence(contract: SocialContract, told: Account) -> str:
    decimals = DECIMALS[ClauseMeasure(told.measure)]
    if told.not_required:
        grounds = " ".join(told.not_required)
        return f"Inget krävs. {grounds} {_amount(told.fulfilled, told.measure)} uppfyllt ändå."
    if told.measure != ClauseMeasure.PLACES and told.base == 0:
        return "Det går inte att räkna än: " + (
            "inga timmar är inrapporterade eller planerade."
            if told.measure == ClauseMeasure.HOURS
            else "ingen placering finns."
        )
    if told.required == 0:
        return "Inget krävs: värdet eller undantagen ger inget krav."
    asked = f"Avtalet kräver {_amount(told.required, told.measure)}{_share(contract, told)}."
    done = f"{number(told.fulfilled, decimals)} är uppfyllt"
    if told.fulfilled >= told.required:
        return f"Kravet är uppfyllt. {asked} {done}."
    ahead = f"{number(told.planned, decimals)} planerat"
    if told.missing == 0:
        return f"{asked} {done} och {ahead}: planen räcker."
    return f"{asked} {done} och {ahead}: {number(told.missing, decimals)} saknas."


def _share(contract: SocialContract, told: Account) -> str:
    percent = contract.terms.get("share_percent")
    if told.measure == ClauseMeasure.HOURS:
        return f", {percent} procent av {number(told.base)}"
    if told.measure == ClauseMeasure.RESIDENTS:
        place = Municipality.objects.get(pk=contract.terms["municipality"])
        return f" av boende i {place}, {percent} procent av {number(told.base)}"
    return ""


def _notes(contract: SocialContract, facts: Contract, told: Account) -> Iterable[Note]:
    terms = facts.terms
    if told.bonus_sek:
        yield Note(
            f"Månader över minimum ger {number(told.bonus_sek)} kr i bonus med klausulens belopp. "
            "Avtalet avgör.",
            is_assumption=True,
        )
    if terms.skilled_percent is not None:
        yield Note(
            f"Minst {terms.skilled_percent} procent av timmarna ska göras av fackutbildade: "
            + (
                "de timmarna är inte inrapporterade."
                if told.skilled is None
                else f"{number(told.skilled * 100, 1)} procent hittills."
            )
        )
    if terms.exempt_under_people and facts.full_time_people is None and not told.not_required:
        yield Note(
            "Antalet heltider är inte angivet. Är de färre än "
            f"{terms.exempt_under_people} gäller inte kravet."
        )
    if told.months_without_hours:
        yield Note(
            f"Timmar saknas för {told.months_without_hours} "
            f"{'månad' if told.months_without_hours == 1 else 'månader'}, som därför inte räknas."
        )
    if any(month.assumed for month in told.months):
        yield Note(
            "Där timmar inte är inrapporterade räknas de planerade, jämnt fördelade över dagarna.",
            is_assumption=True,
        )
    if told.measure == ClauseMeasure.PLACES and told.required:
        yield Note("Kravet fördelas jämnt över avtalets dagar.", is_assumption=True)
    others = (
        SocialContract.objects.filter(
            project_id=contract.project_id,
            start_date__lt=contract.end_date,
            end_date__gt=contract.start_date,
        )
        .exclude(pk=contract.pk)
        .order_by("number")
    )
    if numbers := [other.number for other in others]:
        yield Note(
            f"Avtal {', '.join(numbers)} löper samtidigt i projektet: samma placeringar räknas i "
            "alla. Fråga beställaren om det får vara så."
        )
    yield Note(
        "En placering räknas från den avtalade första dagen till den dag den rapporterades slut. "
        "Personer med skyddade uppgifter räknas aldrig med.",
        is_assumption=True,
    )
    if contract.clause_model.verification_note:
        yield Note(contract.clause_model.verification_note, is_assumption=True)
