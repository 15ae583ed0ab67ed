"""Errors nobody foresaw, in the API's one shape, with a case id instead of details."""

from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from rest_framework.exceptions import APIException

from bas.api.errors import Handler

DATABASE_AWAY = "Databasen svarar inte just nu. Det du skrev finns kvar här; försök om en stund."
RETRY_AFTER_SECONDS = 5


def case_text(request: HttpRequest | None) -> str:
    case = getattr(request, "id", "") or "okänt"
    return f"Något gick fel hos oss. Försök igen. Ärendenummer: {case}"


def is_database_away(error: BaseException | None) -> bool:
    """Whether the database could not be reached or was too busy (not: refused the data)."""
    return isinstance(error, OperationalError | InterfaceError)


class ServiceUnavailable(APIException):
    status_code = 503
    default_code = "database_away"
    default_detail = DATABASE_AWAY
    wait = RETRY_AFTER_SECONDS


class ExceptionHandler(Handler):
    def convert_unhandled_exceptions(self, exc: Exception) -> APIException:
        if isinstance(exc, APIException):
            return exc
        if is_database_away(exc):
            return ServiceUnavailable()
        request: Any = self.context.get("request")
        return APIException(case_text(getattr(request, "_request", None)), code="server_error")
