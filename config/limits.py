"""What is too large or too deep is refused in the one error shape, allauth's addresses too."""

import json
import traceback
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .views import bad_request, too_large


class BodyLimits:
    """413 before anything reads the body; without a Content-Length Django reads nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        # The server has refused a length that is no number.
        if length.isdigit() and int(length[:19]) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return too_large(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """allauth reads its JSON itself; DRF's views never let an error come this far."""
        if request.path.startswith("/_allauth/") and _reading_json(error):
            return bad_request(request)
        return None


def _reading_json(error: Exception) -> bool:
    """Whether json itself gave up: nested too deep, or a number of too many digits."""
    frames = traceback.extract_tb(error.__traceback__)
    return (
        isinstance(error, RecursionError | ValueError)
        and bool(frames)
        and frames[-1].filename == json.decoder.__file__
    )
