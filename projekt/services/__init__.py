"""Writes of projects and needs. Keyword-only, atomic, one audit event each."""

from ..errors import NeedFull, NeedNotOpen
from .ageing import pause_unconfirmed
from .bookings import book, refresh_filled, unbook
from .contracts import create_contract, update_contract
from .curve import adjust_curve
from .needs import create_need, draft_need, transition_need, update_need
from .numbers import next_need_numbers
from .projects import create_project, update_project

__all__ = [
    "NeedFull",
    "NeedNotOpen",
    "adjust_curve",
    "book",
    "create_contract",
    "create_need",
    "create_project",
    "draft_need",
    "next_need_numbers",
    "pause_unconfirmed",
    "refresh_filled",
    "transition_need",
    "unbook",
    "update_contract",
    "update_need",
    "update_project",
]
