"""Real buildings, moved in time, with invented companies on them.

A large building's installations are projects of their own at subcontractors, who hold most places
in the trade (DOMAIN.md 4).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from grunddata.enums import CrewTemplateKind
from grunddata.models import CrewTemplate as CrewTemplateRow
from grunddata.selectors import norms
from konton.models import Organisation
from projekt.built import BuiltProject, built_projects
from projekt.crew_curve import (
    CrewTemplate,
    SlotRules,
    SuggestedNeed,
    parse_template,
    slot_rules,
    suggest_needs,
    weekly_heads,
)
from projekt.models import Phase, Project, Tutor

from .draw import Draw, Keys, Stream
from .organisations import Staff, surname
from .sources import assumptions, given_names, table

MUNICIPALITY = "0180"
DEVELOPER = "Påhittad byggherre (övning)"
# Fractions of the building's time, from the template's own windows.
PHASES = (
    ("Mark och grund", 0.0, 0.2),
    ("Stomme", 0.08, 0.52),
    ("Tätt hus", 0.38, 0.66),
    ("Inredning och installationer", 0.4, 0.98),
)


@dataclass(frozen=True, slots=True)
class Contract:
    """One company's work on a building, with the needs its crew curve gives."""

    project: Project
    suggestions: list[SuggestedNeed]
    crew_languages: list[str]
    adaptations: list[str]
    tutors: list[tuple[Tutor, list[str]]]


@dataclass(frozen=True, slots=True)
class Crew:
    """The template with today's norms."""

    template: CrewTemplate
    rules: SlotRules
    per_tutor: float

    @classmethod
    def read(cls, today: date) -> "Crew":
        row = (
            CrewTemplateRow.objects.filter(kind=CrewTemplateKind.NEW_BUILD)
            .order_by("position", "code")
            .first()
        )
        if row is None:
            raise LookupError("grunddata saknar en bemanningsmall för nybygge")
        values = norms(today)
        return cls(
            parse_template(row.payload, values), slot_rules(values), values["crew_per_tutor"]
        )


