"""What a caller may write about a candidate, checked against the reference data in bulk."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from rest_framework import serializers

from bas.api.fields import KeyField, SaneDateField, TrueFalseField
from bas.api.serializers import StrictSerializer
from grunddata.enums import Ground, OccupationRung
from grunddata.models import (
    Certificate,
    District,
    DrivingLicence,
    Language,
    Municipality,
    Occupation,
    SfiLevel,
    Skill,
    Station,
    TargetGroup,
    TaskDemand,
)
from kandidater.checklist import CanBeNone
from kandidater.enums import (
    ConsentPurpose,
    IdentityGrade,
    Mastery,
    NoNumberReason,
    Owner,
    PeriodKind,
    Proof,
)

from .language_shapes import LanguageInput
from .profile_shapes import EducationInput

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


class SkillInput(StrictSerializer):
    skill = serializers.CharField(max_length=64)
    proof = serializers.ChoiceField(choices=Proof.choices, default=Proof.OWN_WORD)
    mastery = serializers.ChoiceField(choices=Mastery.choices, allow_null=True, default=None)


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


class GroupMembershipInput(StrictSerializer):
    target_group = serializers.CharField(max_length=64)
    ground = serializers.ChoiceField(choices=Ground.choices, default=Ground.NOT_STATED)
    valid_from = serializers.DateField(allow_null=True, default=None)
    valid_to = serializers.DateField(allow_null=True, default=None)
    days = serializers.IntegerField(
        min_value=0,
        max_value=5000,
        allow_null=True,
        default=None,
        help_text="Dagar i programmet, som Arbetsförmedlingen räknar dem.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return _in_order(attrs, "valid_from", "valid_to")


class SupportPeriodInput(StrictSerializer):
    kind = serializers.ChoiceField(choices=PeriodKind.choices)
    first_day = serializers.DateField()
    last_day = serializers.DateField(allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return _in_order(attrs, "first_day", "last_day")


def _in_order(attrs: dict[str, Any], first: str, last: str) -> dict[str, Any]:
    if attrs[first] and attrs[last] and attrs[last] < attrs[first]:
        raise serializers.ValidationError({last: ["Sista dagen kan inte vara före första dagen."]})
    return attrs


class IdentityInput(StrictSerializer):
    """A number, or why there is none, or neither: nothing known."""

    number = serializers.CharField(
        max_length=20,
        allow_blank=True,
        default="",
        help_text="Personnummer eller samordningsnummer, 10 eller 12 siffror.",
    )
    grade = serializers.ChoiceField(
        choices=IdentityGrade.choices,
        allow_blank=True,
        default="",
        help_text="Bara för samordningsnummer.",
    )
    no_number_reason = serializers.ChoiceField(
        choices=NoNumberReason.choices, allow_blank=True, default=""
    )


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
}
_SINGLE: dict[str, type[models.Model]] = {
    "preferred_language": Language,
    "municipality": Municipality,
    "district": District,
    "station": Station,
}


class AwayInput(StrictSerializer):
    """Days she cannot work, both included."""

    first_day = SaneDateField()
    last_day = SaneDateField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["last_day"] < attrs["first_day"]:
            raise serializers.ValidationError(
                {"last_day": ["Sista dagen kan inte vara före första dagen."]}
            )
        return attrs


class CandidateInput(StrictSerializer):
    """The whole record. A list replaces the list; a field left out stays as it is."""

    first_name = serializers.CharField(max_length=80)
    last_name = serializers.CharField(max_length=80)
    phone = serializers.CharField(max_length=20, allow_blank=True, validators=[PHONE])
    email = serializers.EmailField(max_length=254, allow_blank=True)
    identity = IdentityInput()
    birth_date = serializers.DateField(allow_null=True)
    preferred_language = serializers.CharField(max_length=64)
    municipality = serializers.CharField(max_length=64, allow_null=True)
    district = serializers.CharField(max_length=64, allow_null=True)
    station = serializers.CharField(max_length=64, allow_null=True)
    available_from = serializers.DateField(allow_null=True)
    available_to = serializers.DateField(allow_null=True)
    hours_per_week = serializers.IntegerField(min_value=5, max_value=40)
    earliest_start_time = serializers.TimeField(allow_null=True)
    latest_end_time = serializers.TimeField(allow_null=True)
    evenings = TrueFalseField(allow_null=True, help_text="null: inte frågat")
    nights = TrueFalseField(allow_null=True)
    weekends = TrueFalseField(allow_null=True)
    max_travel_minutes = serializers.IntegerField(min_value=10, max_value=180)
    has_car = TrueFalseField()
    has_bicycle = TrueFalseField()
    next_step = serializers.CharField(max_length=200, allow_blank=True)
    next_step_due = serializers.DateField(allow_null=True)
    adaptation_note = serializers.CharField(
        max_length=1000,
        allow_blank=True,
        help_text="Vad som behövs på arbetsplatsen. Aldrig en diagnos.",
    )
    next_step_owner = serializers.ChoiceField(choices=Owner.choices)
    coach = KeyField()
    has_none = serializers.ListField(
        child=serializers.ChoiceField(choices=CanBeNone.choices), max_length=len(CanBeNone)
    )
    wishes = WishInput(many=True, max_length=10)  # type: ignore[call-arg]
    languages = LanguageInput(many=True, max_length=20)  # type: ignore[call-arg]
    skills = SkillInput(many=True, max_length=60)  # type: ignore[call-arg]
    education = EducationInput(many=True, max_length=20)  # type: ignore[call-arg]
    certificates = CertificateInput(many=True, max_length=40)  # type: ignore[call-arg]
    licences = _codes()
    adaptations = _codes()
    target_groups = GroupMembershipInput(many=True, max_length=20)  # type: ignore[call-arg]
    away = AwayInput(many=True, max_length=20)  # type: ignore[call-arg]
    support_periods = SupportPeriodInput(many=True, max_length=40)  # type: ignore[call-arg]
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
        for name, wrong in (
            ("languages", _course_problems(attrs.get("languages", []))),
            ("education", _education_problems(attrs.get("education", []))),
            ("target_groups", _group_problems(attrs.get("target_groups", []))),
            ("support_periods", _period_problems(attrs.get("support_periods", []))),
        ):
            if any(wrong):
                errors.setdefault(name, wrong)
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


Problems = list[dict[str, list[str]]]


def _course_problems(rows: list[dict[str, Any]]) -> Problems:
    asked = [row["sfi_course"] for row in rows if row.get("sfi_course")]
    known = _known(SfiLevel, asked) if asked else set()
    return [
        {"sfi_course": [UNKNOWN]} if (code := row.get("sfi_course")) and code not in known else {}
        for row in rows
    ]


def _education_problems(rows: list[dict[str, Any]]) -> Problems:
    told = [(row["level"], row["subject"]) for row in rows]
    return [{"subject": [TWICE]} if same in told[:place] else {} for place, same in enumerate(told)]


def _group_problems(rows: list[dict[str, Any]]) -> Problems:
    """A group may stand on several grounds, but only on its own, and each once a day."""
    if not rows:
        return []
    grounds = dict(TargetGroup.objects.order_by().values_list("code", "grounds"))
    problems: Problems = []
    seen = set()
    for row in rows:
        same = (row["target_group"], row["ground"], row["valid_from"])
        if row["target_group"] not in grounds:
            problems.append({"target_group": [UNKNOWN]})
        elif row["ground"] not in grounds[row["target_group"]]:
            problems.append({"ground": ["Grunden hör till en annan målgrupp."]})
        else:
            problems.append({"target_group": [TWICE]} if same in seen else {})
        seen.add(same)
    return problems


def _period_problems(rows: list[dict[str, Any]]) -> Problems:
    seen = set()
    problems: Problems = []
    for row in rows:
        same = (row["kind"], row["first_day"])
        problems.append({"first_day": [TWICE]} if same in seen else {})
        seen.add(same)
    return problems
