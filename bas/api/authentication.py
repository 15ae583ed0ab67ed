from rest_framework import authentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request


class SessionAuthentication(authentication.SessionAuthentication):
    """Django's session, answering 401 (not 403) when nobody is logged in."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied as refused:
            raise PermissionDenied(
                "Sidan har blivit gammal. Ladda om och försök igen.", code="csrf_failed"
            ) from refused
