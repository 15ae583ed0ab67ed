"""What a caller may write about a candidate, checked against the reference data in bulk."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from rest_framework import serializers

from bas.api.serializers import StrictSerializer
from grunddata.enums import LanguageLevel, OccupationRung
from grunddata.models import (
    Certificate,
    District,
    DrivingLicence,
    Language,
    Municipality,
    Occupation,
    Skill,
    TargetGroup,
    TaskDemand,
)
from kandidater.checklist import CanBeNone
from kandidater.enums import ConsentPurpose, Proof

PHONE = RegexValidator(
    r"^\+?[0-9][0-9 ()/-]{5,18}$", "Skriv numret med siffror, till exempel 070-174 06 05."
)
UNKNOWN = "Koden finns inte bland valen. Hämta listan på nytt."
TWICE = "Står två gånger. Ta bort den ena."


class WishInput(StrictSerializer):
    occupation = serializers.CharField(max_length=64)
    rung = serializers.ChoiceField(
        choices=OccupationRung.choices, default=OccupationRung.APPRENTICE
    )


class LanguageInput(StrictSerializer):
    language = serializers.CharField(max_length=64)
    level = serializers.ChoiceField(choices=LanguageLevel.choices)


class SkillInput(StrictSerializer):
    skill = serializers.CharField(max_length=64)
    proof = serializers.ChoiceField(choices=Proof.choices, default=Proof.OWN_WORD)


class CertificateInput(StrictSerializer):
    certificate = serializers.CharField(max_length=64)
    issued = serializers.DateField(allow_null=True, default=None)
    expires = serializers.DateField(allow_null=True, default=None)
    proof = serializers.ChoiceField(choices=Proof.choices, default=Proof.OWN_WORD)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["issued"] and attrs["expires"] and attrs["expires"] < attrs["issued"]:
            raise serializers.ValidationError(
                {"expires": ["Intyget kan inte gå ut innan det utfärdats."]}
            )
        return attrs


def _codes() -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField(max_length=64), max_length=30)


# Key of each list of objects, and each list of codes, with the reference rows it points at.
_OBJECTS: dict[str, tuple[str, type[models.Model]]] = {
    "wishes": ("occupation", Occupation),
    "languages": ("language", Language),
    "skills": ("skill", Skill),
    "certificates": ("certificate", Certificate),
}
_CODES: dict[str, type[models.Model]] = {
    "licences": DrivingLicence,
    "adaptations": TaskDemand,
    "target_groups": TargetGroup,
}
_SINGLE: dict[str, type[models.Model]] = {
    "preferred_language": Language,
    "municipality": Municipality,
    "district": District,
}


class CandidateInput(StrictSerializer):
    """The whole record. A list replaces the list; a field left out stays as it is."""

    first_name = serializers.CharField(max_length=80)
    last_name = serializers.CharField(max_length=80)
    phone = serializers.CharField(max_length=20, allow_blank=True, validators=[PHONE])
    email = serializers.EmailField(max_length=254, allow_blank=True)
    birth_date = serializers.DateField(allow_null=True)
    preferred_language = serializers.CharField(max_length=64)
    municipality = serializers.CharField(max_length=64, allow_null=True)
    district = serializers.CharField(max_length=64, allow_null=True)
    available_from = serializers.DateField(allow_null=True)
    available_to = serializers.DateField(allow_null=True)
    hours_per_week = serializers.IntegerField(min_value=5, max_value=40)
    earliest_start_time = serializers.TimeField(allow_null=True)
    max_travel_minutes = serializers.IntegerField(min_value=10, max_value=180)
    has_car = serializers.BooleanField()
    next_step = serializers.CharField(max_length=200, allow_blank=True)
    next_step_due = serializers.DateField(allow_null=True)
    notes = serializers.CharField(max_length=4000, allow_blank=True)
    coach = serializers.UUIDField()
    has_none = serializers.ListField(
        child=serializers.ChoiceField(choices=CanBeNone.choices), max_length=len(CanBeNone)
    )
    wishes = WishInput(many=True, max_length=10)  # type: ignore[call-arg]
    languages = LanguageInput(many=True, max_length=20)  # type: ignore[call-arg]
    skills = SkillInput(many=True, max_length=60)  # type: ignore[call-arg]
    certificates = CertificateInput(many=True, max_length=40)  # type: ignore[call-arg]
    licences = _codes()
    adaptations = _codes()
    target_groups = _codes()
    consents = serializers.ListField(
        child=serializers.ChoiceField(choices=ConsentPurpose.choices),
        max_length=len(ConsentPurpose),
        help_text="De ändamål deltagaren samtycker till nu. Ett som utelämnas återkallas.",
    )

    def __init__(self, *args: Any, new: bool = True, **kwargs: Any) -> None:
        """Everything but a new person's names may wait: what is there is saved as a draft.

        Not DRF's ``partial``: that would let half a wish or half a certificate through as well.
        """
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = new and name in {"first_name", "last_name"}

    def validate_email(self, address: str) -> str:
        return address.lower()

    def validate_has_none(self, sections: list[str]) -> list[str]:
        return sorted(set(sections))

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Every code exists and stands once: one query per kind of reference row."""
        errors: dict[str, Any] = {}
        for name, model in _SINGLE.items():
            if attrs.get(name) is not None and not _known(model, [attrs[name]]):
                errors[name] = [UNKNOWN]
        for name, (key, model) in _OBJECTS.items():
            if name in attrs:
                problems = _problems([row[key] for row in attrs[name]], model)
                if any(problems):
                    errors[name] = [{key: [p]} if p else {} for p in problems]
        for name, model in _CODES.items():
            if name in attrs:
                problems = _problems(attrs[name], model)
                if any(problems):
                    errors[name] = {str(i): [p] for i, p in enumerate(problems) if p}
        if errors:
            raise serializers.ValidationError(errors)
        return attrs


def _known(model: type[models.Model], codes: list[str]) -> set[str]:
    return set(model._default_manager.filter(pk__in=codes).order_by().values_list("pk", flat=True))


def _problems(codes: list[str], model: type[models.Model]) -> list[str]:
    """What is wrong with each code, in order; an empty string where nothing is."""
    known = _known(model, codes) if codes else set()
    return [
        UNKNOWN if code not in known else TWICE if code in codes[:place] else ""
        for place, code in enumerate(codes)
    ]


class DuplicateQuery(StrictSerializer):
    q = serializers.CharField(min_length=2, max_length=120)
