"""What is too large, too deep or in no known alphabet is refused in the API's one error shape."""

import io
import json
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.test import Client
from rest_framework.settings import api_settings
from rest_framework.test import APIRequestFactory
from rest_framework.throttling import AnonRateThrottle

from bas.api.errors import Handler, TooLarge
from config.wsgi import application
from konton.enums import Role
from tests.factories.konton import client_of, member

LINK = "/api/session/link/"
LOGIN = "/_allauth/browser/v1/auth/login"
DEEP = "[" * 100_000


def send(path: str, body: bytes | str, content_type: str = "application/json") -> Any:
    return Client(raise_request_exception=False).post(path, body, content_type=content_type)


def codes(answer: Any) -> list[tuple[str, str | None]]:
    return [(error["code"], error["attr"]) for error in answer.json()["errors"]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "code"), [(LINK, "parse_error"), (LOGIN, "bad_request")], ids=["api", "allauth"]
)
def test_json_nested_too_deep_is_the_senders_error(path: str, code: str) -> None:
    answer = send(path, DEEP)
    assert (answer.status_code, codes(answer)) == (400, [(code, None)])


@pytest.mark.django_db
@pytest.mark.parametrize("path", [LINK, LOGIN])
def test_a_body_over_the_limit_is_413(path: str) -> None:
    answer = send(path, b'"' + b"a" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE + b'"')
    assert (answer.status_code, codes(answer)) == (413, [("too_large", None)])


def test_django_refusing_a_large_body_inside_a_view_is_413_too() -> None:
    error = RequestDataTooBig()
    context: Any = {}
    refused = Handler(error, context).convert_known_exceptions(error)
    assert isinstance(refused, TooLarge)
    assert refused.status_code == 413


@pytest.mark.django_db
@pytest.mark.parametrize("body", ['{"token": %s}', "%s", '{"token": "x", "n": -%s}'])
@pytest.mark.parametrize(
    ("path", "code"), [(LINK, "parse_error"), (LOGIN, "bad_request")], ids=["api", "allauth"]
)
def test_a_number_of_5000_digits_is_the_senders_error(body: str, path: str, code: str) -> None:
    answer = send(path, body % ("9" * 5000))
    assert (answer.status_code, codes(answer)) == (400, [(code, None)])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        "page_size=000000100000",
        "page_size=101",
        "page_size=0",
        "page_size=٣",
        "page_size=" + "9" * 5000,
        "page=" + "9" * 5000,
        "page=0000000000000",
    ],
)
def test_a_page_size_or_number_has_limits_however_it_is_written(query: str) -> None:
    answer = client_of(member(Role.COACH)).get(f"/api/candidates/?{query}")
    assert (answer.status_code, codes(answer)) == (400, [("invalid", query.partition("=")[0])])


@pytest.mark.django_db
def test_the_largest_page_is_a_hundred() -> None:
    client = client_of(member(Role.COACH))
    assert client.get("/api/candidates/?page_size=0100&page=01").status_code == 200


def test_a_made_up_forwarding_address_does_not_make_a_new_visitor() -> None:
    def who(claimed: str) -> str | None:
        request = APIRequestFactory().get("/", headers={"X-Forwarded-For": claimed})
        return AnonRateThrottle().get_ident(request)

    assert api_settings.NUM_PROXIES == 0
    assert (who("1.2.3.4"), who("5.6.7.8")) == ("127.0.0.1", "127.0.0.1")


def wsgi(content_type: str, body: bytes = b'{"token": "fel"}') -> tuple[str, dict[str, str], Any]:
    """Status, headers and JSON, straight from the server's entry point; no test client between."""
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": LINK,
        "QUERY_STRING": "q=a",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
        "wsgi.errors": io.StringIO(),
    }
    told: list[Any] = []
    content = b"".join(application(environ, lambda *args: told.append(args)))  # type: ignore[arg-type]
    ((status, headers),) = told
    return status, dict(headers), json.loads(content)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content_type",
    [
        "application/json; charset=hex",
        'application/json; charset="zip"',
        "application/json; charset=undefined",
        "application/json; charset=idna",
        "application/json; charset=utf-16",
        "multipart/form-data; boundary=x; charset=bz2",
    ],
)
def test_a_charset_that_is_not_utf8_never_leaves_the_application(content_type: str) -> None:
    status, headers, body = wsgi(content_type)
    # As without any charset: read as UTF-8 and stopped where every forged log-in is.
    assert status == "403 Forbidden"
    assert body["errors"][0]["code"] == "csrf_failed"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content_type", ["text/plain; charset*=foo''a%20b", "a/b; charset*=hex''a"]
)
def test_a_content_type_that_cannot_be_read_gets_an_answer(content_type: str) -> None:
    status, headers, body = wsgi(content_type)
    assert status == "403 Forbidden"
    assert body["errors"][0]["code"] == "csrf_failed"
    assert headers["X-Content-Type-Options"] == "nosniff"
