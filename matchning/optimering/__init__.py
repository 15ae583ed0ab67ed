"""The optimiser: who is proposed to which need, through which courses, and why.

Pure Python, numpy and PuLP; no Django. `solve(problem, options)` is the door in code,
`python -m matchning.optimering` the same door for JSON files. See docs/optimering.md.
"""

from .canonical import canonical_json, plain, problem_hash
from .errors import PlanError, ProblemError
from .problem import (
    Candidate,
    Course,
    DemandStep,
    Forbidden,
    Intake,
    Kept,
    Lock,
    Need,
    Pair,
    Prerequisites,
    Problem,
    Requirements,
    Site,
    TradeWish,
    TravelRules,
    Weights,
)
from .result import (
    Margin,
    Options,
    Placement,
    Progress,
    Reason,
    Result,
    Stats,
    Unfilled,
    Unplaced,
)
from .solve import solve
from .verifier import Violation, verify

__all__ = [
    "Candidate",
    "Course",
    "DemandStep",
    "Forbidden",
    "Intake",
    "Kept",
    "Lock",
    "Margin",
    "Need",
    "Options",
    "Pair",
    "Placement",
    "PlanError",
    "Prerequisites",
    "Problem",
    "ProblemError",
    "Progress",
    "Reason",
    "Requirements",
    "Result",
    "Site",
    "Stats",
    "TradeWish",
    "TravelRules",
    "Unfilled",
    "Unplaced",
    "Violation",
    "Weights",
    "canonical_json",
    "plain",
    "problem_hash",
    "solve",
    "verify",
]
