"""The reference files, in the order they are loaded: what is pointed at comes first."""

from pathlib import Path

from .loading import ReferenceFile
from .models import (
    Certificate,
    ClauseModel,
    ConsentWording,
    CourseKind,
    CrewTemplate,
    District,
    DrivingLicence,
    Language,
    Municipality,
    Norm,
    Occupation,
    OccupationLevel,
    SfiLevel,
    SiteCertificateRule,
    Skill,
    SupportForm,
    SupportRule,
    TargetGroup,
    TaskDemand,
    TradeSkill,
    WageStep,
)

DATA_DIR = Path(__file__).resolve().parent / "data"

FILES = (
    ReferenceFile(Municipality, "municipalities.csv"),
    ReferenceFile(District, "districts.csv"),
    ReferenceFile(Language, "languages.csv"),
    ReferenceFile(SfiLevel, "sfi_levels.csv"),
    ReferenceFile(TargetGroup, "target_groups.csv"),
    ReferenceFile(TaskDemand, "task_demands.csv"),
    ReferenceFile(Occupation, "occupations.csv", {"typical_task_demands": TaskDemand}),
    ReferenceFile(OccupationLevel, "occupation_levels.csv"),
    ReferenceFile(WageStep, "wage_steps.csv"),
    ReferenceFile(Certificate, "certificates.csv"),
    ReferenceFile(Skill, "skills.csv"),
    ReferenceFile(TradeSkill, "trade_skills.csv"),
    ReferenceFile(DrivingLicence, "driving_licences.csv", {"covers": DrivingLicence}),
    ReferenceFile(SiteCertificateRule, "site_certificate_rules.csv"),
    ReferenceFile(SupportForm, "support_forms.json"),
    ReferenceFile(SupportRule, "support_rules.json", {"target_groups": TargetGroup}),
    ReferenceFile(Norm, "norms.csv"),
    ReferenceFile(
        CourseKind,
        "course_kinds.csv",
        {
            "grants_certificates": Certificate,
            "grants_skills": Skill,
            "grants_licences": DrivingLicence,
            "requires_certificates": Certificate,
            "requires_licences": DrivingLicence,
            "languages": Language,
        },
    ),
    ReferenceFile(CrewTemplate, "crew_templates.json"),
    ReferenceFile(ClauseModel, "clause_models.json"),
    ReferenceFile(ConsentWording, "consent_wordings.json"),
)
