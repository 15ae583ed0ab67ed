"""OpenAPI from the code: every operation is named after its resource and action."""

from typing import Any

from drf_spectacular.authentication import SessionScheme
from drf_spectacular.openapi import AutoSchema as SpectacularAutoSchema
from drf_spectacular.utils import OpenApiParameter

IF_MATCH = OpenApiParameter(
    name="If-Match",
    location=OpenApiParameter.HEADER,
    required=False,
    type=str,
    description='Versionen du såg, till exempel "3". Saknas den: 428. Är den gammal: 412.',
)

ERRORS = {
    "400": "Något i begäran är fel; varje fel namnger sitt fält.",
    "401": "Ingen är inloggad.",
    "403": "Rollen får inte.",
    "404": "Finns inte, eller syns inte för den här rollen.",
    "405": "Metoden finns inte här.",
    "406": "Svaret finns bara som JSON.",
    "409": "Regeln eller läget säger nej; inget skrevs.",
    "412": "Någon hann före; current är objektet som det är nu.",
    "415": "Begäran ska vara JSON.",
    "428": "If-Match saknas.",
    "429": "För många försök; vänta så länge som Retry-After säger.",
    "500": "Fel hos oss, med ärendenummer.",
    "503": "Databasen är borta en stund.",
}
ERROR_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "Enda felformen i API:et. ``attr`` är fältet, null när felet gäller helheten.",
    "required": ["type", "errors"],
    "properties": {
        "type": {"enum": ["validation_error", "client_error", "server_error"], "type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "detail", "attr"],
                "properties": {
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                    "attr": {"type": "string", "nullable": True},
                },
            },
        },
        "current": {"type": "object", "additionalProperties": True},
    },
}


class OurSessionScheme(SessionScheme):  # type: ignore[no-untyped-call]
    target_class = "bas.api.authentication.SessionAuthentication"


class AutoSchema(SpectacularAutoSchema):
    def get_operation_id(self) -> str:
        resource = getattr(self.view, "resource", None)
        action = getattr(self.view, "action", None)
        if resource and action:
            return f"{resource}_{action}"
        return str(super().get_operation_id())

    def get_override_parameters(self) -> list[Any]:
        conditional: frozenset[str] = getattr(self.view, "conditional_actions", frozenset())
        return [IF_MATCH] if getattr(self.view, "action", None) in conditional else []


def add_errors(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Give every operation the errors any of them may answer with, in the one shape."""
    result["components"]["schemas"]["Error"] = ERROR_SCHEMA
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    for path in result["paths"].values():
        for operation in path.values():
            for code, description in ERRORS.items():
                operation["responses"].setdefault(
                    code, {"description": description, "content": content}
                )
    return result


def plain_times(result: Any, **_: Any) -> Any:
    """A time of day is HH:MM here; OpenAPI's format ``time`` would demand seconds and a zone."""
    if isinstance(result, dict):
        if result.get("type") == "string" and result.get("format") == "time":
            del result["format"]
            result["pattern"] = r"^\d{2}:\d{2}(:\d{2})?$"
        for value in result.values():
            plain_times(value)
    elif isinstance(result, list):
        for value in result:
            plain_times(value)
    return result
