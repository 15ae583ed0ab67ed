"""Driving licences: what a category also allows."""

from collections.abc import Iterable, Mapping


def covered(held: Iterable[str], covers: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Everything the held categories allow, following `covers` to the end."""
    found: set[str] = set()
    waiting = list(held)
    while waiting:
        licence = waiting.pop()
        if licence not in found:
            found.add(licence)
            waiting.extend(covers.get(licence, ()))
    return frozenset(found)
