"""OpenAPI from the code: every operation is named after its resource and action."""

from typing import Any

from drf_spectacular.authentication import SessionScheme
from drf_spectacular.utils import OpenApiParameter
from drf_standardized_errors.openapi import AutoSchema as ErrorsAutoSchema

IF_MATCH = OpenApiParameter(
    name="If-Match",
    location=OpenApiParameter.HEADER,
    required=False,
    type=str,
    description=(
        'Versionen du såg, till exempel "3". Saknas den blir svaret 428, är den gammal 412.'
    ),
)


class OurSessionScheme(SessionScheme):  # type: ignore[no-untyped-call]
    target_class = "bas.api.authentication.SessionAuthentication"


class AutoSchema(ErrorsAutoSchema):
    def get_operation_id(self) -> str:
        resource = getattr(self.view, "resource", None)
        action = getattr(self.view, "action", None)
        if resource and action:
            return f"{resource}_{action}"
        return str(super().get_operation_id())

    def get_override_parameters(self) -> list[Any]:
        conditional: frozenset[str] = getattr(self.view, "conditional_actions", frozenset())
        return [IF_MATCH] if getattr(self.view, "action", None) in conditional else []
