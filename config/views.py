from django.http import HttpRequest, JsonResponse


def csrf_failure(request: HttpRequest, reason: str = "") -> JsonResponse:
    """A missing or wrong CSRF token, in the API's one error shape."""
    detail = "Sidan har blivit gammal. Ladda om och försök igen."
    return JsonResponse(
        {
            "type": "client_error",
            "errors": [{"code": "csrf_failed", "detail": detail, "attr": None}],
        },
        status=403,
    )
