"""Consents: given and withdrawn by row, never deleted; withdrawal ends what stood on it at once."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from bas.api.errors import Conflict
from grunddata.models import ConsentWording
from grunddata.selectors import consent_wordings
from konton.actors import Actor
from konton.services import audit, move

from . import hooks
from .cards import open_card, save_card
from .enums import ConsentPurpose
from .locking import locked_candidate
from .models import Candidate, Consent
from .states import CANDIDATE_MACHINE

WITHDRAWN = "Samtycket återkallades"


@transaction.atomic
def give_consent(*, actor: Actor, candidate_id: UUID, purpose: str) -> Candidate:
    """Record a consent to one purpose; nothing happens when it already stands."""
    candidate = locked_candidate(actor, candidate_id)
    _save_if(candidate, set_consents(candidate, {*active_purposes(candidate), purpose}, actor))
    return candidate


@transaction.atomic
def withdraw_consent(*, actor: Actor, candidate_id: UUID, purpose: str) -> Candidate:
    """End a consent; without the one to be proposed she leaves matching in the same transaction."""
    candidate = locked_candidate(actor, candidate_id)
    _save_if(candidate, set_consents(candidate, active_purposes(candidate) - {purpose}, actor))
    return candidate


@transaction.atomic
def renew_consent(
    *, actor: Actor, candidate_id: UUID, expected_version: int, purpose: str
) -> Candidate:
    """She has heard the new words of a consent that stands, and says yes to them.

    Until then the old one holds, and can be taken back as ever. Raises StaleVersion, Conflict.
    """
    candidate = open_card(actor, candidate_id, expected_version)
    now = timezone.now()
    old = candidate.consents.filter(purpose=purpose, withdrawn_at=None).first()
    if old is None:
        raise Conflict("Det finns inget samtycke att förnya. Fråga om ett nytt i stället.")
    if old.text_version == _wordings(candidate, [purpose])[purpose].version:
        raise Conflict("Samtycket gäller redan den senaste texten.")
    old.withdrawn_at = now
    old.save(update_fields=["withdrawn_at", "updated_at"])
    _record(candidate, [purpose], actor, now)
    save_card(candidate, actor, "consent_renewed", {"purpose": purpose})
    return candidate


def active_purposes(candidate: Candidate) -> set[str]:
    return set(
        candidate.consents.filter(withdrawn_at=None).order_by().values_list("purpose", flat=True)
    )


def set_consents(candidate: Candidate, purposes: Iterable[str], actor: Actor) -> bool:
    """Make exactly these purposes active on a locked candidate; True when something changed."""
    before, after = active_purposes(candidate), set(purposes)
    now = timezone.now()
    candidate.consents.filter(purpose__in=before - after, withdrawn_at=None).update(
        withdrawn_at=now, updated_at=now
    )
    _record(candidate, sorted(after - before), actor, now)
    for action, changed in (("given", after - before), ("withdrawn", before - after)):
        for purpose in sorted(changed):
            audit(
                actor=actor,
                action=f"candidate.consent_{action}",
                object_type="candidate",
                object_id=candidate.pk,
                organisation_id=candidate.organisation_id,
                data={"purpose": purpose},
            )
    if ConsentPurpose.PROPOSALS in before - after:
        _leave_matching(candidate, actor)
    return before != after


def _record(candidate: Candidate, purposes: list[str], actor: Actor, now: datetime) -> None:
    """A row for each, with the version and language of the words she was shown."""
    if not purposes:
        return
    words = _wordings(candidate, purposes)
    Consent.objects.bulk_create(
        Consent(
            candidate=candidate,
            purpose=purpose,
            text_version=words[purpose].version,
            language=words[purpose].language_id,
            given_at=now,
            recorded_by_id=actor.user_id,
        )
        for purpose in purposes
    )


def _wordings(candidate: Candidate, purposes: list[str]) -> dict[str, ConsentWording]:
    found = consent_wordings(
        purposes, candidate.preferred_language_id or "sv", timezone.localdate()
    )
    if missing := set(purposes) - found.keys():
        names = ", ".join(sorted(str(ConsentPurpose(purpose).label) for purpose in missing))
        raise ValidationError(
            {"consents": [f"Det finns ingen text att samtycka till för: {names}."]}
        )
    return found


def _leave_matching(candidate: Candidate, actor: Actor) -> None:
    machine = CANDIDATE_MACHINE
    if any(
        candidate.state in t.sources for t in machine.transitions if t.action == "withdraw_consent"
    ):
        move(
            machine=machine,
            obj=candidate,
            transition=machine.find("withdraw_consent", candidate.state),
            actor=actor,
            reason=WITHDRAWN,
        )
    hooks.call(hooks.on_consent_withdrawn, candidate=candidate, actor=actor, reason=WITHDRAWN)


def _save_if(candidate: Candidate, changed: bool) -> None:
    if changed:
        candidate.version += 1
        candidate.profile_version += 1
        candidate.save(update_fields=["version", "profile_version", "updated_at"])
