"""What packages above this one do when a person leaves matching.

They append their callables in ``AppConfig.ready``. Each is called inside the transaction, with the
candidate's row locked and already moved to her new state, so that her open proposals fall with it
or nothing happens at all.
"""

from typing import TYPE_CHECKING, Protocol

from konton.actors import Actor

if TYPE_CHECKING:
    from .models import Candidate


class Hook(Protocol):
    def __call__(self, *, candidate: "Candidate", actor: Actor, reason: str) -> None: ...


# The consent to be proposed has been withdrawn.
on_consent_withdrawn: list[Hook] = []
# What matching weighs has changed; the row is saved with its new ``profile_version``.
on_profile_changed: list[Hook] = []
# The person rests, is closed or goes back to draft.
on_leaves_matching: list[Hook] = []


class Obstacle(Protocol):
    def __call__(self, *, kept: "Candidate", other: "Candidate") -> str | None: ...


# Why two records cannot be joined now, in words; called with both rows locked.
merge_obstacles: list[Obstacle] = []


def call(hooks: list[Hook], *, candidate: "Candidate", actor: Actor, reason: str) -> None:
    for hook in hooks:
        hook(candidate=candidate, actor=actor, reason=reason)
