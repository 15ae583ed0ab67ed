"""Every address of the product, found in the URL table itself so that none is forgotten."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from config import views

SOME_UUID = "7b0c1d1e-5a54-4a6b-9a53-0d2f3c1e9a77"
_PARAMETER = re.compile(r"\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Route:
    """One address: ``template`` as declared, e.g. ``/api/runs/<uuid:pk>/``."""

    template: str
    resource: str | None
    actions: tuple[tuple[str, str], ...]  # (method in lower case, action of the policy)

    def __str__(self) -> str:
        return self.template

    def path(self, **parameters: Any) -> str:
        """The address with these parameters; those not given name nothing that exists."""
        return _PARAMETER.sub(lambda m: str(parameters.get(m[1] or m[2], SOME_UUID)), self.template)

    @property
    def parameters(self) -> list[str]:
        return [m[1] or m[2] for m in _PARAMETER.finditer(self.template)]

    def reads(self) -> bool:
        return not self.actions or any(method == "get" for method, _ in self.actions)


def _walk(resolver: URLResolver, prefix: str = "/") -> Iterator[Route]:
    for entry in resolver.url_patterns:
        template = prefix + str(entry.pattern).lstrip("^")
        if isinstance(entry, URLResolver):
            yield from _walk(entry, template)
        elif isinstance(entry, URLPattern) and entry.callback not in (views.not_found, views.spa):
            view: Any = entry.callback
            cls: Any = getattr(view, "cls", None)
            actions = dict(getattr(view, "actions", None) or {})
            if not actions and hasattr(cls, "action"):
                actions = {"get": cls.action}
            yield Route(
                template.rstrip("$"), getattr(cls, "resource", None), tuple(actions.items())
            )


@cache
def all_routes() -> tuple[Route, ...]:
    return tuple(_walk(get_resolver()))


@cache
def api_routes() -> tuple[Route, ...]:
    return tuple(r for r in all_routes() if r.template.startswith("/api/"))
