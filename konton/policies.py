"""Policy of the shared resources: reference data and the audit trail."""

from .enums import Role
from .policy import register

register("reference", {"list": Role.values})
register("audit", {"list": {Role.AUDITOR, Role.ADMIN}})
