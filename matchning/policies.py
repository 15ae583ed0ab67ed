"""Who may do what with runs, proposals and placements."""

from konton.enums import Role
from konton.policy import register

COORDINATOR = {Role.COORDINATOR}
STAFF = {Role.COORDINATOR, Role.COACH}
PARTIES = {Role.COORDINATOR, Role.COACH, Role.COMPANY}

register(
    "run",
    {
        "list": {Role.COORDINATOR, Role.AUDITOR},
        "retrieve": {Role.COORDINATOR, Role.AUDITOR},
        "create": COORDINATOR,
        "stop": COORDINATOR,
        # Answers name people, so only for whom may see them.
        "why_not": COORDINATOR,
        "prices": COORDINATOR,
        "diff": COORDINATOR,
    },
)
register(
    "proposal",
    {
        "list": STAFF,
        "retrieve": STAFF,
        "history": STAFF,
        "why": STAFF,
        "review": COORDINATOR,
        "approve": COORDINATOR,
        "reject": COORDINATOR,
        "lock": COORDINATOR,
        "unlock": COORDINATOR,
        "undo_reject": COORDINATOR,
        "withdraw": COORDINATOR,
        "accept_time": COORDINATOR,
        "refuse_time": COORDINATOR,
        "accept": {Role.COACH},
        "decline": {Role.COACH},
    },
)
# One candidate's shortest ways to work; her data as on her card.
register("candidate_nearest", {"nearest": STAFF})
# How many could start on a need as it is being written; never who.
register("head_count", {"head_count": {Role.COMPANY, Role.COORDINATOR}})
# The company's view of a proposal: anonymous until the candidate has said yes.
register(
    "offer",
    {
        "list": {Role.COMPANY},
        "retrieve": {Role.COMPANY},
        "confirm": {Role.COMPANY},
        "turn_down": {Role.COMPANY},
        "suggest_time": {Role.COMPANY},
    },
)
# The candidate's own view.
register(
    "my_path",
    {
        "list": {Role.CANDIDATE},
        "retrieve": {Role.CANDIDATE},
        "accept": {Role.CANDIDATE},
        "decline": {Role.CANDIDATE},
    },
)
register(
    "placement",
    {
        "list": PARTIES,
        "retrieve": PARTIES,
        "history": STAFF,
        "begin_training": STAFF,
        "begin": {Role.COMPANY},
        "end": {Role.COMPANY, Role.COORDINATOR},
        "break_off": {Role.COMPANY, Role.COACH, Role.COORDINATOR},
    },
)
register("start_coordinator", {"list": COORDINATOR})
register("start_company", {"list": {Role.COMPANY}})
