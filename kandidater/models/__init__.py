"""Everything kept of a candidate, one thing a file."""

from ..imports.models import CandidateImport, ImportMapping, ImportRow
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
from .sameness import AccessRequest, CandidateMerge, DuplicateCheck
from .support import SupportPeriod, TargetGroupMembership

__all__ = [
    "MIN_PHONE_DIGITS",
    "MISSING_CONSENT",
    "MOST_HOURS",
    "AccessRequest",
    "Candidate",
    "CandidateCertificate",
    "CandidateImport",
    "CandidateLanguage",
    "CandidateMerge",
    "CandidateOccupation",
    "CandidateQuerySet",
    "CandidateSkill",
    "Consent",
    "DuplicateCheck",
    "Handover",
    "HourEntry",
    "ImportMapping",
    "ImportRow",
    "SavedView",
    "SupportPeriod",
    "TargetGroupMembership",
]
