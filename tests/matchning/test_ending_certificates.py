"""A proposal tells of certificates that do not last as long as the place does."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from grunddata.models import Certificate
from matchning.services import decisions
from tests.factories.konton import client_of

from .world import World


def told(world: World) -> list[tuple[str, str]]:
    (row,) = client_of(world.coordinator).get("/api/proposals/").json()["results"]
    return [(one["name"], one["when"]) for one in row["ending_certificates"]]


def test_the_nearest_first_with_when_and_without_what_a_course_renews(world: World) -> None:
    candidate, need = world.add_candidate(), world.add_need()
    intake = world.add_intake(weeks=(1, 2))
    proposal = world.add_proposal(candidate=candidate, need=need, intakes=(intake,))
    today, start, end = timezone.localdate(), proposal.start_date, proposal.end_date
    certificates = list(Certificate.objects.order_by("pk")[:6])
    days = (
        today - timedelta(days=1),
        start - timedelta(days=1),
        start,
        end - timedelta(days=1),
        end,
        None,
    )
    for certificate, expires in zip(certificates, days, strict=True):
        candidate.certificates.create(certificate=certificate, expires=expires)
    names = [certificate.name_sv for certificate in certificates]
    assert told(world) == [
        (names[0], "expired"),
        (names[1], "before_start"),
        (names[2], "during"),
        (names[3], "during"),
    ]
    intake.course.grants_certificates.set(certificates[:2])
    assert told(world) == [(names[2], "during"), (names[3], "during")]


def test_they_cost_the_list_no_query_a_row(world: World) -> None:
    client = client_of(world.coordinator)
    client.get("/api/session/")
    counts = []
    for _ in range(2):
        candidate = world.add_candidate()
        candidate.certificates.create(certificate_id="HETA", expires=timezone.localdate())
        intake = world.add_intake(weeks=(1, 2))
        world.add_proposal(candidate=candidate, need=world.add_need(), intakes=(intake,))
        with CaptureQueriesContext(connection) as seen:
            client.get("/api/proposals/")
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_company_sees_them_beside_what_the_person_has(world: World) -> None:
    candidate, need = world.add_candidate(), world.add_need()
    proposal = world.add_proposal(candidate=candidate, need=need)
    decisions.approve(proposal_id=proposal.pk, expected_version=1, actor=world.coordinator)
    ended = timezone.localdate() - timedelta(days=1)
    candidate.certificates.create(certificate_id="HETA", expires=ended)
    (row,) = client_of(world.company).get("/api/offers/").json()["results"]
    assert row["id"] == str(proposal.pk)
    assert [(one["expires"], one["when"]) for one in row["ending_certificates"]] == [
        (ended.isoformat(), "expired")
    ]
