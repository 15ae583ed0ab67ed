"""Who may do what with courses and intakes."""

from konton.enums import Role
from konton.policy import register

READERS = {Role.COACH, Role.COMPANY, Role.COORDINATOR}
KEEPERS = {Role.COORDINATOR}

register(
    "course",
    {"list": READERS, "retrieve": READERS, "create": KEEPERS, "partial_update": KEEPERS},
)
register(
    "intake",
    {"list": READERS, "retrieve": READERS, "create": KEEPERS, "partial_update": KEEPERS},
)
