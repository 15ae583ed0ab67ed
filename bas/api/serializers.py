from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError


# Refuse fields the serializer does not know or may not write, naming each. A comment and not a
# docstring: the schema would describe every request with it.
class StrictMixin:
    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            fields = self.fields  # type: ignore[attr-defined]
            unknown = [name for name in data if name not in fields or fields[name].read_only]
            if unknown:
                raise ValidationError(
                    {str(name): ["Fältet finns inte eller kan inte ändras."] for name in unknown},
                    code="unknown_field",
                )
            # Django's forms would write a number or true as words.
            wrong = [
                name
                for name, value in data.items()
                if isinstance(fields[name], serializers.CharField)
                and isinstance(value, int | float)
            ]
            if wrong:
                raise ValidationError({name: ["Skriv text."] for name in wrong}, code="invalid")
        return super().to_internal_value(data)  # type: ignore[misc]


class StrictSerializer(StrictMixin, serializers.Serializer[Any]):
    pass


class StrictModelSerializer(StrictMixin, serializers.ModelSerializer[Any]):
    pass


class ReasonSerializer(StrictSerializer):
    """A decision that only needs words."""

    reason = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class EmptySerializer(StrictSerializer):
    """A decision that needs nothing but a click."""
