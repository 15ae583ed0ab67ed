"""The candidate's states (PRODUCT.md). Rows without roles are effects of decisions elsewhere."""

from typing import TYPE_CHECKING

from bas.states import ActorLike, StateMachine, Transition, roles
from konton.enums import Role

from .enums import CandidateState as S

if TYPE_CHECKING:
    from .models import Candidate

STAFF = roles(Role.COACH, Role.COORDINATOR)


def _ready_to_match(candidate: "Candidate", actor: ActorLike) -> str | None:
    missing = candidate.missing_for_ready()
    return f"Det här saknas: {', '.join(missing)}." if missing else None


CANDIDATE_MACHINE = StateMachine(
    name="candidate",
    labels=dict(S.choices),
    initial=(S.DRAFT,),
    transitions=(
        Transition(
            "mark_ready",
            (S.DRAFT,),
            S.READY,
            "Klar för matchning",
            roles(Role.COACH),
            guard=_ready_to_match,
        ),
        Transition("to_draft", (S.READY,), S.DRAFT, "Tillbaka till utkast", roles(Role.COACH)),
        Transition("rest", (S.DRAFT, S.READY, S.PROPOSED), S.RESTING, "Låt vila", STAFF, True),
        Transition(
            "resume",
            (S.RESTING,),
            S.READY,
            "Ta upp igen",
            STAFF,
            guard=_ready_to_match,
        ),
        Transition(
            "close",
            (S.DRAFT, S.READY, S.PROPOSED, S.RESTING, S.FOLLOWED_UP),
            S.CLOSED,
            "Avsluta",
            roles(Role.COACH),
            True,
        ),
        Transition("propose", (S.READY,), S.PROPOSED, "Föreslagen av en körning"),
        Transition("unpropose", (S.PROPOSED,), S.READY, "Inget förslag kvar"),
        Transition("ask", (S.READY, S.PROPOSED), S.ASKED, "Tillfrågad"),
        Transition("unask", (S.ASKED, S.ACCEPTED), S.READY, "Frågan togs tillbaka"),
        Transition("accept", (S.ASKED,), S.ACCEPTED, "Tackade ja"),
        Transition("decline", (S.ASKED,), S.READY, "Tackade nej"),
        Transition("turn_down", (S.ACCEPTED,), S.READY, "Företaget tackade nej"),
        Transition("confirm", (S.ACCEPTED,), S.CONFIRMED, "Företaget bekräftade"),
        Transition("begin_training", (S.CONFIRMED,), S.IN_TRAINING, "Började kursen"),
        Transition("begin_work", (S.CONFIRMED, S.IN_TRAINING), S.ON_SITE, "Började på plats"),
        Transition(
            "release", (S.CONFIRMED, S.IN_TRAINING, S.ON_SITE), S.READY, "Placeringen bröts"
        ),
        Transition("follow_up", (S.ON_SITE,), S.FOLLOWED_UP, "Uppföljd"),
        Transition(
            "withdraw_consent",
            (S.READY, S.PROPOSED, S.ASKED, S.ACCEPTED),
            S.DRAFT,
            "Samtycket återkallades",
        ),
        Transition("rematch", (S.FOLLOWED_UP,), S.READY, "Söker nästa plats", STAFF),
    ),
)
