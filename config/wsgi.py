import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

_TEXT = {"utf-8", "utf8", "us-ascii"}


def utf8_only(app: "WSGIApplication") -> "WSGIApplication":
    """Hide a charset that is not UTF-8, before Django builds its request.

    Django would decode even the address with "hex" or "zip" and fail outside every error handler.
    The body is then read as UTF-8; a content type that cannot be read at all gets its 415.
    """

    def wrapped(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        sent = environ.get("CONTENT_TYPE", "")
        try:
            kind, given = parse_header_parameters(sent)
        except (LookupError, ValueError):
            environ["CONTENT_TYPE"] = "application/octet-stream"
        else:
            if given.get("charset", "utf-8").lower() not in _TEXT:
                boundary = given.get("boundary")
                environ["CONTENT_TYPE"] = f"{kind}; boundary={boundary}" if boundary else kind
        return app(environ, start)

    return wrapped


application = utf8_only(get_wsgi_application())
