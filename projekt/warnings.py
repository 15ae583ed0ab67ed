"""What a company should look at once more in a need; never a reason to refuse it."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from .ageing import AGEING, Ageing
from .enums import NeedState
from .models import LabourNeed
from .wording import check_wording

# Needs somebody is already working with: not drafts, not closed.
SIMILAR_STATES = tuple(s for s in NeedState.values if s not in {NeedState.DRAFT, NeedState.CLOSED})


@dataclass(frozen=True, slots=True)
class Warning:
    """``field`` is where to change it; ``need_id`` the other need it speaks of."""

    code: str
    field: str
    sentence: str
    need_id: UUID | None = None


def need_warnings(need: LabourNeed, today: date) -> list[Warning]:
    """In the order of the form. Beyond the need's card a query for needs alike, and for an open
    need one for how old it may be."""
    return [
        *_ageing(need, today),
        *_dates(need, today),
        *_similar(need),
        *_tutors(need),
        *(
            Warning(f"wording_{finding.rule.ground}", "description", finding.sentence)
            for finding in check_wording(need.description)
        ),
    ]


def similar_needs(need: LabourNeed) -> list[LabourNeed]:
    """Other live needs of the same project, occupation and rung that share days with this one."""
    return list(
        LabourNeed.objects.filter(
            project_id=need.project_id,
            occupation_id=need.occupation_id,
            min_rung=need.min_rung,
            state__in=SIMILAR_STATES,
            start_date__lt=need.end_date,
            end_date__gt=need.start_date,
        )
        .exclude(pk=need.pk)
        .order_by("number")
    )


def _ageing(need: LabourNeed, today: date) -> list[Warning]:
    if need.state not in AGEING:
        return []
    ageing = Ageing.on(today)
    if not ageing.is_due(need):
        return []
    return [
        Warning(
            "confirm_due",
            "state",
            f"Bekräfta att behovet gäller senast {ageing.confirm_by(need)}, annars pausas det.",
        )
    ]


def _dates(need: LabourNeed, today: date) -> list[Warning]:
    found = []
    if need.end_date <= today:
        found.append(Warning("past_dates", "end_date", "Behovet är redan slut. Ändra datumen."))
    elif need.start_date < today:
        found.append(
            Warning("past_dates", "start_date", "Startdagen har passerat. Ändra om den är fel.")
        )
    if need.answer_by and need.answer_by < today:
        found.append(
            Warning("past_dates", "answer_by", "Sista svarsdag har passerat. Välj en ny dag.")
        )
    project = need.project
    project_end = project.start_date + timedelta(weeks=project.duration_weeks)
    if need.start_date < project.start_date or need.end_date > project_end:
        found.append(
            Warning(
                "outside_project",
                "start_date",
                f"Projektet pågår {project.start_date}–{project_end}. "
                "En del av behovet ligger utanför. Kontrollera datumen.",
            )
        )
    return found


def _similar(need: LabourNeed) -> list[Warning]:
    if need.state == NeedState.CLOSED:
        return []
    return [
        Warning(
            "similar_need",
            "occupation",
            f"Liknar behov {other.number}. Öka antalet där i stället?",
            other.pk,
        )
        for other in similar_needs(need)
    ]


def _tutors(need: LabourNeed) -> list[Warning]:
    has = need.project.tutor_hours_per_week
    peak = max((step.headcount for step in need.steps.all()), default=0)
    wants = peak * need.tutor_hours_per_person
    if has == 0:
        return [
            Warning(
                "no_tutor_hours",
                "project",
                "Projektet har inga handledartimmar, så ingen kan föreslås hit. "
                "Lägg till handledare i projektet.",
            )
        ]
    if wants > has:
        return [
            Warning(
                "few_tutor_hours",
                "tutor_hours_per_person",
                f"{peak} personer med {need.tutor_hours_per_person} timmar var behöver {wants} "
                f"handledartimmar i veckan. Projektet har {has}.",
            )
        ]
    return []
