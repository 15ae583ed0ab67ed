"""Sessions that end, left alone or after a working day; personal data that no cache keeps."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from .sign_in import SIGNED_IN_AT


class PrivateResponsesMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            seen = request.session.get("seen", now)
            since = request.session.setdefault(SIGNED_IN_AT, now)
            if (
                now - seen > settings.SESSION_IDLE_SECONDS
                or now - since > settings.SESSION_MAX_SECONDS
            ):
                logout(request)
            elif now - seen >= 60 or "seen" not in request.session:
                # Once a minute is enough, and spares a write on every request.
                request.session["seen"] = now
        response = self.get_response(request)
        if request.path.startswith(("/api/", "/_allauth/")) and not response.has_header(
            "Cache-Control"
        ):
            response["Cache-Control"] = "no-store"
        return response
