from django.urls import path

from .audit import AuditViewSet
from .reference import ReferenceViewSet
from .session import SessionViewSet

urlpatterns = [
    path("session/", SessionViewSet.as_view({"get": "retrieve"}), name="session"),
    path(
        "session/membership/",
        SessionViewSet.as_view({"post": "membership"}),
        name="session-membership",
    ),
    path(
        "session/link/",
        SessionViewSet.as_view({"post": "link"}, throttle_scope="link"),
        name="session-link",
    ),
    path("reference/", ReferenceViewSet.as_view({"get": "list"}), name="reference-list"),
    path("audit/", AuditViewSet.as_view({"get": "list"}), name="audit-list"),
]
