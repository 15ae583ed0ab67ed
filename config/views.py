"""The pages outside the API: the single-page app's shell, and errors in one shape."""

import sys
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.html import escape
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import AllowAny

from konton.api.permissions import PolicyPermission

from .errors import DATABASE_AWAY, RETRY_AFTER_SECONDS, case_text, is_database_away

NOT_FOUND = "Det du söker finns inte, eller så har du inte tillgång till det."
MACHINE_PREFIXES = ("/api/", "/_allauth/", "/health/")


def _error(request: HttpRequest, status: int, code: str, text: str) -> HttpResponse:
    """JSON in the API's error shape below /api/, else a page that needs neither script nor base."""
    response: HttpResponse
    if request.path.startswith(MACHINE_PREFIXES):
        kind = "server_error" if status >= 500 else "client_error"
        errors = [{"code": code, "detail": text, "attr": None}]
        response = JsonResponse(
            {"type": kind, "errors": errors},
            status=status,
            json_dumps_params={"ensure_ascii": False},
        )
    else:
        response = HttpResponse(
            '<!doctype html><html lang="sv"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>Byggvägen</title></head><body><main><h1>Byggvägen</h1><p>{escape(text)}</p>"
            '<p><a href="/">Till startsidan</a></p></main></body></html>',
            status=status,
        )
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 400, "bad_request", "Webbläsaren skickade något vi inte kan läsa.")


def too_large(request: HttpRequest) -> HttpResponse:
    return _error(request, 413, "too_large", "Det du skickade är för stort.")


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 403, "permission_denied", "Du har inte tillgång till det här.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 404, "not_found", NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    if is_database_away(sys.exc_info()[1]):
        response = _error(request, 503, "database_away", DATABASE_AWAY)
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response
    return _error(request, 500, "server_error", case_text(request))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    text = "Sidan har blivit gammal. Ladda om och försök igen."
    return _error(request, 403, "csrf_failed", text)


@require_safe
@ensure_csrf_cookie
def spa(request: HttpRequest) -> HttpResponseBase:
    """The single-page app, its nonce filled in for this answer; it finds its own way by path."""
    if not (settings.FRONTEND_DIST / "index.html").is_file():
        return _error(request, 503, "not_built", "Gränssnittet är inte byggt. Kör: make build")
    response = render(request, "index.html")
    response["Cache-Control"] = "no-store"
    return response


class SchemaView(SpectacularAPIView):
    """OpenAPI: open where all data is made up, else for those the policy names."""

    resource = "schema"
    action = "retrieve"

    def get_permissions(self) -> list[Any]:
        return [AllowAny()] if settings.DEMO else [PolicyPermission()]
