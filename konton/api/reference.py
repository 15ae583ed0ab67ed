"""The reference data in one bundle, fetched again only when it has changed."""

import hashlib
from typing import Any, ClassVar

from django.utils.cache import get_conditional_response
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from grunddata.selectors import reference_bundle


class _Row(serializers.Serializer[Any]):
    code = serializers.CharField()
    name_sv = serializers.CharField()


class _StepSerializer(serializers.Serializer[Any]):
    value = serializers.IntegerField()
    name_sv = serializers.CharField()


class _OccupationLevelSerializer(serializers.Serializer[Any]):
    rung = serializers.IntegerField()
    name_sv = serializers.CharField()
    min_age = serializers.IntegerField(allow_null=True)
    requires_training = serializers.BooleanField()
    entry_requirement = serializers.CharField()


class _OccupationSerializer(_Row):
    ssyk2012 = serializers.CharField()
    hours_adult = serializers.IntegerField(allow_null=True)
    typical_task_demands = serializers.ListField(child=serializers.CharField())
    levels = _OccupationLevelSerializer(many=True)


class _TradeSkillSerializer(serializers.Serializer[Any]):
    skill = serializers.CharField()
    level = serializers.CharField()


class _CertificateSerializer(_Row):
    kind = serializers.CharField()
    validity_months = serializers.IntegerField(allow_null=True)
    all_trades = serializers.BooleanField()
    trades_ssyk = serializers.ListField(child=serializers.CharField())


class _LicenceSerializer(_Row):
    covers = serializers.ListField(child=serializers.CharField())


class _LanguageSerializer(_Row):
    name_native = serializers.CharField()
    rtl = serializers.BooleanField()


class _PlaceSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    lat = serializers.FloatField()
    lon = serializers.FloatField()


class _DistrictSerializer(_PlaceSerializer):
    area = serializers.CharField()
    municipality_id = serializers.CharField()


class _StationSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    mode = serializers.CharField()
    municipality_id = serializers.CharField(allow_null=True)


class _TargetGroupSerializer(_Row):
    ground = serializers.CharField()
    grounds = _Row(many=True)


class _SfiCourseSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    course = serializers.CharField()
    letter = serializers.CharField()
    study_path = serializers.IntegerField(help_text="0: bokstäverna före 1 maj 2026")
    cefr_low = serializers.CharField()
    cefr_high = serializers.CharField()
    level = serializers.IntegerField(help_text="nivån som antas, ungefärlig")
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)
    verification_note = serializers.CharField()


class _TaskDemandSerializer(_Row):
    adaptation = serializers.CharField()


class _SupportFormSerializer(_Row):
    status = serializers.CharField()
    law = serializers.CharField()
    valid_to = serializers.DateField(allow_null=True)


class _ConsentWordingSerializer(serializers.Serializer[Any]):
    purpose = serializers.CharField()
    version = serializers.CharField()
    language_id = serializers.CharField()
    text = serializers.CharField()
    if_no = serializers.CharField()
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)


class _CourseKindSerializer(_Row):
    type = serializers.CharField()
    weeks = serializers.FloatField(allow_null=True)


class _CrewTemplateSerializer(_Row):
    kind = serializers.CharField()


class ReferenceSerializer(serializers.Serializer[Any]):
    """The shape of ``reference_bundle()``; the bundle itself is sent as it is."""

    fingerprint = serializers.CharField(allow_null=True)
    rungs = _StepSerializer(many=True)
    occupations = _OccupationSerializer(many=True)
    skills = _Row(many=True)
    skills_by_ssyk = serializers.DictField(child=_TradeSkillSerializer(many=True))
    certificates = _CertificateSerializer(many=True)
    licences = _LicenceSerializer(many=True)
    languages = _LanguageSerializer(many=True)
    language_levels = _StepSerializer(many=True)
    sfi_courses = _SfiCourseSerializer(many=True)
    municipalities = _PlaceSerializer(many=True)
    districts = _DistrictSerializer(many=True)
    stations = _StationSerializer(many=True)
    target_groups = _TargetGroupSerializer(many=True)
    task_demands = _TaskDemandSerializer(many=True)
    support_forms = _SupportFormSerializer(many=True)
    course_kinds = _CourseKindSerializer(many=True)
    crew_templates = _CrewTemplateSerializer(many=True)
    consent_wordings = _ConsentWordingSerializer(many=True)


# A "list" by its policy row, but one object by its shape.
_ONE_BUNDLE = forced_singular_serializer(ReferenceSerializer)  # type: ignore[no-untyped-call]


class ReferenceViewSet(ViewSet):
    resource: ClassVar[str] = "reference"

    @extend_schema(
        responses={200: _ONE_BUNDLE, 304: OpenApiResponse(description="Oförändrad sedan sist.")}
    )
    def list(self, request: Request) -> Response:
        """Everything forms choose from; 304 when the caller's ETag still holds."""
        bundle = reference_bundle()
        # Of the content, not of the data's fingerprint: a new version may give it another shape.
        etag = f'"{hashlib.sha256(JSONRenderer().render(bundle)).hexdigest()[:32]}"'
        headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
        if get_conditional_response(request._request, etag=etag) is not None:
            return Response(status=304, headers=headers)
        return Response(bundle, headers=headers)
