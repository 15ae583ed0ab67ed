"""Every answer carries the protection, errors and static files too."""

import io
import json
import logging.config
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIClient
from rest_framework.views import APIView

from config import urls
from konton.api.permissions import PolicyPermission
from tests.routes import all_routes

PROTECTION = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
CSP = {
    "default-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
}


def check(answer: Any) -> None:
    for header, value in PROTECTION.items():
        assert answer.headers.get(header) == value, (header, answer.headers)
    policy = {part.strip() for part in answer.headers["Content-Security-Policy"].split(";")}
    assert policy >= CSP, policy
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert len(answer.headers["X-Request-Id"]) == 32


def check_error(answer: Any, status: int, code: str) -> str:
    """The API's one error shape; returns the sentence."""
    check(answer)
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("application/json")
    assert "no-store" in answer.headers["Cache-Control"]
    body = json.loads(answer.content)
    kind = "server_error" if status >= 500 else "client_error"
    (error,) = body["errors"]
    assert (body["type"], error["code"], error["attr"]) == (kind, code, None)
    detail: str = error["detail"]
    return detail


@pytest.mark.django_db
@pytest.mark.parametrize("route", all_routes(), ids=str)
def test_every_address_is_protected(client: Client, route: Any) -> None:
    for answer in (client.get(route.path()), client.post(route.path(), {})):
        assert answer.status_code < 500
        check(answer)
        assert (
            "no-store" in answer.headers["Cache-Control"]
            or "no-cache" in answer.headers["Cache-Control"]
        )


@pytest.fixture
def built(settings: Any, tmp_path: Path) -> None:
    """A front end with a nonce, as the build leaves it."""
    (tmp_path / "index.html").write_text('<script nonce="{{ request.csp_nonce }}"></script>')
    settings.FRONTEND_DIST = tmp_path
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("path", ["/", "/forslag", "/deltagare/ny?visa=alla"])
def test_the_shell_has_a_new_nonce_in_every_answer(client: Client, path: str) -> None:
    nonces = set()
    for _ in range(2):
        answer = client.get(path)
        check(answer)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        nonce = answer.content.decode().split('nonce="')[1].split('"')[0]
        assert f"script-src 'self' 'nonce-{nonce}'" in answer.headers["Content-Security-Policy"]
        assert len(nonce) == 24
        nonces.add(nonce)
    assert len(nonces) == 2


@pytest.mark.usefixtures("built")
def test_the_shell_is_only_read(client: Client) -> None:
    answer = client.post("/forslag", {})
    check(answer)
    assert answer.status_code == 405


