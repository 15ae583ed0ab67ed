from typing import Any


class PatchMixin:
    """A serializer for PATCH: nothing is asked for, but rows within a list are still whole.

    DRF's own ``partial=True`` would excuse the fields of nested rows too.
    """

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()  # type: ignore[misc]
        for field in fields.values():
            field.required = False
        return fields
