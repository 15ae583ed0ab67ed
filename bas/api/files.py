"""A table given to somebody as a file."""

from collections.abc import Sequence
from io import BytesIO

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request

from ..sheets.writing import WRITERS, Rows
from .serializers import StrictSerializer

MIME = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
KIND = OpenApiParameter("kind", str, required=True, enum=sorted(WRITERS), description="Filtyp")
FILE = {(200, mime): OpenApiTypes.BINARY for mime in ("text/csv", MIME["xlsx"])}


class KindQuery(StrictSerializer):
    kind = serializers.ChoiceField(choices=sorted(WRITERS))


def asked_kind(request: Request) -> str:
    """``csv`` or ``xlsx`` of the address. ValidationError for anything else."""
    query = KindQuery(data={"kind": request.query_params.get("kind")})
    query.is_valid(raise_exception=True)
    kind: str = query.validated_data["kind"]
    return kind


def table_file(
    *, header: Sequence[str], rows: Rows, title: str, kind: str, name: str
) -> FileResponse:
    """The rows as a file called ``name``.``kind``; ``title`` is the sheet's."""
    file = BytesIO()
    WRITERS[kind](file, header, rows, title)
    file.seek(0)
    return FileResponse(
        file, as_attachment=True, filename=f"{name}.{kind}", content_type=MIME[kind]
    )
