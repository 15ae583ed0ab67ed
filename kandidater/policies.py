"""Who may do what with candidates; read with ``visible_to`` and the state table."""

from konton.enums import Role
from konton.policy import register

COACH = {Role.COACH}
STAFF = {Role.COACH, Role.COORDINATOR}

# Fields that say most about a person's life; read by these roles only, and every reading is logged.
SENSITIVE_FIELDS: dict[str, frozenset[str]] = {
    "adaptations": frozenset({Role.COACH, Role.COORDINATOR}),
    "adaptation_note": frozenset({Role.COACH, Role.COORDINATOR}),
    "notes": frozenset({Role.COACH, Role.COORDINATOR}),
}
# Fields that the others have no use for; here masked, so reading them is not logged.
OWN_FIELDS: dict[str, frozenset[str]] = {"identity": frozenset({Role.COACH})}

register(
    "candidate",
    {
        "list": STAFF,
        "retrieve": STAFF,
        "history": STAFF,
        "support": STAFF,
        "passport": COACH,
        "create": COACH,
        "partial_update": COACH,
        "possible_duplicates": COACH,
        "possible_pairs": COACH,
        "ask_for_access": COACH,
        "look_alikes": COACH,
        "judge_duplicate": COACH,
        "merge_preview": COACH,
        "merge": COACH,
        "undo_merge": COACH,
        "login_link": COACH,
        "add_hours": COACH,
        "remove_hours": COACH,
        "reveal_identity": COACH,
        "add_activity": COACH,
        "complete_activity": COACH,
        "reopen_activity": COACH,
        "remove_activity": COACH,
        "add_note": COACH,
        "remove_note": COACH,
        "renew_consent": COACH,
        "mark_ready": COACH,
        "to_draft": COACH,
        "rest": STAFF,
        "resume": STAFF,
        "close": COACH,
        "rematch": STAFF,
        "board": STAFF,
        "export": STAFF,
        "coaches": COACH,
        "bulk": COACH,
        "unflag": COACH,
        "flag_again": COACH,
    },
)
register(
    "candidate_view",
    {"list": STAFF, "create": STAFF, "partial_update": STAFF, "destroy": STAFF},
)
register("my_passport", {"list": {Role.CANDIDATE}})
register("handover", {"list": COACH, "read": COACH})
register("start_coach", {"list": COACH, "today": COACH, "waiting": COACH, "expiring": COACH})

register(
    "import",
    dict.fromkeys(
        (
            "list",
            "create",
            "retrieve",
            "problems",
            "rows",
            "rejected",
            "map_columns",
            "answer_question",
            "edit",
            "choose",
            "start",
            "resume",
            "undo",
            "discard",
        ),
        COACH,
    ),
)
register(
    "access_request",
    {"list": STAFF, "reply": STAFF, "received": COACH, "sent": COACH, "read": COACH},
)
register("duplicate_question", {"received": COACH, "sent": COACH, "reply": COACH, "read": COACH})
