"""Small shapes that several answers share."""

from datetime import date
from typing import Any

from django.db import models
from rest_framework import serializers

from kandidater.certificates import is_valid
from kandidater.models import CandidateCertificate

from ..enums import ReasonKind
from ..models import Decision, Proposal
from ..models.proposals import REFUSE_TIME

# What ``ending_certificates`` reads.
CERTIFICATES = models.Prefetch(
    "candidate__certificates", CandidateCertificate.objects.select_related("certificate")
)


class Ending(models.TextChoices):
    """When a certificate goes out, seen from a proposed time on site."""

    EXPIRED = "expired", "Har gått ut"
    BEFORE_START = "before_start", "Går ut före start"
    DURING = "during", "Går ut under tiden på plats"


class ReasonItemSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    kind = serializers.ChoiceField(choices=ReasonKind.choices)
    sentence_sv = serializers.CharField()


class NeedShortSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="pk")
    number = serializers.IntegerField()
    occupation = serializers.CharField(source="occupation.name_sv")
    occupation_code = serializers.CharField(source="occupation_id")
    project_id = serializers.UUIDField()
    project_name = serializers.CharField(source="project.name")
    company = serializers.CharField(source="project.organisation.name")
    municipality = serializers.CharField(source="project.municipality.name")
    employment_form = serializers.CharField(source="get_employment_form_display")


class PathStepSerializer(serializers.Serializer[Any]):
    """A course on the way to the site; ``end_date`` is the day after the last."""

    intake_id = serializers.UUIDField()
    name = serializers.CharField(source="intake.course.name")
    provider = serializers.CharField(source="intake.course.provider")
    start_date = serializers.DateField(source="intake.start_date")
    end_date = serializers.DateField(source="intake.end_date")
    municipality = serializers.CharField(source="intake.municipality.name")


class SuggestedTimeSerializer(serializers.Serializer[Decision]):
    """Other days that the company wishes for; ``end_date`` is the day after the last."""

    start_date = serializers.DateField(source="new_start")
    end_date = serializers.DateField(source="new_end")
    reason = serializers.CharField()
    at = serializers.DateTimeField(source="created_at")


def refused_time(proposal: Proposal) -> str:
    """Why the days the company wished for cannot be; empty when nobody has said so."""
    said = proposal.said_of_time
    return said.reason if said and said.action == REFUSE_TIME else ""


class EndingCertificateSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    expires = serializers.DateField()
    when = serializers.ChoiceField(choices=Ending.choices)
    when_label = serializers.CharField()


def ending_certificates(proposal: Proposal, day: date) -> list[dict[str, Any]]:
    """Certificates that have gone out by ``day`` or do before the time on site is over, the nearest
    first, but for those that a course on the way gives anew. Reads prefetched rows only."""
    anew = {
        certificate.pk
        for step in proposal.path.all()
        for certificate in step.intake.course.grants_certificates.all()
    }
    found = []
    for held in proposal.candidate.certificates.all():
        # ``end_date`` is the day after the last.
        if held.certificate_id in anew or held.expires is None or held.expires >= proposal.end_date:
            continue
        when = Ending.DURING
        if not is_valid(held.expires, day):
            when = Ending.EXPIRED
        elif not is_valid(held.expires, proposal.start_date):
            when = Ending.BEFORE_START
        found.append(
            {
                "name": held.certificate.name_sv,
                "expires": held.expires,
                "when": when.value,
                "when_label": str(when.label),
            }
        )
    return sorted(found, key=lambda row: (row["expires"], row["name"]))
