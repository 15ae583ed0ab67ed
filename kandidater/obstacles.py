"""What hinders a person just now, in short words for a list."""

from datetime import date

from .certificates import is_valid
from .enums import CandidateState as S
from .models import Candidate

# States in which what the record lacks keeps her out of matching.
OUTSIDE = (S.DRAFT, S.RESTING)


def obstacles(candidate: Candidate, day: date) -> list[str]:
    """Empty when nothing does. Needs the row of ``people_rows``; asks no query of its own."""
    if candidate.state == S.CLOSED:
        return []
    lacks = candidate.missing_for_ready() if candidate.state in OUTSIDE else []
    ended = [
        held.certificate.name_sv
        for held in candidate.ending_certificates  # type: ignore[attr-defined]
        if not is_valid(held.expires, day)
    ]
    return [f"Saknar {words}" for words in lacks] + [f"{name} har gått ut" for name in ended]