def plan_contracts(draw: Draw, staff: Staff, count: int) -> list[Contract]:
    """Contracts on ``count`` buildings: a third begun, a third within half a year, the rest later.

    More buildings than there are real ones become further stages of the same.
    """
    a = assumptions()
    stream = draw.stream("buildings")
    key = draw.keys("projects")
    crew = Crew.read(draw.today)
    rows = _buildings(stream, count)
    mains = [row for row in table("companies") if row["kind"] == "main"]
    owners = stream.quota({row["name"]: float(row["weight"]) for row in mains}, count)
    hours = draw.stream("site_hours")
    contracts = []
    for number, (row, owner) in enumerate(zip(rows, owners, strict=True)):
        dwellings = row.dwellings
        weeks = crew.template.duration.weeks(dwellings)
        start = draw.monday + timedelta(weeks=_first_week(stream, number * 3 // count, weeks))
        shift = time.fromisoformat(stream.one_of(a.shift_starts))
        curve = weekly_heads(crew.template, dwellings, duration_weeks=weeks)
        suggested = suggest_needs(crew.template, curve, start, crew.rules)
        heads = _heads(crew.template, curve)
        languages = ["sv", *stream.some(a.crew_languages)]
        for name, company, occupations in _shares(staff, row, owner, number, heads):
            project = Project(
                id=key(),
                organisation=company,
                name=name,
                property_name=row.property_name,
                area=row.area,
                developer=DEVELOPER,
                # The building's dwellings are the main contractor's figure.
                dwellings=dwellings if company.name == owner else None,
                municipality_id=MUNICIPALITY,
                lat=row.lat,
                lon=row.lon,
                start_date=start,
                duration_weeks=weeks,
                shift_start=shift,
                shift_end=_end(shift, hours.one_of(a.shift_minutes)),
                **dict.fromkeys(hours.some(a.site_odd_hours), True),
                is_demo=True,
            )
            mine = [need for need in suggested if need.occupation_code in occupations]
            peak = max(map(sum, zip(*(heads[o] for o in occupations), strict=True)), default=0.0)
            tutors = list(
                _tutors(
                    stream,
                    key,
                    project=project,
                    needs=mine,
                    wanted=peak / crew.per_tutor,
                    languages=languages,
                )
            )
            project.tutor_hours_per_week = sum(tutor.hours_per_week for tutor, _ in tutors)
            adaptations = stream.some(a.site_adaptations)
            contracts.append(Contract(project, mine, languages, adaptations, tutors))
    return contracts


def _end(start: time, minutes: str) -> time | None:
    if not minutes:
        return None
    first_moment = datetime.combine(date.min, start)
    return (first_moment + timedelta(minutes=int(minutes))).time()


def write_contracts(draw: Draw, contracts: Sequence[Contract]) -> None:
    for contract in contracts:
        # One by one: the model derives its search and sort keys when it is saved.
        contract.project.save(force_insert=True)
    key = draw.keys("phases")
    Phase.objects.bulk_create(
        Phase(id=key(), project=c.project, name=name, start_date=start, end_date=end)
        for c in contracts
        for name, start, end in _phases(c.project)
    )
    Tutor.objects.bulk_create(tutor for c in contracts for tutor, _ in c.tutors)
    spoken = Tutor.languages.through
    spoken.objects.bulk_create(
        spoken(tutor_id=tutor.pk, language_id=code)
        for c in contracts
        for tutor, languages in c.tutors
        for code in languages
    )
    crew, adapts = Project.crew_languages.through, Project.adaptations.through
    crew.objects.bulk_create(
        crew(project_id=c.project.pk, language_id=code)
        for c in contracts
        for code in c.crew_languages
    )
    adapts.objects.bulk_create(
        adapts(project_id=c.project.pk, taskdemand_id=code)
        for c in contracts
        for code in c.adaptations
    )


def _buildings(stream: Stream, count: int) -> list[BuiltProject]:
    real = list(built_projects())
    if count < len(real):
        # A small demo takes the larger buildings, so that there is work in it.
        real = sorted(real, key=lambda row: -row.dwellings)[:count]
    rows = [
        row if stage == 0 else replace(row, property_name=f"{row.property_name}, etapp {stage + 1}")
        for stage in range(math.ceil(count / len(real)) if real else 0)
        for row in real
    ][:count]
    stream.shuffle(rows)
    return rows


def _first_week(stream: Stream, third: int, weeks: int) -> int:
    """Weeks from now to the building start; a begun building has at least eight weeks left."""
    a = assumptions()
    if third == 0:
        low, high = a.weeks_begun
        return -min(stream.randint(low, high), weeks - 8)
    return stream.randint(*(a.weeks_soon if third == 1 else a.weeks_later))


def _heads(template: CrewTemplate, curve: dict[str, list[float]]) -> dict[str, list[float]]:
    """Heads per occupation and week."""
    trades = [*template.trades, *([template.labourer] if template.labourer else [])]
    heads: dict[str, list[float]] = {}
    for trade in trades:
        for part in trade.occupations:
            own = [h * part.part for h in curve[trade.key]]
            before = heads.get(part.occupation, [0.0] * len(own))
            heads[part.occupation] = [x + y for x, y in zip(before, own, strict=True)]
    return heads


def _shares(
    staff: Staff, row: BuiltProject, owner: str, number: int, heads: dict[str, list[float]]
) -> Iterator[tuple[str, Organisation, list[str]]]:
    """(project name, company, occupations): the main contractor, then the subcontractors."""
    subs: dict[tuple[str, ...], list[str]] = {}
    if row.dwellings >= assumptions().subcontract_dwellings:
        for company in table("companies"):
            if company["kind"] == "sub":
                trades = tuple(company["occupations"].split("|"))
                subs.setdefault(trades, []).append(company["name"])
    taken = {occupation for trades in subs for occupation in trades}
    name = row.property_name
    yield name, staff.companies[owner], [o for o in heads if o not in taken]
    for trades, companies in subs.items():
        word = "el" if "installationselektriker" in trades else "rör och luft"
        turn = companies[number % len(companies)]
        yield f"{name}, {word}", staff.companies[turn], list(trades)


def _tutors(
    stream: Stream,
    key: Keys,
    *,
    project: Project,
    needs: Sequence[SuggestedNeed],
    wanted: float,
    languages: Sequence[str],
) -> Iterator[tuple[Tutor, list[str]]]:
    """Invented tutors in the trades with the most places; none where nobody is to be taught."""
    a = assumptions()
    trades = list(
        dict.fromkeys(n.occupation_code for n in sorted(needs, key=lambda n: -n.person_weeks))
    )
    if not trades:
        return
    names = [*given_names("sv", "men"), *given_names("eu", "men"), *given_names("sv", "women")]
    for number in range(max(1, round(wanted * stream.uniform(*a.tutor_share)))):
        tutor = Tutor(
            id=key(),
            project=project,
            name=f"{stream.choice(names)} {surname(stream)}",
            occupation_id=trades[number % len(trades)],
            hours_per_week=stream.randint(*a.tutor_hours),
        )
        yield tutor, [code for code in languages if code == "sv" or stream.chance(0.4)]


def _phases(project: Project) -> Iterator[tuple[str, date, date]]:
    for name, first, last in PHASES:
        start = round(first * project.duration_weeks)
        end = max(start + 1, round(last * project.duration_weeks))
        begin = project.start_date
        yield name, begin + timedelta(weeks=start), begin + timedelta(weeks=end)
