"""If-Match on every decision: 428 when missing, 412 when stale, the ETag in every answer."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from .errors import PreconditionRequired


def etag(version: int) -> str:
    return f'"{version}"'


def expected_version(request: Request) -> int:
    """The version the caller saw; PreconditionRequired when the header is missing or no version."""
    raw = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 9):
        raise PreconditionRequired()
    return int(raw)


def versioned_response(data: dict[str, Any], status: int = 200) -> Response:
    return Response(data, status=status, headers={"ETag": etag(data["version"])})
