"""Every address: health, the API by app, and the single-page app for the rest."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path

from . import health, views

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.not_found
handler500 = views.server_error

APPS = ["konton", "kandidater", "projekt", "utbildning", "matchning", "uppfoljning"]

urlpatterns: list[Any] = [
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("api/schema/", views.SchemaView.as_view()),
    *[path("api/", include(f"{app}.api.urls")) for app in APPS],
    # Of allauth's addresses only those in use: the rest change accounts past our own policy.
    re_path(
        r"^_allauth/(?!browser/v1/(?:config|auth/(?:session|login|2fa/authenticate))$)",
        views.not_found,
    ),
    path("_allauth/", include("allauth.headless.urls")),
    *([path("admin/", admin.site.urls)] if settings.ADMIN else []),
    # What is none of the above below these is missing, not a page of the single-page app.
    re_path(r"^(?:api|_allauth|health|static|admin)(?:/|$)", views.not_found),
    re_path(r"", views.spa),
]
