"""What a whole district of real buildings asked of each trade, year by year, beside adverts.

Two different things are put side by side and said to be so: person-years that 40 buildings of one
district need by our template, and adverts of all construction in the county one year. They may be
compared trade with trade within a column, never added or divided row by row.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from grunddata.enums import CrewTemplateKind
from grunddata.models import CrewTemplate as CrewTemplateRow
from grunddata.models import Norm, Occupation
from grunddata.selectors import norms

from .built import (
    ADVERTS_SOURCE,
    ADVERTS_YEAR,
    BUILT_SOURCE,
    DISTRICT,
    BuiltProject,
    built_projects,
    county_adverts,
)
from .crew_curve import parse_template, weekly_heads
from .demand import assumptions_of, heads_by_occupation

WEEKS_PER_YEAR = 52
NOTES = (
    "Det är två olika mått. Personåren är vad husen i en enda stadsdel behöver enligt vår "
    "bemanningsmall. Annonserna är alla platsannonser inom bygg i hela länet under ett år. "
    "Jämför ordningen mellan yrkena, inte talen på en rad.",
    "Husens verkliga byggstart är inte känd. Vi antar att varje hus blev klart den 1 juli det år "
    "etappen flyttade in, och att bygget tog så lång tid som mallen säger.",
    "Ett personår är 52 personveckor på plats.",
)


@dataclass(frozen=True, slots=True)
class TradeYears:
    """One SSYK group: person-years per calendar year, people at once, and adverts of the county.

    ``person_years`` is empty where the template has no such trade; ``adverts`` None where the
    county's table has no such group.
    """

    ssyk2012: str
    name: str
    occupations: list[str]
    person_years: list[float]
    total: float
    peak: float
    adverts: int | None


@dataclass(frozen=True, slots=True)
class RegionalDemand:
    """``person_years`` of all trades per year; ``years`` in order."""

    sentence: str
    notes: tuple[str, ...]
    district: str
    projects: int
    dwellings: int
    years: list[int]
    person_years: list[float]
    total: float
    trades: list[TradeYears]
    adverts_year: int
    adverts: int
    sources: tuple[str, ...]
    template: CrewTemplateRow
    assumptions: list[Norm]


class NoTemplate(LookupError):
    """The reference data has no crew template for new dwellings."""


def regional_demand(
    *, today: date, buildings: Sequence[BuiltProject] | None = None
) -> RegionalDemand:
    """The demand of ``buildings`` (the 40 real ones) with the norms in force ``today``.

    Four queries, however many buildings. Raises NoTemplate.
    """
    rows = built_projects() if buildings is None else buildings
    template_row = (
        CrewTemplateRow.objects.filter(kind=CrewTemplateKind.NEW_BUILD)
        .order_by("position", "code")
        .first()
    )
    if template_row is None:
        raise NoTemplate
    template = parse_template(template_row.payload, norms(today))
    occupations = Occupation.objects.in_bulk()
    names: dict[str, set[str]] = defaultdict(set)
    weekly: dict[str, dict[date, float]] = defaultdict(lambda: defaultdict(float))
    for row in rows:
        curve = heads_by_occupation(template, weekly_heads(template, row.dwellings))
        for code, heads in curve.items():
            ssyk = occupations[code].ssyk2012
            names[ssyk].add(occupations[code].name_sv)
            for week, count in zip(_mondays(row.finished, len(heads)), heads, strict=True):
                weekly[ssyk][week] += count
    years = sorted({_year(monday) for by_week in weekly.values() for monday in by_week})
    groups = {group.ssyk2012: group for group in county_adverts()}
    trades = []
    for ssyk in {*weekly, *groups}:
        group = groups.get(ssyk)
        by_week = weekly.get(ssyk, {})
        per_year: dict[int, float] = dict.fromkeys(years, 0.0)
        for monday, count in by_week.items():
            per_year[_year(monday)] += count / WEEKS_PER_YEAR
        trades.append(
            TradeYears(
                ssyk2012=ssyk,
                name=group.name if group else ", ".join(sorted(names[ssyk])),
                occupations=sorted(names[ssyk]),
                person_years=[round(value, 1) for value in per_year.values()] if by_week else [],
                total=round(sum(per_year.values()), 1),
                peak=round(max(by_week.values(), default=0.0), 1),
                adverts=group.adverts if group else None,
            )
        )
    trades.sort(key=lambda trade: (-trade.total, -(trade.adverts or 0), trade.ssyk2012))
    yearly = dict.fromkeys(years, 0.0)
    for by_week in weekly.values():
        for monday, count in by_week.items():
            yearly[_year(monday)] += count / WEEKS_PER_YEAR
    return RegionalDemand(
        sentence=_sentence(yearly, trades, len(rows)),
        notes=NOTES,
        district=DISTRICT,
        projects=len(rows),
        dwellings=sum(row.dwellings for row in rows),
        years=years,
        person_years=[round(value, 1) for value in yearly.values()],
        total=round(sum(yearly.values()), 1),
        trades=trades,
        adverts_year=ADVERTS_YEAR,
        adverts=sum(group.adverts for group in groups.values()),
        sources=(BUILT_SOURCE, ADVERTS_SOURCE),
        template=template_row,
        assumptions=assumptions_of(template_row, template, today, own_length=False),
    )


def table(demand: RegionalDemand) -> tuple[list[str], list[list[str | float | int | None]]]:
    """Header and rows as a file or a terminal shows them, the sum of all trades last."""
    header = [
        "SSYK 2012",
        "Yrkesgrupp",
        *(f"Personår {year}" for year in demand.years),
        "Personår totalt",
        "Högst samtidigt",
        f"Annonser i länet {demand.adverts_year}",
    ]
    none: list[str | float | int | None] = [None] * len(demand.years)
    rows: list[list[str | float | int | None]] = [
        [
            trade.ssyk2012,
            trade.name,
            *(trade.person_years or none),
            trade.total if trade.person_years else None,
            trade.peak if trade.person_years else None,
            trade.adverts,
        ]
        for trade in demand.trades
    ]
    whole: list[str | float | int | None] = ["", "Alla", *demand.person_years, demand.total]
    return header, [*rows, [*whole, None, demand.adverts]]


def _mondays(finished: date, weeks: int) -> list[date]:
    """The building's weeks; the last is the one ``finished`` is in."""
    last = finished - timedelta(days=finished.weekday())
    return [last - timedelta(weeks=weeks - 1 - index) for index in range(weeks)]


def _year(monday: date) -> int:
    return monday.isocalendar().year


def _sentence(yearly: dict[int, float], trades: Sequence[TradeYears], projects: int) -> str:
    if not yearly:
        return "Det finns inga byggen att räkna på."
    top = max(yearly, key=lambda year: yearly[year])
    first = trades[0].name[:1].lower() + trades[0].name[1:]
    return (
        f"De {projects} husen behövde enligt mallen omkring {sum(yearly.values()):.0f} personår, "
        f"mest {top}: {yearly[top]:.0f}. Flest timmar har {first}."
    )
