"""One error shape for the whole API: drf-standardized-errors' ``{type, errors[]}``.

A stale version adds ``current`` so the screen can show what a colleague did.
"""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.exceptions import ValidationError as DjangoValidationError
from drf_standardized_errors.formatter import ExceptionFormatter
from drf_standardized_errors.handler import ExceptionHandler
from rest_framework import status
from rest_framework.exceptions import APIException, PermissionDenied, ValidationError
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


class Busy(APIException):
    """Others have asked before; ``wait`` seconds become Retry-After."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_code = "busy"
    default_detail = "Vi räknar på ett annat svar just nu. Försök igen om en stund."
    wait = 5


class TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
    default_detail = "Det du skickade är för stort."


class Handler(ExceptionHandler):
    """Domain errors as HTTP: no such move 409, not for this role 403, invalid model 400."""

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        if isinstance(exc, IllegalTransition):
            return Conflict(str(exc), code="illegal_transition")
        if isinstance(exc, NotAllowed):
            return PermissionDenied(str(exc))
        if isinstance(exc, RequestDataTooBig):
            return TooLarge()
        if isinstance(exc, DjangoValidationError):
            return ValidationError(as_serializer_error(exc))
        known: Exception = super().convert_known_exceptions(exc)
        return known


class Formatter(ExceptionFormatter):
    def run(self) -> dict[str, Any]:
        data: dict[str, Any] = _writable(super().run())
        if isinstance(self.exc, StaleVersion) and self.exc.current is not None:
            data["current"] = self.exc.current
        return data


def _writable(data: Any) -> Any:
    """An error echoes what was sent; a lone surrogate in it could not be written as UTF-8."""
    if isinstance(data, dict):
        return {key: _writable(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_writable(value) for value in data]
    return data.encode("utf-8", "replace").decode() if isinstance(data, str) else data
