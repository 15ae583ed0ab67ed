"""Every address: health, the API by app, and the single-page app for the rest."""

from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path

from . import health, views

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.not_found
handler500 = views.server_error

APPS = ["konton", "kandidater", "projekt", "utbildning", "matchning"]

urlpatterns: list[Any] = [
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("api/schema/", views.SchemaView.as_view()),
    *[path("api/", include(f"{a}.api.urls")) for a in APPS if find_spec(f"{a}.api.urls")],
    path("_allauth/", include("allauth.headless.urls")),
    *([path("admin/", admin.site.urls)] if settings.ADMIN else []),
    # What is none of the above below these is missing, not a page of the single-page app.
    re_path(r"^(?:api|_allauth|health|static|admin)(?:/|$)", views.not_found),
    re_path(r"", views.spa),
]
