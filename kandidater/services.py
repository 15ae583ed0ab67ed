"""Writes of candidates: atomic, on a locked row, each with its audit event."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from bas.api.errors import Conflict
from bas.states import NotAllowed
from grunddata.models import District
from konton.actors import Actor
from konton.enums import Role
from konton.models import LoginLink, Membership, User
from konton.services import audit, create_login_link, expire_login_links, move

from . import hooks
from .cards import open_card
from .changes import COLUMNS, MATCHING_KEYS, CandidateChanges
from .consents import set_consents
from .enums import CandidateState
from .handovers import record_handover
from .identity import IDENTITY_COLUMNS, save_with_identity, set_identity
from .lists import replace_lists
from .locking import locked_candidate
from .models import MISSING_CONSENT, Candidate
from .models.candidate import MIDNIGHT
from .states import CANDIDATE_MACHINE

# States in which the minimum record need not be whole.
INCOMPLETE_STATES = frozenset({CandidateState.DRAFT, CandidateState.RESTING, CandidateState.CLOSED})
LEAVING_ACTIONS = frozenset({"rest", "close", "to_draft"})


@transaction.atomic
def create_candidate(
    *, actor: Actor, changes: CandidateChanges, is_demo: bool = False
) -> Candidate:
    """A new draft of the coach's organisation; only the names must be there.

    Raises ValidationError naming the field.
    """
    if actor.role != Role.COACH or actor.organisation_id is None:
        raise NotAllowed("Bara en jobbcoach registrerar deltagare.")
    candidate = Candidate(
        organisation_id=actor.organisation_id, coach_id=actor.user_id, is_demo=is_demo
    )
    changed = _set_columns(candidate, changes)
    changed |= set_identity(candidate, changes.get("identity", {}))
    check_columns(candidate, changed)
    save_with_identity(candidate)
    replace_lists(candidate=candidate, changes=changes, actor=actor)
    set_consents(candidate, changes.get("consents", []), actor)
    _audit(candidate, actor, "created", {"fields": sorted(changes)})
    return candidate


@transaction.atomic
def update_candidate(
    *,
    actor: Actor,
    candidate_id: UUID,
    expected_version: int,
    changes: CandidateChanges,
    note: str = "",
) -> Candidate:
    """Change what is in ``changes``; the version rises only when something really differs.

    A new coach is told, with ``note`` if there is one. Raises StaleVersion,
    Conflict for a closed candidate, ValidationError naming the field.
    """
    candidate = open_card(actor, candidate_id, expected_version)
    lacked = set(candidate.missing_for_ready())
    coach_before = candidate.coach_id
    changed = _set_columns(candidate, changes)
    if "identity" in changes:
        changed |= set_identity(candidate, changes["identity"])
    check_columns(candidate, changed)
    changed |= replace_lists(candidate=candidate, changes=changes, actor=actor)
    if "consents" in changes and set_consents(candidate, changes["consents"], actor):
        changed.add("consents")
    if not changed:
        return candidate
    refuse_new_gaps(candidate, lacked)
    candidate.version += 1
    if changed & MATCHING_KEYS:
        candidate.profile_version += 1
    columns = {COLUMNS[key] for key in changed if key in COLUMNS}
    columns |= {"version", "profile_version", "updated_at"}
    if "identity" in changed:
        save_with_identity(candidate, columns | IDENTITY_COLUMNS)
    else:
        candidate.save(update_fields=columns)
    if changed & {"first_name", "last_name"}:
        _name_account(candidate)
    if "coach" in changed:
        record_handover(candidate=candidate, from_coach_id=coach_before, actor=actor, note=note)
    _audit(candidate, actor, "updated", {"fields": sorted(changed)})
    if changed & MATCHING_KEYS:
        hooks.call(
            hooks.on_profile_changed, candidate=candidate, actor=actor, reason="Uppgifter ändrades"
        )
        # A hook may have moved her through an instance of its own.
        candidate.refresh_from_db()
    return candidate


@transaction.atomic
def change_state(
    *, actor: Actor, candidate_id: UUID, action: str, expected_version: int, reason: str = ""
) -> Candidate:
    """Carry out one named move of the state table.

    Raises StaleVersion, IllegalTransition, NotAllowed, or ValidationError for a missing reason.
    """
    candidate = locked_candidate(actor, candidate_id, expected_version)
    transition = CANDIDATE_MACHINE.check(action, candidate, actor)
    reason = reason.strip()
    if transition.needs_reason and not reason:
        raise ValidationError({"reason": ["Skriv ett skäl. Det sparas i historiken."]})
    move(
        machine=CANDIDATE_MACHINE,
        obj=candidate,
        transition=transition,
        actor=actor,
        reason=reason,
    )
    _audit(candidate, actor, action)
    if candidate.state == CandidateState.CLOSED and candidate.user is not None:
        expire_login_links(candidate.user)
    if action in LEAVING_ACTIONS:
        hooks.call(
            hooks.on_leaves_matching,
            candidate=candidate,
            actor=actor,
            reason=reason or transition.label,
        )
    return candidate


@transaction.atomic
def create_candidate_login_link(*, actor: Actor, candidate_id: UUID) -> tuple[LoginLink, str]:
    """A one-time link for the candidate, her account made on first use: (row, "/lank/<token>").

    Earlier unused links stop working. Raises Conflict for a closed candidate.
    """
    candidate = locked_candidate(actor, candidate_id)
    if candidate.state == CandidateState.CLOSED:
        raise Conflict("Deltagaren är avslutad och får ingen ny länk.")
    if candidate.user is None:
        # She logs in by link only, so the address is a key of the account and no mailbox
        # (.invalid never resolves, RFC 2606).
        candidate.user = User.objects.create_user(
            f"deltagare-{candidate.pk}@deltagare.invalid", None, is_candidate=True
        )
        candidate.save(update_fields=["user", "updated_at"])
        _name_account(candidate)
    link, token = create_login_link(user=candidate.user, actor=actor)
    _audit(candidate, actor, "login_link_created")
    return link, f"/lank/{token}"


def note_read(*, actor: Actor, candidate: Candidate, fields: list[str]) -> None:
    """Log that sensitive fields, or anything at all of a protected person, were read."""
    if candidate.is_protected or fields:
        _audit(
            candidate,
            actor,
            "read_protected" if candidate.is_protected else "read_sensitive",
            {"fields": sorted(fields)},
        )


def note_duplicate_search(*, actor: Actor, found: int, elsewhere: bool) -> None:
    """Log a search for duplicates: it can tell that somebody is known elsewhere."""
    audit(
        actor=actor,
        action="candidate.duplicates_searched",
        object_type="candidate",
        object_id=None,
        data={"found": found, "elsewhere": elsewhere},
    )


def _set_columns(candidate: Candidate, changes: CandidateChanges) -> set[str]:
    """Put the plain fields on the row, unsaved; the keys of those that differed."""
    changed = set()
    for key, value in changes.items():
        column = COLUMNS.get(key)
        if column and getattr(candidate, column) != value:
            setattr(candidate, column, value)
            changed.add(key)
    # Somewhere else in another municipality, unless it is told where.
    for place in ("district", "station"):
        there = getattr(candidate, COLUMNS[place]) is not None
        if "municipality" in changed and place not in changes and there:
            setattr(candidate, COLUMNS[place], None)
            changed.add(place)
    return changed


def refuse_new_gaps(candidate: Candidate, lacked: set[str]) -> None:
    """Somebody in matching keeps her minimum record; a consent may always be withdrawn."""
    if candidate.state in INCOMPLETE_STATES:
        return
    gaps = [
        words
        for words in candidate.missing_for_ready()
        if words not in lacked and words != MISSING_CONSENT
    ]
    if gaps:
        raise ValidationError(
            f"Deltagaren är i matchningen och behöver fortfarande {', '.join(gaps)}. "
            "Låt hen vila eller gör till utkast först."
        )


def check_columns(candidate: Candidate, changed: set[str]) -> None:
    """Rules that hold between fields; ValidationError naming each field that breaks one."""
    errors: dict[str, list[str]] = {}
    for name, label in (("first_name", "förnamn"), ("last_name", "efternamn")):
        if not getattr(candidate, name).strip():
            errors[name] = [f"Skriv {label}."]
    first, last = candidate.available_from, candidate.available_to
    if first and last and last < first:
        errors["available_to"] = ["Sista dagen kan inte vara före första dagen."]
    starts, ends = candidate.earliest_start_time, candidate.latest_end_time
    if starts and ends and MIDNIGHT < ends <= starts:
        errors["latest_end_time"] = [
            "Dagens slut måste vara efter dess början. Lämna tomt om det inte spelar någon roll."
        ]
    if candidate.birth_date and candidate.birth_date >= timezone.localdate():
        errors["birth_date"] = ["Födelsedatumet har inte varit än."]
    errors |= _place_errors(candidate, changed)
    if "coach" in changed:
        works_here = Membership.objects.filter(
            user_id=candidate.coach_id,
            organisation_id=candidate.organisation_id,
            role=Role.COACH,
            is_active=True,
            user__is_active=True,
        )
        if not works_here.exists():
            errors["coach"] = ["Välj en jobbcoach i din egen organisation."]
        elif candidate.is_protected and not candidate.handlers.filter(pk=candidate.coach_id):
            errors["coach"] = ["Bara en utsedd handläggare kan ta över en skyddad deltagare."]
    if errors:
        raise ValidationError(errors)


def _place_errors(candidate: Candidate, changed: set[str]) -> dict[str, list[str]]:
    places = [p for p in ("district", "station") if getattr(candidate, COLUMNS[p]) is not None]
    if candidate.is_protected:
        told = ["En skyddad deltagares plats sparas inte närmare än kommunen."]
        return dict.fromkeys(places, told)
    # A station may lie across the border; a district may not.
    if "district" in places and changed & {"district", "municipality"}:
        inside = District.objects.filter(
            pk=candidate.district_id, municipality_id=candidate.municipality_id
        )
        if not inside.exists():
            return {"district": ["Stadsdelen ligger inte i kommunen. Välj en annan."]}
    return {}


def _name_account(candidate: Candidate) -> None:
    """The account carries her name for the screens; a protected person's carries none."""
    if candidate.user is None:
        return
    shown = ("Skyddad", "deltagare") if candidate.is_protected else None
    candidate.user.first_name, candidate.user.last_name = shown or (
        candidate.first_name,
        candidate.last_name,
    )
    candidate.user.save(update_fields=["first_name", "last_name", "updated_at"])


def _audit(
    candidate: Candidate, actor: Actor, what: str, data: dict[str, Any] | None = None
) -> None:
    audit(
        actor=actor,
        action=f"candidate.{what}",
        object_type="candidate",
        object_id=candidate.pk,
        organisation_id=candidate.organisation_id,
        data=data,
    )
