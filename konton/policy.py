"""The access policy as data: resource × action → roles. Every endpoint must stand here.

Each app declares its rows in its own ``policies.py`` and registers them from ``AppConfig.ready``.
What a role may do to which *object* is the visibility gate's work (``visible_to``), and in which
*state* the state table's; the three together decide.
"""

from collections.abc import Iterable, Mapping

# A row for everybody, logged in or not (the log-in itself).
PUBLIC = frozenset({"*"})

_rows: dict[tuple[str, str], frozenset[str]] = {}


def register(resource: str, actions: Mapping[str, Iterable[str]]) -> None:
    """Add ``{action: roles}`` of a resource; a second registration of the same row is refused."""
    for action, allowed in actions.items():
        key = (resource, action)
        row = frozenset(str(role) for role in allowed)
        if _rows.setdefault(key, row) != row:
            raise ValueError(f"Åtkomstregeln {key} finns redan.")


def roles_for(resource: str, action: str) -> frozenset[str] | None:
    """Roles that may; None when the policy has no such row (which is a programming error)."""
    return _rows.get((resource, action))


def rows() -> dict[tuple[str, str], frozenset[str]]:
    """The whole table, for the documentation page and the generated tests."""
    return dict(_rows)
