"""Writing the invented people: a handful of bulk statements, however many they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from uuid import UUID

from django.db.models import F

from kandidater.enums import CandidateState, ConsentPurpose, Owner, Proof
from kandidater.models import (
    Candidate,
    CandidateCertificate,
    CandidateLanguage,
    CandidateOccupation,
    CandidateSkill,
    Consent,
)
from kandidater.states import CANDIDATE_MACHINE
from konton.enums import Role
from konton.models import Organisation, StateChange, User

from .draw import BATCH, Draw, Stream
from .history import write_away, write_hours, write_journeys, write_notes
from .organisations import Staff, job_centre_of
from .people import Person
from .profile import mastery_of, skills_of, write_education
from .sources import assumptions
from .support import write_support
from .twins import make_twins, write_question

NEXT_STEP_OWNERS: dict[str, float] = {
    Owner.COACH: 6,
    Owner.CANDIDATE: 2,
    Owner.SCHOOL: 1,
    Owner.AUTHORITY: 1,
}
NEXT_STEPS = (
    "Boka samtal om yrkesval",
    "Kontrollera intyg",
    "Ring och följ upp kursstart",
    "Studiebesök på byggarbetsplats",
    "Träffa sfi-läraren",
    "Gå igenom förslag tillsammans",
    "Boka prova-på-dag",
    "Uppdatera resväg och arbetstider",
)
REASONS = {
    CandidateState.RESTING: "Vill vänta efter samtal med jobbcoachen.",
    CandidateState.CLOSED: "Har börjat ett arbete på egen hand.",
}


@dataclass(frozen=True, slots=True)
class Written:
    candidates: int
    by_state: dict[str, int]


def write_candidates(draw: Draw, staff: Staff, people: Sequence[Person]) -> Written:
    """All people with their lists, consents, states and history."""
    stream = draw.stream("records")
    key = draw.keys("candidates")
    places = _places(staff, people)
    rows = [
        _row(draw, stream, key(), person, place)
        for person, place in zip(people, places, strict=True)
    ]
    _limit_hours(draw, rows)
    if rows:
        rows[0].user = staff.accounts[Role.CANDIDATE]
    pairs = list(zip(rows, people, strict=True))
    twins = make_twins(staff, pairs)
    Candidate.objects.bulk_create(rows, batch_size=BATCH)
    _write_lists(draw, pairs)
    write_education(draw, pairs)
    write_hours(draw, pairs)
    write_journeys(draw, pairs)
    write_notes(draw, pairs)
    write_away(draw, pairs)
    _write_links(staff, pairs)
    write_support(draw, pairs)
    _write_consents(draw, pairs)
    _move(draw, pairs)
    write_question(draw, twins)
    states: dict[str, int] = {}
    for person in people:
        states[person.state] = states.get(person.state, 0) + 1
    return Written(len(rows), states)


def _places(staff: Staff, people: Sequence[Person]) -> list[tuple[Organisation, User]]:
    """Job centre and coach per person: the practice account's coach first gets a full list."""
    demo_coach = staff.accounts[Role.COACH]
    full = assumptions().demo_coach_candidates
    turns = dict.fromkeys(staff.job_centres, 0)
    found = []
    for person in people:
        centre = staff.job_centres[job_centre_of(person)]
        coaches, turn = staff.coaches[centre], turns[centre]
        turns[centre] += 1
        if coaches[0] is demo_coach:
            # Every other person until the list is full.
            own = not turn % 2 and turn < 2 * full
            others = coaches[1:]
            coach = demo_coach if own else others[turn // 2 % len(others)]
        else:
            coach = coaches[turn % len(coaches)]
        found.append((centre, coach))
    return found


def _row(
    draw: Draw,
    stream: Stream,
    pk: UUID,
    person: Person,
    place: tuple[Organisation, User],
) -> Candidate:
    centre, coach = place
    open_case = person.state in {CandidateState.READY, CandidateState.DRAFT}
    planned = open_case and not person.protected and stream.chance(0.7)
    has_none = [
        name
        for name, there in (
            ("skills", person.skills),
            ("certificates", person.papers),
            ("adaptations", person.adaptations),
        )
        if not there and person.state != CandidateState.DRAFT
    ]
    # Three of four have had something happen within a month; the rest stand still.
    days = stream.randint(1, 29) if stream.chance(0.75) else stream.randint(31, 110)
    return Candidate(
        id=pk,
        organisation=centre,
        coach=coach,
        first_name=person.first_name,
        last_name=person.last_name,
        phone=person.phone,
        email=person.email,
        birth_date=person.birth_date,
        preferred_language_id=person.first_language,
        municipality_id=person.municipality,
        district_id=person.district,
        available_from=person.available_from,
        available_to=person.available_to,
        hours_per_week=person.hours_per_week,
        earliest_start_time=person.earliest_start,
        max_travel_minutes=person.travel_minutes,
        has_car=person.has_car,
        has_none=sorted(has_none),
        next_step=stream.choice(NEXT_STEPS) if planned else "",
        next_step_due=draw.today + timedelta(days=stream.randint(-8, 30)) if planned else None,
        next_step_owner=stream.one_of(NEXT_STEP_OWNERS) if planned else Owner.COACH,
        is_protected=person.protected,
        is_demo=True,
        state_since=draw.at(-days),
    )


def _limit_hours(draw: Draw, rows: Sequence[Candidate]) -> None:
    """When the day must end, and what was said of odd hours; the practice account has no limit."""
    a = assumptions()
    stream = draw.stream("working_hours")
    for row in rows[1:]:
        end = stream.one_of(a.latest_end)
        row.latest_end_time = time.fromisoformat(end) if end else None
        for name, answers in a.odd_hours.items():
            setattr(row, name, {"": None, "yes": True, "no": False}[stream.one_of(answers)])


def _write_lists(draw: Draw, pairs: Sequence[tuple[Candidate, Person]]) -> None:
    key = draw.keys("lists")
    # Of its own: what is told beside moves nothing of what matching reads.
    told = draw.stream("told")
    wishes, languages, skills, papers = [], [], [], []
    for row, person in pairs:
        for rank, wish in enumerate(person.wishes, start=1):
            wishes.append(
                CandidateOccupation(
                    id=key(),
                    candidate=row,
                    occupation_id=wish.occupation,
                    rung=wish.rung,
                    rank=rank,
                )
            )
        for language, level in person.languages.items():
            languages.append(
                CandidateLanguage(
                    id=key(),
                    candidate=row,
                    language_id=language,
                    level=level,
                    **skills_of(told, language, level),
                )
            )
        for skill, proof in person.skills.items():
            skills.append(
                CandidateSkill(
                    id=key(),
                    candidate=row,
                    skill_id=skill,
                    proof=proof,
                    mastery=mastery_of(told, proof),
                )
            )
        papers += [
            CandidateCertificate(
                id=key(),
                candidate=row,
                certificate_id=paper.certificate,
                issued=paper.issued,
                expires=paper.expires,
                proof=paper.proof,
                checked_by_id=row.coach_id if paper.proof == Proof.CERTIFIED else None,
            )
            for paper in person.papers
        ]
    CandidateOccupation.objects.bulk_create(wishes, batch_size=BATCH)
    CandidateLanguage.objects.bulk_create(languages, batch_size=BATCH)
    CandidateSkill.objects.bulk_create(skills, batch_size=BATCH)
    CandidateCertificate.objects.bulk_create(papers, batch_size=BATCH)


def _write_links(staff: Staff, pairs: Sequence[tuple[Candidate, Person]]) -> None:
    licences, adaptations = Candidate.licences.through, Candidate.adaptations.through
    handlers = Candidate.handlers.through
    licences.objects.bulk_create(
        (
            licences(candidate_id=row.pk, drivinglicence_id=code)
            for row, person in pairs
            for code in person.licences
        ),
        batch_size=BATCH,
    )
    adaptations.objects.bulk_create(
        (
            adaptations(candidate_id=row.pk, taskdemand_id=code)
            for row, person in pairs
            for code in person.adaptations
        ),
        batch_size=BATCH,
    )
    handlers.objects.bulk_create(
        handlers(candidate_id=row.pk, user_id=row.coach_id)
        for row, person in pairs
        if person.protected
    )


def _write_consents(draw: Draw, pairs: Sequence[tuple[Candidate, Person]]) -> None:
    """Every other asks for all four, the rest for the first two; some drafts took theirs back."""
    key = draw.keys("consents")
    stream = draw.stream("consents")
    rows = []
    for number, (row, person) in enumerate(pairs):
        withdrawn = not person.consent and bool(person.wishes) and stream.chance(0.4)
        if not person.consent and not withdrawn:
            continue
        given = row.state_since - timedelta(days=1)
        rows += [
            Consent(
                id=key(),
                candidate=row,
                purpose=purpose,
                given_at=given,
                withdrawn_at=row.state_since if withdrawn else None,
                recorded_by_id=row.coach_id,
            )
            for purpose in ConsentPurpose.values[: 4 if number % 2 else 2]
        ]
    Consent.objects.bulk_create(rows, batch_size=BATCH)


def _move(draw: Draw, pairs: Sequence[tuple[Candidate, Person]]) -> None:
    """From draft along the state table, each move with its log row."""
    changes = []
    left = {CandidateState.RESTING: "rest", CandidateState.CLOSED: "close"}
    steps = [("mark_ready", CandidateState.DRAFT, {CandidateState.READY, *left})]
    steps += [(action, CandidateState.READY, {target}) for target, action in left.items()]
    for action, source, goals in steps:
        transition = CANDIDATE_MACHINE.find(action, source)
        moved = [(row, person) for row, person in pairs if person.state in goals]
        for row, person in moved:
            # Who leaves was ready for a while first.
            passing = person.state != transition.target
            changes.append(
                StateChange(
                    at=row.state_since - timedelta(days=14 if passing else 0),
                    actor_id=row.coach_id,
                    role=Role.COACH,
                    object_type=CANDIDATE_MACHINE.name,
                    object_id=row.pk,
                    action=action,
                    from_state=source,
                    to_state=transition.target,
                    reason=REASONS.get(CandidateState(transition.target), ""),
                )
            )
        for part in batches([row.pk for row, _ in moved]):
            Candidate.objects.filter(pk__in=part).update(
                state=transition.target, version=F("version") + 1
            )
    StateChange.objects.bulk_create(changes, batch_size=BATCH)
    # The record is older than its latest state; auto_now would say that it is all from today.
    Candidate.objects.filter(is_demo=True).update(
        created_at=F("state_since") - timedelta(days=20), updated_at=F("state_since")
    )


def batches(keys: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """Parts small enough for one statement on every database."""
    for first in range(0, len(keys), BATCH):
        yield keys[first : first + BATCH]
