"""The skills passport as a file: for a coach of one candidate, and for the candidate herself."""

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from bas.api.serializers import StrictSerializer
from kandidater.models import Candidate, CandidateQuerySet
from kandidater.passport import make_passport, passport_rows

from .card import CardViewSet

MIME = "application/pdf"
FILE = {(200, MIME): OpenApiTypes.BINARY}


class PassportQuery(StrictSerializer):
    contact = serializers.BooleanField(
        default=False, help_text="Ta med telefon och e-post (aldrig för en skyddad person)."
    )


class PassportFile(CardViewSet):
    def file_of(self, candidates: CandidateQuerySet) -> HttpResponse:
        """The one candidate's passport, made now."""
        query = PassportQuery(data=self.request.query_params.dict())
        query.is_valid(raise_exception=True)
        with_contact = query.validated_data["contact"]
        candidate: Candidate | None = passport_rows(candidates, with_contact=with_contact).first()
        if candidate is None:
            raise NotFound
        content = make_passport(actor=self.actor, candidate=candidate, with_contact=with_contact)
        # Nobody's name in the file's: it lies in a folder of downloads.
        head = {"Content-Disposition": 'attachment; filename="kompetenspass.pdf"'}
        return HttpResponse(content, content_type=MIME, headers=head)


class PassportViewSet(PassportFile):
    @extend_schema(parameters=[PassportQuery], responses=FILE)
    @action(detail=True, methods=["get"])
    def passport(self, request: Request, pk: str) -> HttpResponse:
        """Skills, certificates and hours as a printable page in Swedish; logged each time."""
        return self.file_of(self.get_queryset().filter(pk=self.candidate_id))


class MyPassportViewSet(PassportFile):
    resource = "my_passport"
    pagination_class = None
    filter_backends = ()

    @extend_schema(parameters=[PassportQuery], responses=FILE)
    def list(self, request: Request) -> HttpResponse:
        """My own passport."""
        return self.file_of(self.get_queryset())
