"""Everything kept of a candidate, one thing a file."""

from ..imports.models import CandidateImport, ImportMapping, ImportRow
from .away import AwayPeriod
from .candidate import MIN_PHONE_DIGITS, MISSING_CONSENT, Candidate, CandidateQuerySet
from .consent import Consent
from .education import CandidateEducation
from .hours import MOST_HOURS, HourEntry
from .journey import Activity
from .lists import (
    CandidateCertificate,
    CandidateLanguage,
    CandidateOccupation,
    CandidateSkill,
)
from .notes import LONGEST_NOTE, CandidateNote
from .people import Handover, SavedView
from .sameness import AccessRequest, CandidateMerge, DuplicateCheck
from .support import SupportPeriod, TargetGroupMembership

__all__ = [
    "LONGEST_NOTE",
    "MIN_PHONE_DIGITS",
    "MISSING_CONSENT",
    "MOST_HOURS",
    "AccessRequest",
    "Activity",
    "AwayPeriod",
    "Candidate",
    "CandidateCertificate",
    "CandidateEducation",
    "CandidateImport",
    "CandidateLanguage",
    "CandidateMerge",
    "CandidateNote",
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