def test_an_unbuilt_front_end_says_what_to_do(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.FRONTEND_DIST = tmp_path
    answer = client.get("/")
    check(answer)
    assert answer.status_code == 503
    assert "make build" in answer.content.decode()


@pytest.mark.parametrize("path", ["/api/finns-inte", "/api/runs/inte-ett-id/", "/_allauth/nix"])
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_an_unknown_api_address_is_404_in_the_one_shape(
    client: Client, path: str, method: str
) -> None:
    detail = check_error(getattr(client, method)(path), 404, "not_found")
    assert detail.startswith("Det du söker finns inte")


@pytest.mark.parametrize("path", ["/static/app/finns-inte.js", "/admin/", "/health/nix"])
def test_what_is_missing_is_not_the_shell(client: Client, path: str) -> None:
    answer = client.get(path)
    check(answer)
    assert answer.status_code == 404


def test_a_foreign_host_name_is_refused(client: Client) -> None:
    check_error(client.get("/api/session/", headers={"Host": "ond.example"}), 400, "bad_request")


@pytest.mark.django_db
def test_a_write_without_csrf_token_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    login = client.post("/_allauth/browser/v1/auth/login", b"{}", content_type="application/json")
    detail = check_error(login, 403, "csrf_failed")
    assert detail == "Sidan har blivit gammal. Ladda om och försök igen."


class _Breaks(APIView):
    permission_classes: list[type[PolicyPermission]] = []
    error: Exception = ValueError("Åsa 19900517-2385")

    def get(self, request: Request) -> Response:
        raise self.error


class _DatabaseAway(_Breaks):
    error = OperationalError("connection refused")


def _breaks(request: HttpRequest) -> HttpResponse:
    raise ValueError("Åsa 19900517-2385")


def _database_away(request: HttpRequest) -> HttpResponse:
    raise OperationalError("connection refused")


class BrokenUrls:
    """The product's own addresses and four that break."""

    handler400, handler403 = urls.handler400, urls.handler403
    handler404, handler500 = urls.handler404, urls.handler500
    urlpatterns = [
        path("api/breaks", _Breaks.as_view()),
        path("api/away", _DatabaseAway.as_view()),
        path("api/plain-breaks", _breaks),
        path("api/plain-away", _database_away),
        path("page-breaks", _breaks),
        *urls.urlpatterns,
    ]


@pytest.fixture
def broken(settings: Any) -> APIClient:
    settings.ROOT_URLCONF = BrokenUrls
    return APIClient(raise_request_exception=False)


@pytest.mark.parametrize("path", ["/api/breaks", "/api/plain-breaks"])
def test_an_unforeseen_error_gives_a_case_id_and_no_details(broken: APIClient, path: str) -> None:
    answer = broken.get(path)
    case = answer.headers["X-Request-Id"]
    detail = check_error(answer, 500, "server_error")
    assert detail == f"Något gick fel hos oss. Försök igen. Ärendenummer: {case}"


@pytest.mark.parametrize("path", ["/api/away", "/api/plain-away"])
def test_a_database_that_is_away_gives_503_and_when_to_try_again(
    broken: APIClient, path: str
) -> None:
    answer = broken.get(path)
    detail = check_error(answer, 503, "database_away")
    assert "försök om en stund" in detail
    assert answer.headers["Retry-After"] == "5"


def test_an_error_on_a_page_is_a_page(broken: APIClient) -> None:
    answer = broken.get("/page-breaks")
    check(answer)
    assert answer.status_code == 500
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.headers["X-Request-Id"] in answer.content.decode()
    assert "Åsa" not in answer.content.decode()


def test_the_log_tells_where_but_not_what(
    broken: APIClient, log_lines: Callable[[], list[dict[str, Any]]]
) -> None:
    answer = broken.get("/api/breaks?sok=%C3%85sa+%C3%96berg")
    lines = log_lines()
    text = json.dumps(lines, ensure_ascii=False)
    assert "Åsa" not in text
    assert "19900517" not in text
    (failed,) = [line for line in lines if line["event"] == "request_failed"]
    assert failed["request_id"] == answer.headers["X-Request-Id"]
    assert failed["request"] == "GET /api/breaks"
    assert failed["exception"][0] == "ValueError"
    assert any("test_headers.py" in frame for frame in failed["exception"])


@pytest.mark.parametrize(
    "path", ["/lank/hemlig-token", "/LANK/hemlig-token", "/lank/hemlig-token/x"]
)
def test_a_log_in_token_is_in_no_log_line(
    broken: APIClient, log_lines: Callable[[], list[dict[str, Any]]], path: str
) -> None:
    broken.get(path)
    logging.getLogger("gunicorn.error").error("Error handling request %s", path)
    logging.getLogger("anything").warning("x", extra={"address": f"http://localhost{path}?a=b"})
    lines = log_lines()
    assert "hemlig" not in json.dumps(lines)
    shown = [line["request"] for line in lines if line["event"] == "request_finished"]
    masked = path.replace("hemlig-token", "***")
    assert shown == [f"GET {masked}"]
    assert f"Error handling request {masked}" in [line["event"] for line in lines]


@pytest.fixture
def log_lines() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What the product's own handler has written since the test began."""
    written = io.StringIO()
    console = {**settings.LOGGING["handlers"]["console"], "stream": written}
    logging.config.dictConfig({**settings.LOGGING, "handlers": {"console": console}})
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logging.config.dictConfig(settings.LOGGING)
