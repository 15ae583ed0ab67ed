"""What an advert's concepts are with us, looked up once an import."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from grunddata.models import Certificate, DrivingLicence, Municipality, OccupationLevel, Skill

Item = tuple[str, str]  # kind of requirement and code
TERMS = Path(__file__).resolve().parent.parent / "data" / "advert_terms.json"


@cache
def terms() -> dict[str, Any]:
    """The taxonomy's ids we need beside our own rows, and what we assume an advert means."""
    found: dict[str, Any] = json.loads(TERMS.read_text())
    return found


@dataclass(frozen=True)
class Reference:
    """``rungs``: concept id → occupation and rung. ``items``: skill's concept → requirement."""

    rungs: dict[str, tuple[str, int]]
    ssyk: frozenset[str]
    items: dict[str, Item]
    licences: dict[str, frozenset[str]]  # code → codes it covers
    places: dict[str, tuple[float, float]]  # municipality's code → lat, lon


def load() -> Reference:
    levels = OccupationLevel.objects.exclude(concept_id="").order_by("occupation_id", "rung")
    items: dict[str, Item] = {
        code: ("certificate", certificate) if certificate else ("skill", code)
        for code, certificate in Skill.objects.order_by("code").values_list(
            "code", "certificate_id"
        )
    }
    papers = Certificate.objects.exclude(concept_id="").order_by("code")
    items |= {
        concept: ("certificate", code) for concept, code in papers.values_list("concept_id", "code")
    }
    return Reference(
        rungs={
            concept: (occupation, rung)
            for concept, occupation, rung in levels.values_list(
                "concept_id", "occupation_id", "rung"
            )
        },
        ssyk=frozenset(levels.values_list("occupation__ssyk2012", flat=True)),
        items=items,
        licences={
            code: frozenset(covers)
            for code, covers in DrivingLicence.objects.order_by("code").values_list(
                "code", "covers"
            )
        },
        places={
            code: (lat, lon)
            for code, lat, lon in Municipality.objects.order_by("code").values_list(
                "code", "lat", "lon"
            )
        },
    )
