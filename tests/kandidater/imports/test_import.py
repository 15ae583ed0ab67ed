"""From a dirty spreadsheet to people and back: exact counts, no doubles, a base as before."""

from typing import Any

import pytest
from django.utils import timezone

from bas.text import phone_key
from kandidater.imports import job as jobs
from kandidater.imports import services
from kandidater.imports.enums import ImportStatus, MatchKind
from kandidater.imports.models import CandidateImport
from kandidater.imports.work import one_batch, work
from kandidater.models import Candidate
from konton.actors import Actor
from tests.factories.kandidater import candidate_of

from ..conftest import Place
from .dirt import NO, Sheet, base_person, dirty_sheet
from .dump import dump


def known_people(actor: Actor, count: int) -> None:
    for number in range(count):
        candidate_of(actor, **base_person(number))


def answered(actor: Actor, sheet: Sheet) -> CandidateImport:
    """Uploaded, every question answered, duplicates in the base to be updated."""
    job = services.upload(actor=actor, content=sheet.content, name="dirty.xlsx")
    keys = {
        finding["key"]
        for row in job.rows.all()
        for finding in row.read()["findings"]
        if finding["askable"]
    }
    for key in sorted(keys):
        job = services.answer(
            actor=actor, import_id=job.pk, expected_version=job.version, key=key, yes=key not in NO
        )
    return services.choose(
        actor=actor,
        import_id=job.pk,
        expected_version=job.version,
        choice="update",
        kind=MatchKind.BASE,
    )


def counts(job: CandidateImport | Sheet) -> dict[str, int]:
    names = ("total", "empty", "created", "updated", "skipped", "rejected")
    return {name: getattr(job, name) for name in names}


def become(people: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """What the rows must have become, or what people are, comparable."""
    return sorted(
        (
            person["first_name"],
            person["last_name"],
            phone_key(person["phone"]),
            person["email"],
            str(person["birth_date"]),
            person["municipality_id"],
            str(person["available_from"]),
        )
        for person in people
    )


def steal(job: CandidateImport) -> None:
    """The worker is dead: its lease has run out."""
    CandidateImport.objects.filter(pk=job.pk).update(lease_expires_at=timezone.now())


@pytest.mark.django_db
def test_a_dirty_sheet_becomes_people_and_is_undone_to_the_byte(place: Place) -> None:
    actor = place.coach
    known_people(actor, 10)
    before = dump()
    sheet = dirty_sheet(200, base=10)

    job = answered(actor, sheet)
    assert dump() == before, "nothing is written before Skapa"

    services.create(actor=actor, import_id=job.pk, expected_version=job.version)
    # A worker that is killed in its third batch, and one that was only thought to be dead.
    killed = jobs.claim(job.pk)
    assert killed is not None
    assert [one_batch(killed), one_batch(killed)] == [True, True]
    half = dump()
    steal(job)
    taken = jobs.claim(job.pk)
    assert taken is not None
    assert jobs.claim(job.pk) is None
    with pytest.raises(jobs.LostClaim):
        one_batch(killed)
    assert dump() == half
    while one_batch(taken):
        pass

    job.refresh_from_db()
    assert job.status == ImportStatus.FINISHED
    assert counts(job) == counts(sheet)
    imported = [row.candidate_id for row in job.rows.all() if row.candidate_id]
    assert len(set(imported)) == len(imported) == sheet.created + sheet.updated
    made = Candidate.objects.filter(pk__in=imported)
    assert become([vars_of(c) for c in made]) == become(sheet.people)
    assert Candidate.objects.count() == 10 + sheet.created
    rejected = job.rows.filter(result="rejected")
    assert [row.number for row in rejected] == sheet.rejected_rows

    job = services.undo(actor=actor, import_id=job.pk, expected_version=job.version)
    work(job.pk)
    job.refresh_from_db()
    assert (job.undone, job.kept) == (sheet.created + sheet.updated, 0)
    assert dump() == before


def vars_of(candidate: Candidate) -> dict[str, Any]:
    names = ("first_name", "last_name", "phone", "email", "birth_date", "municipality_id")
    return {name: getattr(candidate, name) for name in (*names, "available_from")}
