"""The labour need's states (PRODUCT.md)."""

from typing import TYPE_CHECKING

from bas.states import ActorLike, StateMachine, Transition, roles
from konton.enums import Role

from .enums import NeedState as S

if TYPE_CHECKING:
    from .models import LabourNeed

COMPANY = roles(Role.COMPANY)
COORDINATOR = roles(Role.COORDINATOR)
OPENED = (S.OPEN, S.PARTLY_FILLED, S.FILLED)


def _complete(need: "LabourNeed", actor: ActorLike) -> str | None:
    missing = need.missing_for_review()
    return f"Det här saknas: {', '.join(missing)}." if missing else None


NEED_MACHINE = StateMachine(
    name="need",
    labels=dict(S.choices),
    initial=(S.DRAFT,),
    transitions=(
        Transition(
            "submit", (S.DRAFT,), S.IN_REVIEW, "Skicka till samordnaren", COMPANY, guard=_complete
        ),
        Transition("publish", (S.IN_REVIEW,), S.OPEN, "Publicera", COORDINATOR),
        Transition(
            "return_to_company", (S.IN_REVIEW,), S.DRAFT, "Skicka tillbaka", COORDINATOR, True
        ),
        Transition("confirm", (S.OPEN,), S.OPEN, "Bekräfta att det gäller", COMPANY),
        Transition(
            "confirm",
            (S.PARTLY_FILLED,),
            S.PARTLY_FILLED,
            "Bekräfta att det gäller",
            COMPANY,
        ),
        Transition("pause", OPENED, S.PAUSED, "Pausa", COMPANY | COORDINATOR, True),
        Transition("resume", (S.PAUSED,), S.OPEN, "Öppna igen", COMPANY | COORDINATOR),
        Transition(
            "close",
            (S.DRAFT, S.IN_REVIEW, *OPENED, S.PAUSED),
            S.CLOSED,
            "Stäng",
            COMPANY | COORDINATOR,
            True,
        ),
        Transition(
            "pause_unconfirmed", (S.OPEN, S.PARTLY_FILLED), S.PAUSED, "Pausat: inte bekräftat"
        ),
        Transition("fill_partly", (S.OPEN, S.FILLED), S.PARTLY_FILLED, "Delvis tillsatt"),
        Transition("fill", (S.OPEN, S.PARTLY_FILLED), S.FILLED, "Tillsatt"),
        Transition("empty", (S.PARTLY_FILLED, S.FILLED), S.OPEN, "Åter öppet"),
    ),
)
