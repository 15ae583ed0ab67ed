"""Everything kept of a candidate, one thing a file."""

from .candidate import MIN_PHONE_DIGITS, MISSING_CONSENT, Candidate, CandidateQuerySet
from .consent import Consent
from .hours import MOST_HOURS, HourEntry
from .lists import (
    CandidateCertificate,
    CandidateLanguage,
    CandidateOccupation,
    CandidateSkill,
)
from .people import Handover, SavedView
from .support import SupportPeriod, TargetGroupMembership

__all__ = [
    "MIN_PHONE_DIGITS",
    "MISSING_CONSENT",
    "MOST_HOURS",
    "Candidate",
    "CandidateCertificate",
    "CandidateLanguage",
    "CandidateOccupation",
    "CandidateQuerySet",
    "CandidateSkill",
    "Consent",
    "Handover",
    "HourEntry",
    "SavedView",
    "SupportPeriod",
    "TargetGroupMembership",
]
