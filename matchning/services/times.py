"""Another time than the one proposed: the company may wish, the coordinator decides."""

from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from bas.api.errors import Conflict
from konton.actors import Actor

from ..locks import LockedProposal
from ..models import Proposal
from .decisions import approve, decide
from .effects import APPROVAL, effect_on_candidate, take_back


@transaction.atomic
def suggest_time(
    *,
    proposal_id: UUID,
    expected_version: int,
    actor: Actor,
    start_date: date,
    end_date: date,
    reason: str,
) -> Proposal:
    """The company's wish, noted for the coordinator: days, bookings and answers stay as they are.

    ValidationError names the field when the days cannot be within the need.
    """
    locked = decide(
        "suggest_time",
        proposal_id,
        expected_version,
        actor,
        reason=reason,
        time=(start_date, end_date),
        effect=lambda held: _check_days(held, start_date, end_date),
    )
    return locked.proposal


@transaction.atomic
def accept_time(
    *, proposal_id: UUID, expected_version: int, actor: Actor, reason: str = ""
) -> Proposal:
    """The wished days become the proposal's: the old approval is lifted, the new one is this
    coordinator's, and the candidate is asked again. Conflict when the days cannot be hers."""

    def effect(held: LockedProposal) -> None:
        take_back(held, actor)
        proposal, wish = held.proposal, held.proposal.suggested_time
        if wish is None or wish.new_start is None or wish.new_end is None:
            raise AssertionError("the state table lets nobody accept what nobody has suggested")
        proposal.start_date, proposal.end_date = wish.new_start, wish.new_end
        person = held.candidate
        if person.available_from and proposal.path_start < person.available_from:
            raise _not_hers(f"{person} kan börja tidigast {person.available_from}.")
        if person.available_to and proposal.end_date > person.available_to:
            raise _not_hers(f"{person} kan bara till {person.available_to}.")

    locked = decide(
        "accept_time",
        proposal_id,
        expected_version,
        actor,
        effect=effect,
        save_fields=(*APPROVAL, "start_date", "end_date"),
    )
    effect_on_candidate(locked, "unask", actor)
    effect_on_candidate(locked, "propose", actor)
    return approve(
        proposal_id=proposal_id,
        expected_version=locked.proposal.version,
        actor=actor,
        reason=reason or "Ny tid på företagets förslag",
    )


@transaction.atomic
def refuse_time(*, proposal_id: UUID, expected_version: int, actor: Actor, reason: str) -> Proposal:
    """The days stand; the company reads why and answers again."""
    return decide("refuse_time", proposal_id, expected_version, actor, reason=reason).proposal


def _not_hers(why: str) -> Conflict:
    return Conflict(f"{why} Avböj och skriv vilka dagar som går.", code="not_available")


def _check_days(held: LockedProposal, start: date, end: date) -> None:
    need, proposal = held.need, held.proposal
    if end <= start:
        raise ValidationError({"end_date": "Slutdagen måste komma efter startdagen."})
    if start < timezone.localdate():
        raise ValidationError({"start_date": "Startdagen har passerat. Välj en dag framåt."})
    if (start, end) == (proposal.start_date, proposal.end_date):
        raise ValidationError({"start_date": "Det är tiden som redan är föreslagen."})
    if start < need.start_date:
        raise ValidationError(
            {"start_date": f"Behovet börjar {need.start_date}. Ändra behovet först."}
        )
    if end > need.end_date:
        last = need.end_date - timedelta(days=1)
        raise ValidationError({"end_date": f"Behovets sista dag är {last}. Ändra behovet först."})
