"""Policy of the shared resources: the session, reference data and the audit trail."""

from .enums import STAFF_ROLES, Role
from .policy import PUBLIC, register

register("session", {"retrieve": PUBLIC, "link": PUBLIC, "membership": STAFF_ROLES})
register("reference", {"list": Role.values})
register("audit", {"list": {Role.AUDITOR, Role.ADMIN}})
