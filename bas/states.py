"""State machines as tables: one declarative table an object, read by services, API and tests.

The same table becomes a database trigger (``bas.guards``), so an illegal move is impossible
whoever writes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol


class ActorLike(Protocol):
    @property
    def role(self) -> str: ...


# Says in Swedish why the move is not possible now; None when it is.
Guard = Callable[[Any, Any], str | None]


@dataclass(frozen=True)
class Transition:
    """One row of a state table.

    ``roles`` empty means an effect: no one asks for it by name, a service does it as the
    consequence of something else a human did.
    """

    action: str
    sources: tuple[str, ...]
    target: str
    label: str
    roles: frozenset[str] = frozenset()
    needs_reason: bool = False
    guard: Guard | None = None


class IllegalTransition(Exception):
    """The object's state has no such move; carries a Swedish sentence for people."""


class NotAllowed(Exception):
    """The move exists but not for this role."""


@dataclass(frozen=True)
class StateMachine:
    name: str
    labels: dict[str, str]
    initial: tuple[str, ...]
    transitions: tuple[Transition, ...]
    _by_action: dict[tuple[str, str], Transition] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        table: dict[tuple[str, str], Transition] = {}
        for transition in self.transitions:
            for source in transition.sources:
                if source not in self.labels or transition.target not in self.labels:
                    raise ValueError(f"{self.name}: okänt läge i {transition.action}")
                key = (transition.action, source)
                if key in table:
                    raise ValueError(f"{self.name}: {key} står två gånger")
                table[key] = transition
        object.__setattr__(self, "_by_action", table)

    def edges(self) -> list[tuple[str, str]]:
        """Every legal (from, to), sorted; what the database trigger lets through."""
        return sorted({(s, t.target) for t in self.transitions for s in t.sources})

    def find(self, action: str, state: str) -> Transition:
        """The row for this action from this state; IllegalTransition with a sentence if none."""
        found = self._by_action.get((action, state))
        if found is None:
            raise IllegalTransition(
                f"Det går inte när läget är ”{self.labels.get(state, state)}”. Ladda om sidan."
            )
        return found

    def allowed_actions(self, obj: Any, actor: ActorLike) -> list[str]:
        """Names of the moves this actor may make now, guards included, in table order."""
        return [
            t.action
            for t in self.transitions
            if obj.state in t.sources
            and actor.role in t.roles
            and (t.guard is None or t.guard(obj, actor) is None)
        ]

    def actions(self) -> list[str]:
        return list(dict.fromkeys(t.action for t in self.transitions))

    def check(self, action: str, obj: Any, actor: ActorLike) -> Transition:
        """The transition, or IllegalTransition / NotAllowed."""
        transition = self.find(action, obj.state)
        if actor.role not in transition.roles:
            raise NotAllowed("Din roll får inte göra det här.")
        if transition.guard and (why_not := transition.guard(obj, actor)):
            raise IllegalTransition(why_not)
        return transition


def roles(*names: Iterable[str] | str) -> frozenset[str]:
    return frozenset(str(name) for name in names)
