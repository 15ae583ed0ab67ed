"""Who may do what with runs, proposals and placements."""

from konton.enums import Role
from konton.policy import register

COORDINATOR = {Role.COORDINATOR}
STAFF = {Role.COORDINATOR, Role.COACH}
PARTIES = {Role.COORDINATOR, Role.COACH, Role.COMPANY, Role.CANDIDATE}

register(
    "run",
    {
        "list": {Role.COORDINATOR, Role.AUDITOR},
        "retrieve": {Role.COORDINATOR, Role.AUDITOR},
        "create": COORDINATOR,
        "stop": COORDINATOR,
    },
)
register(
    "proposal",
    {
        "list": PARTIES,
        "retrieve": PARTIES,
        "history": STAFF,
        "review": COORDINATOR,
        "approve": COORDINATOR,
        "reject": COORDINATOR,
        "lock": COORDINATOR,
        "unlock": COORDINATOR,
        "undo_reject": COORDINATOR,
        "withdraw": COORDINATOR,
        "accept": {Role.CANDIDATE, Role.COACH},
        "decline": {Role.CANDIDATE, Role.COACH},
        "confirm": {Role.COMPANY},
        "turn_down": {Role.COMPANY},
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
register("my_path", {"list": {Role.CANDIDATE}})
register("start", {"list": {Role.COACH, Role.COMPANY, Role.COORDINATOR}})
