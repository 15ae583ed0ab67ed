"""What the drawing needs of the reference data: one query per table, in the files' order."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from grunddata.enums import CertificateKind, OccupationRung, SkillLevel
from grunddata.models import (
    Certificate,
    District,
    Municipality,
    Occupation,
    OccupationLevel,
    SiteCertificateRule,
    TradeSkill,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """``rungs``: those that exist per occupation; ``skills``: (SSYK, level) → codes.

    ``site_certificates``: SSYK ("" for every trade) → [(certificate, always asked for)]. Access
    cards are left out of it: the employer orders them, nobody has to hold one before.
    """

    municipalities: Mapping[str, Municipality]
    districts_by_area: Mapping[str, list[District]]
    occupations: Mapping[str, Occupation]
    rungs: Mapping[str, list[int]]
    needs_training: frozenset[str]
    skills: Mapping[tuple[str, str], list[str]]
    validity_months: Mapping[str, int | None]
    site_certificates: Mapping[str, list[tuple[str, bool]]]

    def occupations_of(self, ssyk2012: str) -> list[str]:
        return [code for code, row in self.occupations.items() if row.ssyk2012 == ssyk2012]

    def entry_skills(self, occupation: str) -> list[str]:
        return self.skills.get((self.occupations[occupation].ssyk2012, SkillLevel.ENTRY), [])

    def core_skills(self, occupation: str) -> list[str]:
        return self.skills.get((self.occupations[occupation].ssyk2012, SkillLevel.CORE), [])


def reference() -> Reference:
    districts = defaultdict(list)
    for district in District.objects.order_by("position", "code"):
        districts[district.area].append(district)
    rungs = defaultdict(list)
    training = set()
    for occupation, rung, trained in OccupationLevel.objects.order_by(
        "occupation_id", "rung"
    ).values_list("occupation_id", "rung", "requires_training"):
        rungs[occupation].append(rung)
        if trained and rung == OccupationRung.APPRENTICE:
            training.add(occupation)
    skills = defaultdict(list)
    for ssyk, skill, level in (
        TradeSkill.objects.filter(skill__certificate=None)
        .order_by("position", "code")
        .values_list("ssyk2012", "skill_id", "level")
    ):
        skills[ssyk, level].append(skill)
    rules = defaultdict(list)
    for ssyk, certificate, strength in (
        SiteCertificateRule.objects.exclude(certificate__kind=CertificateKind.ACCESS)
        .order_by("position", "code")
        .values_list("ssyk2012", "certificate_id", "strength")
    ):
        rules[ssyk].append((certificate, strength == "must"))
    return Reference(
        municipalities={m.code: m for m in Municipality.objects.order_by("position", "code")},
        districts_by_area=dict(districts),
        occupations={o.code: o for o in Occupation.objects.order_by("position", "code")},
        rungs=dict(rungs),
        needs_training=frozenset(training),
        skills=dict(skills),
        validity_months=dict(Certificate.objects.values_list("code", "validity_months")),
        site_certificates=dict(rules),
    )
