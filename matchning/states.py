"""States of the proposal and the placement (PRODUCT.md). Rows without roles are effects."""

from typing import TYPE_CHECKING, Any

from bas.states import StateMachine, Transition, roles
from konton.enums import Role
from projekt.enums import NEED_OPEN_STATES

from .enums import PlacementState as P
from .enums import ProposalState as S

if TYPE_CHECKING:
    from .models import Proposal

COORDINATOR = roles(Role.COORDINATOR)
COMPANY = roles(Role.COMPANY)
OPEN = (S.NEW, S.IN_REVIEW, S.LOCKED)
# States in which the candidate has been told, or is about to be, by a named human.
INFORMED = (S.APPROVED, S.ASKED, S.ACCEPTED, S.DECLINED, S.CONFIRMED, S.TURNED_DOWN, S.STARTED)
# Approved but not yet confirmed by the company: still possible to take back.
UNCONFIRMED = (S.APPROVED, S.ASKED, S.ACCEPTED)
# States in which the proposal holds a booking.
HOLDING = (S.APPROVED, S.ASKED, S.ACCEPTED, S.CONFIRMED, S.STARTED)


def _not_stale(proposal: "Proposal", actor: Any) -> str | None:
    if proposal.is_stale:
        return "Uppgifterna har ändrats sedan körningen. Optimera om och granska igen."
    return None


def _still_possible(proposal: "Proposal", actor: Any) -> str | None:
    if proposal.has_begun:
        return "Startdagen har passerat. Optimera om för en ny start."
    if not proposal.path_fits:
        return "En kurs på vägen har fått nya datum. Optimera om."
    return _not_stale(proposal, actor)


def _answerable(proposal: "Proposal", actor: Any) -> str | None:
    """An answer is only worth something while the place still waits for it."""
    if proposal.has_begun:
        return "Startdagen har passerat, så platsen gäller inte längre."
    if proposal.need.state not in NEED_OPEN_STATES:
        return "Företaget har pausat eller stängt behovet, så det går inte att svara nu."
    return _not_stale(proposal, actor)


def _time_suggested(proposal: "Proposal", actor: Any) -> str | None:
    if proposal.suggested_time is None:
        return "Företaget har inget förslag på annan tid som väntar på svar."
    return None


def _nothing_suggested(proposal: "Proposal", actor: Any) -> str | None:
    if proposal.suggested_time is not None:
        return "Ni har redan föreslagit en annan tid. Samordnaren svarar först."
    return _answerable(proposal, actor)


PROPOSAL_MACHINE = StateMachine(
    name="proposal",
    labels=dict(S.choices),
    initial=(S.NEW,),
    transitions=(
        Transition("review", (S.NEW,), S.IN_REVIEW, "Börja granska", COORDINATOR),
        Transition("approve", OPEN, S.APPROVED, "Godkänn", COORDINATOR, guard=_still_possible),
        Transition("reject", OPEN, S.REJECTED, "Avvisa", COORDINATOR, True),
        Transition("lock", (S.NEW, S.IN_REVIEW), S.LOCKED, "Lås", COORDINATOR, guard=_not_stale),
        Transition("unlock", (S.LOCKED,), S.IN_REVIEW, "Lås upp", COORDINATOR),
        Transition("undo_reject", (S.REJECTED,), S.IN_REVIEW, "Ångra avvisning", COORDINATOR),
        Transition(
            "withdraw",
            UNCONFIRMED,
            S.IN_REVIEW,
            "Ta tillbaka godkännandet",
            COORDINATOR,
            True,
        ),
        Transition("ask", (S.APPROVED,), S.ASKED, "Deltagaren tillfrågas"),
        Transition(
            "accept",
            (S.ASKED,),
            S.ACCEPTED,
            "Ja",
            roles(Role.CANDIDATE, Role.COACH),
            guard=_answerable,
        ),
        Transition("decline", (S.ASKED,), S.DECLINED, "Nej", roles(Role.CANDIDATE, Role.COACH)),
        Transition("confirm", (S.ACCEPTED,), S.CONFIRMED, "Bekräfta", COMPANY, guard=_answerable),
        Transition("turn_down", (S.ACCEPTED,), S.TURNED_DOWN, "Tacka nej", COMPANY, True),
        # A wish moves nothing: the coordinator decides, and the candidate is asked about new days.
        Transition(
            "suggest_time",
            (S.ACCEPTED,),
            S.ACCEPTED,
            "Föreslå annan tid",
            COMPANY,
            guard=_nothing_suggested,
        ),
        Transition(
            "accept_time",
            (S.ACCEPTED,),
            S.IN_REVIEW,
            "Ändra till företagets tid",
            COORDINATOR,
            guard=_time_suggested,
        ),
        Transition(
            "refuse_time",
            (S.ACCEPTED,),
            S.ACCEPTED,
            "Avböj annan tid",
            COORDINATOR,
            True,
            guard=_time_suggested,
        ),
        Transition("start", (S.CONFIRMED,), S.STARTED, "Startat"),
        Transition("break_off", (S.CONFIRMED, S.STARTED), S.EXPIRED, "Placeringen bröts"),
        Transition(
            "supersede",
            (S.NEW, S.IN_REVIEW, S.LOCKED, S.APPROVED, S.ASKED, S.ACCEPTED),
            S.SUPERSEDED,
            "Ersatt",
        ),
        Transition("expire", (*OPEN, *UNCONFIRMED), S.EXPIRED, "Utgånget"),
    ),
)

PLACEMENT_MACHINE = StateMachine(
    name="placement",
    labels=dict(P.choices),
    initial=(P.PLANNED,),
    transitions=(
        Transition(
            "begin_training",
            (P.PLANNED,),
            P.TRAINING,
            "Kursen har börjat",
            roles(Role.COACH, Role.COORDINATOR),
        ),
        Transition("begin", (P.PLANNED, P.TRAINING), P.ONGOING, "Har börjat på plats", COMPANY),
        Transition("end", (P.ONGOING,), P.ENDED, "Avsluta", COMPANY | COORDINATOR, True),
        Transition(
            "break_off",
            (P.PLANNED, P.TRAINING, P.ONGOING),
            P.BROKEN_OFF,
            "Avbryt",
            roles(Role.COMPANY, Role.COACH, Role.COORDINATOR),
            True,
        ),
    ),
)
