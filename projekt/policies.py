"""Who may do what with projects and needs; read with ``visible_to`` and the state table."""

from konton.enums import Role
from konton.policy import register

COMPANY = {Role.COMPANY}
READERS = {Role.COMPANY, Role.COORDINATOR, Role.COACH}
PARTIES = {Role.COMPANY, Role.COORDINATOR}

register(
    "project",
    {
        "list": READERS,
        "retrieve": READERS,
        "create": COMPANY,
        "partial_update": COMPANY,
        "demand_curve": PARTIES,
        "demand_curve_file": PARTIES,
        "adjust_curve": COMPANY,
    },
)
register("regional_demand", {"list": {Role.COORDINATOR}, "export": {Role.COORDINATOR}})
register(
    "need",
    {
        "list": READERS,
        "retrieve": READERS,
        "history": PARTIES,
        "create": COMPANY,
        "partial_update": COMPANY,
        "submit": COMPANY,
        "publish": {Role.COORDINATOR},
        "return_to_company": {Role.COORDINATOR},
        "pause": PARTIES,
        "resume": PARTIES,
        "confirm": COMPANY,
        "close": PARTIES,
    },
)
COORDINATOR = {Role.COORDINATOR}
register(
    "advert_import",
    {"list": COORDINATOR, "retrieve": COORDINATOR, "create": COORDINATOR, "rows": COORDINATOR},
)
register("advert", {"list": COORDINATOR, "targets": COORDINATOR, "attach": COORDINATOR})
# Who works on the contract and who follows it up; a coach has no part in it.
register(
    "contract",
    {
        "list": PARTIES,
        "retrieve": PARTIES,
        "models": PARTIES,
        "create": PARTIES,
        "partial_update": PARTIES,
    },
)
