"""The needs of the contracts: what the curve asks for, as a company would have posted it by now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F

from grunddata.enums import OccupationRung
from konton.enums import Role
from konton.models import StateChange
from projekt.crew_curve import NeedStep as Step
from projekt.crew_curve import SuggestedNeed
from projekt.enums import EmploymentForm, NeedState, RequirementLevel
from projekt.models import LabourNeed, NeedRequirement, NeedStep
from projekt.services.numbers import next_need_numbers
from projekt.states import NEED_MACHINE

from .buildings import Contract
from .candidates import batches
from .draw import BATCH, Draw, Stream, moment
from .organisations import Staff
from .reference import Reference
from .sources import assumptions

CLOSED_REASON = "Arbetet är bemannat och delvis slutfört."
LONGEST_PRACTICE = timedelta(weeks=26)
SHORTEST_NEED = timedelta(weeks=4)
MOST_MUST_CERTIFICATES = 2
PART_TIME_HOURS = 30
CONFIRMED_WITHIN_DAYS = 54
# The way from draft to where the need stands, in order.
WAYS: dict[str, tuple[tuple[str, Role], ...]] = {
    NeedState.DRAFT: (),
    NeedState.IN_REVIEW: (("submit", Role.COMPANY),),
    NeedState.OPEN: (("submit", Role.COMPANY), ("publish", Role.COORDINATOR)),
    NeedState.CLOSED: (
        ("submit", Role.COMPANY),
        ("publish", Role.COORDINATOR),
        ("close", Role.COMPANY),
    ),
}


@dataclass(frozen=True, slots=True)
class Posting:
    """A need with its steps, before anything is written."""

    contract: Contract
    suggestion: SuggestedNeed
    steps: list[Step]
    state: str


def plan_needs(draw: Draw, staff: Staff, contracts: Sequence[Contract]) -> list[Posting]:
    """Closed ones behind us, open ones around and ahead, a few on their way in."""
    a = assumptions()
    since = draw.monday - timedelta(weeks=a.open_from_weeks_ago)
    until = draw.monday + timedelta(weeks=a.open_weeks_ahead)
    past, coming, later = [], [], []
    for contract in contracts:
        for suggestion in contract.suggestions:
            behind, ahead = split(suggestion.steps, since)
            if behind:
                past.append(Posting(contract, suggestion, behind, NeedState.CLOSED))
            for steps in stretches(ahead):
                if steps[0].start <= until:
                    coming.append(Posting(contract, suggestion, steps, NeedState.OPEN))
                else:
                    later.append(Posting(contract, suggestion, steps, NeedState.DRAFT))
    stream = draw.stream("postings")
    future = [p for p in coming if p.steps[0].start > draw.today]
    waiting = stream.sample(future, min(a.in_review_needs, len(future) // 10))
    coming = [
        Posting(p.contract, p.suggestion, p.steps, NeedState.IN_REVIEW) if p in waiting else p
        for p in coming
    ]
    drafts = [p for p in later if p.contract.project.organisation_id == staff.demo_company.pk]
    return [*past, *coming, *drafts[: a.draft_needs]]


def split(steps: Sequence[Step], day: date) -> tuple[list[Step], list[Step]]:
    """What was wanted before ``day``, and the heads that come on top of those from it on."""
    behind = [Step(s.start, min(s.end, day), s.headcount) for s in steps if s.start < day]
    standing = next((s.headcount for s in steps if s.start < day < s.end), 0)
    ahead = [
        Step(max(s.start, day), s.end, s.headcount - standing)
        for s in steps
        if s.end > day and s.headcount > standing
    ]
    return behind, ahead


def stretches(steps: Sequence[Step]) -> list[list[Step]]:
    """Steps without a pause between them, long enough to be worth a need of their own."""
    found: list[list[Step]] = []
    for step in steps:
        if found and found[-1][-1].end == step.start:
            found[-1].append(step)
        else:
            found.append([step])
    return [s for s in found if (s[-1].end - s[0].start) >= SHORTEST_NEED]


def write_needs(
    draw: Draw, staff: Staff, known: Reference, postings: Sequence[Posting]
) -> dict[str, int]:
    """Needs with steps, requirements, task demands and history; counts by state."""
    stream, key, parts = draw.stream("needs"), draw.keys("needs"), draw.keys("need-parts")
    numbers = next_need_numbers(len(postings)) if postings else range(0)
    needs, steps, asked, demands = [], [], [], []
    demand = LabourNeed.task_demands.through
    for number, posting in zip(numbers, postings, strict=True):
        need = _need(draw, stream, posting)
        need.id, need.number = key(), number
        # Spread over the time between two confirmations, so that some are due and none is over.
        need.confirmed_at = draw.at(-(number % CONFIRMED_WITHIN_DAYS))
        needs.append(need)
        steps += [
            NeedStep(
                id=parts(), need=need, start_date=s.start, end_date=s.end, headcount=s.headcount
            )
            for s in posting.steps
        ]
        asked += [
            NeedRequirement(id=parts(), need=need, level=level, **{f"{kind}_id": code})
            for level, kind, code in _requirements(stream, known, posting.suggestion)
        ]
        typical = known.occupations[posting.suggestion.occupation_code].typical_task_demands
        demands += [
            demand(labourneed_id=need.pk, taskdemand_id=code)
            for n, code in enumerate(typical)
            if n == 0 or stream.chance(0.6)
        ]
    LabourNeed.objects.bulk_create(needs, batch_size=BATCH)
    NeedStep.objects.bulk_create(steps, batch_size=BATCH)
    NeedRequirement.objects.bulk_create(asked, batch_size=BATCH)
    demand.objects.bulk_create(demands, batch_size=BATCH)
    _move(staff, list(zip(needs, postings, strict=True)))
    counts: dict[str, int] = {}
    for posting in postings:
        counts[posting.state] = counts.get(posting.state, 0) + 1
    return counts


def _need(draw: Draw, stream: Stream, posting: Posting) -> LabourNeed:
    a = assumptions()
    start, end = posting.steps[0].start, posting.steps[-1].end
    apprentice = posting.suggestion.rung == OccupationRung.APPRENTICE
    form = stream.one_of(a.forms_apprentice if apprentice else a.forms_entry)
    if form == EmploymentForm.WORK_PRACTICE and end - start > LONGEST_PRACTICE:
        form = EmploymentForm.APPRENTICE if apprentice else EmploymentForm.ORDINARY
    answer_by = start - timedelta(days=14)
    project = posting.contract.project
    return LabourNeed(
        project=project,
        occupation_id=posting.suggestion.occupation_code,
        min_rung=posting.suggestion.rung,
        employment_form=form,
        start_date=start,
        end_date=end,
        hours_per_week=PART_TIME_HOURS if stream.chance(a.part_time_share) else 40,
        tutor_hours_per_person=round(posting.suggestion.tutor_hours_per_person_week),
        max_delay_weeks=int(stream.one_of(a.max_delay_weeks)),
        min_language_level=stream.level(a.language_apprentice if apprentice else a.language_entry),
        answer_by=answer_by if answer_by > draw.today else None,
        description=(
            f"Arbete i {project.property_name}. Laget visar momenten och ni arbetar i par. "
            "Verktyg och skyddskläder finns på plats."
        ),
        state_since=_moments(draw, start)[posting.state],
    )


def _moments(draw: Draw, start: date) -> dict[str, datetime]:
    """When a need of that start came to each state: posted well ahead, never later than now."""
    posted = min(start - timedelta(days=70), draw.today - timedelta(days=5))
    return {
        NeedState.DRAFT: draw.at(-3),
        NeedState.IN_REVIEW: draw.at(-2),
        NeedState.OPEN: moment(posted, 14),
        NeedState.CLOSED: moment(min(start + timedelta(days=7), draw.today - timedelta(days=1))),
    }


def _requirements(
    stream: Stream, known: Reference, suggestion: SuggestedNeed
) -> Iterator[tuple[str, str, str]]:
    """(level, kind, code), each thing once."""
    a = assumptions()
    occupation = suggestion.occupation_code
    ssyk = known.occupations[occupation].ssyk2012
    musts = 0
    for code, always in [
        *known.site_certificates.get("", []),
        *known.site_certificates.get(ssyk, []),
    ]:
        level = "must" if always else _drawn(stream, a.conditional_certificates)
        # More than two courses before the start is further than one can plan.
        if level == "must" and not always:
            musts += 1
            level = "must" if musts < MOST_MUST_CERTIFICATES else "nice"
        if level:
            yield level, "certificate", code
    entry, core = known.entry_skills(occupation), known.core_skills(occupation)
    if occupation in known.needs_training:
        # The trade's own rule: nobody else may be an apprentice (ECY).
        yield RequirementLevel.MUST, "skill", entry[0]
    elif suggestion.rung == OccupationRung.APPRENTICE:
        yield from ((RequirementLevel.TEACH, "skill", code) for code in entry[:1])
        yield from ((RequirementLevel.NICE, "skill", code) for code in entry[1:2])
    elif entry and stream.chance(a.must_skill_share):
        yield RequirementLevel.MUST, "skill", entry[0]
    elif entry:
        yield RequirementLevel.NICE, "skill", entry[0]
    if core:
        yield RequirementLevel.TEACH, "skill", stream.choice(core)
    if stream.chance(a.licence_must_share):
        yield RequirementLevel.MUST, "licence", "B"


def _drawn(stream: Stream, shares: dict[str, float]) -> str:
    """One of the keys by its share, or nothing for what is left."""
    left = stream.random()
    for key, share in shares.items():
        left -= share
        if left < 0:
            return key
    return ""


def _move(staff: Staff, pairs: Sequence[tuple[LabourNeed, Posting]]) -> None:
    """Along the state table; the log has the days between."""
    changes = []
    for state, way in WAYS.items():
        needs = [need for need, posting in pairs if posting.state == state]
        before = NeedState.DRAFT.value
        for number, (action, role) in enumerate(way):
            transition = NEED_MACHINE.find(action, before)
            for need in needs:
                company = need.project.organisation
                who = (
                    staff.company_users[company]
                    if role == Role.COMPANY
                    else staff.accounts[Role.COORDINATOR]
                )
                changes.append(
                    StateChange(
                        at=need.state_since - timedelta(days=2 * (len(way) - 1 - number)),
                        actor_id=who.pk,
                        role=role,
                        object_type=NEED_MACHINE.name,
                        object_id=need.pk,
                        action=action,
                        from_state=before,
                        to_state=transition.target,
                        reason=CLOSED_REASON if transition.needs_reason else "",
                    )
                )
            for part in batches([need.pk for need in needs]):
                LabourNeed.objects.filter(pk__in=part).update(
                    state=transition.target, version=F("version") + 1
                )
            before = transition.target
    StateChange.objects.bulk_create(changes, batch_size=BATCH)
    LabourNeed.objects.filter(project__is_demo=True).update(
        created_at=F("state_since") - timedelta(days=7), updated_at=F("state_since")
    )
