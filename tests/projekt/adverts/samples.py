"""Adverts as JobSearch sends them, made up."""

from typing import Any

CONCRETE_FULL, CARPENTER_APPRENTICE = "57z2_b5A_hAT", "nQLQ_6Ln_rjy"
CONSTRUCTION = "j7Cq_ZJe_GkT"
FIRM = "5560000001"
PHONE, MAIL, PERSON = "070-123 45 67", "kalle@exempel.example", "Kalle Påhittad"


def advert(**changes: Any) -> dict[str, Any]:
    """A concrete worker in Huddinge; ``a__b=…`` writes below, ``a=…`` replaces."""
    found: dict[str, Any] = {
        "id": "29600036",
        "label": "[]",
        "headline": f"Betongarbetare, ring {PHONE}",
        "application_deadline": "2025-05-15T23:59:59",
        "number_of_vacancies": 3,
        "description": {"text": f"Kontakta {PERSON} {PHONE} {MAIL}", "conditions": f"Se {MAIL}"},
        "employment_type": {"concept_id": "PFZr_Syz_cUq", "label": "Vanlig anställning"},
        "duration": {"concept_id": "qQUd_4qe_NDT", "label": "6 månader eller längre"},
        "scope_of_work": {"min": 50, "max": 75},
        "access": None,
        "employer": {
            "phone_number": PHONE,
            "email": MAIL,
            "organization_number": FIRM,
            "name": "Påhittad Betong AB",
        },
        "application_details": {"information": PERSON, "email": MAIL, "other": PHONE},
        "driving_license_required": True,
        "driving_license": [
            {"concept_id": "VTK8_WRx_GcM", "label": "B"},
            {"concept_id": "zZu8_iZ9_wMH", "label": "CE"},
        ],
        "occupation": {"concept_id": CONCRETE_FULL, "label": "Betongarbetare"},
        "occupation_group": {"legacy_ams_taxonomy_id": "7113"},
        "occupation_field": {"concept_id": CONSTRUCTION, "label": "Bygg och anläggning"},
        "workplace_address": {
            "municipality": "Huddinge",
            "municipality_code": "0126",
            "municipality_concept_id": "g1Gc_aXK_EKu",
            "street_address": f"hos {PERSON}",
            "coordinates": [17.98192, 59.23705],
        },
        "must_have": {"skills": [{"concept_id": "Q6ez_byQ_HQj", "label": "Armering"}]},
        "nice_to_have": {
            "skills": [
                {"concept_id": "Q6ez_byQ_HQj", "label": "Armering"},
                {"concept_id": "finns_inte_00", "label": "Något annat"},
            ]
        },
        "publication_date": "2025-04-03T10:06:05",
        "removed": False,
        "removed_date": None,
        "application_contacts": [{"name": PERSON, "telephone": PHONE, "email": MAIL}],
    }
    for path, value in changes.items():
        *above, last = path.split("__")
        place = found
        for key in above:
            place = place[key]
        place[last] = value
    return found


def removal(ad_id: str = "29600036") -> dict[str, Any]:
    return {"id": ad_id, "removed": True, "removed_date": "2025-05-01T12:00:00"}
