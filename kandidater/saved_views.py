"""Writes of saved views: a name stands once, and one at most is shown first."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.http import Http404

from bas.api.errors import Conflict, StaleVersion
from bas.states import NotAllowed
from konton.actors import Actor
from konton.models import User

from .models import SavedView

MAX_VIEWS = 20
# What of the list's address is a view. A search word is not: it is most often somebody's name.
KEYS = frozenset({"vy", "vem", "lage", "yrke", "kommun", "intyg", "stilla", "undantag", "sort"})


@transaction.atomic
def save_view(
    *,
    actor: Actor,
    changes: dict[str, Any],
    view_id: UUID | None = None,
    expected_version: int | None = None,
) -> SavedView:
    """Make or change the actor's view; ``changes`` holds name, query, is_default or some of them.

    Raises Http404, StaleVersion, Conflict above ``MAX_VIEWS``, ValidationError for a name in use.
    """
    if actor.organisation_id is None:
        raise NotAllowed("Bara personal sparar vyer.")
    # One person's views are written one at a time, so that the two rules hold without a race.
    User.objects.select_for_update().get(pk=actor.user_id)
    mine = SavedView.objects.visible_to(actor)
    if view_id is None:
        if mine.count() >= MAX_VIEWS:
            raise Conflict(f"Du har redan {MAX_VIEWS} sparade vyer. Ta bort någon först.")
        view = SavedView(owner_id=actor.user_id, organisation_id=actor.organisation_id)
    else:
        view = _seen(actor, view_id, expected_version)
        view.version += 1
    for name, value in changes.items():
        setattr(view, name, value.strip() if name == "name" else value)
    if mine.exclude(pk=view.pk).filter(name=view.name).exists():
        raise ValidationError({"name": ["Du har redan en vy med det namnet."]})
    if view.is_default:
        mine.exclude(pk=view.pk).filter(is_default=True).update(
            is_default=False, version=F("version") + 1
        )
    view.save()
    return view


@transaction.atomic
def delete_view(*, actor: Actor, view_id: UUID, expected_version: int) -> None:
    """Forget a view. Raises Http404, StaleVersion."""
    _seen(actor, view_id, expected_version).delete()


def _seen(actor: Actor, view_id: UUID, expected_version: int | None) -> SavedView:
    view = SavedView.objects.visible_to(actor).select_for_update().filter(pk=view_id).first()
    if view is None:
        raise Http404
    if view.version != expected_version:
        raise StaleVersion()
    return view
