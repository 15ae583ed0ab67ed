"""Reference data: what the product knows about trades, courses, rules and places, with source."""

from grunddata.enums import LanguageLevel, OccupationRung

from .areas import District, Municipality, Station
from .base import ReferenceRow, ReferenceState
from .consents import ConsentWording
from .occupations import (
    Certificate,
    DrivingLicence,
    Occupation,
    OccupationLevel,
    SiteCertificateRule,
    Skill,
    TradeSkill,
)
from .people import Language, SfiLevel, TargetGroup, TaskDemand
from .rules import (
    ClauseModel,
    CourseKind,
    CrewTemplate,
    Norm,
    SupportForm,
    SupportRule,
    ValidRow,
    WageStep,
)

__all__ = [
    "Certificate",
    "ClauseModel",
    "ConsentWording",
    "CourseKind",
    "CrewTemplate",
    "District",
    "DrivingLicence",
    "Language",
    "LanguageLevel",
    "Municipality",
    "Norm",
    "Occupation",
    "OccupationLevel",
    "OccupationRung",
    "ReferenceRow",
    "ReferenceState",
    "SfiLevel",
    "SiteCertificateRule",
    "Skill",
    "Station",
    "SupportForm",
    "SupportRule",
    "TargetGroup",
    "TaskDemand",
    "TradeSkill",
    "ValidRow",
    "WageStep",
]
