"""Who may follow up what; read with ``visible_to``."""

from konton.enums import Role
from konton.policy import register

PARTIES = {Role.COMPANY, Role.COORDINATOR}

register("clause_report", {"retrieve": PARTIES, "pdf": PARTIES, "xlsx": PARTIES})
