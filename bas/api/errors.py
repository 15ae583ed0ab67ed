"""One error shape for the whole API: drf-standardized-errors' ``{type, errors[]}``.

A stale version adds ``current`` so the screen can show what a colleague did.
"""

from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from drf_standardized_errors.handler import exception_handler as standard_handler
from rest_framework import status
from rest_framework.exceptions import APIException, PermissionDenied, ValidationError
from rest_framework.response import Response
from rest_framework.serializers import as_serializer_error

from bas.states import IllegalTransition, NotAllowed


class PreconditionRequired(APIException):
    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_code = "precondition_required"
    default_detail = (
        "Skicka huvudet If-Match med den version du såg, så att ingen kollegas ändring skrivs över."
    )


class StaleVersion(APIException):
    """Somebody wrote before; ``current`` is the object as it is now, serialised."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "stale_version"
    default_detail = "Någon hann före. Din ändring sparades inte. Se vad som gäller nu."

    def __init__(self, current: dict[str, Any] | None = None) -> None:
        super().__init__()
        self.current = current


class Conflict(APIException):
    """The rule or the state says no; nothing was written."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"
    default_detail = "Det går inte just nu. Ladda om sidan och försök igen."


def handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    current = exc.current if isinstance(exc, StaleVersion) else None
    if isinstance(exc, IllegalTransition):
        exc = Conflict(str(exc), code="illegal_transition")
    elif isinstance(exc, NotAllowed):
        exc = PermissionDenied(str(exc))
    elif isinstance(exc, DjangoValidationError):
        exc = ValidationError(as_serializer_error(exc))
    response: Response | None = standard_handler(exc, context)  # type: ignore[arg-type]
    if response is not None:
        response.data = _writable(response.data)
        if current is not None:
            response.data["current"] = current
    return response


def _writable(data: Any) -> Any:
    """An error echoes what was sent; a lone surrogate in it could not be written as UTF-8."""
    if isinstance(data, dict):
        return {key: _writable(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_writable(value) for value in data]
    return data.encode("utf-8", "replace").decode() if isinstance(data, str) else data
