"""Model fields for what must never stand in plain text in the database.

On an instance a sealed field reads and writes as ordinary text; in the row it is ciphertext bound
to table, field and primary key, so one moved to another row is refused. The database cannot search
it: ``BlindIndexField`` beside it answers exact questions within one scope.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from .keyring import blind_index, seal, unseal

if TYPE_CHECKING:
    # Django's fields take type arguments in the stubs only.
    TextField = models.TextField[str, str]
    CharField = models.CharField[str | None, str | None]
else:
    TextField, CharField = models.TextField, models.CharField


@dataclass(frozen=True)
class Sealed:
    """Ciphertext as it stands in the row; its text comes out through the instance only."""

    stored: str = ""

    def __str__(self) -> str:
        return "•••"

    __repr__ = __str__


def context_of(instance: models.Model, field: models.Field[Any, Any]) -> tuple[str, str, str]:
    return instance._meta.db_table, field.attname, str(instance.pk)


class _OpensWhenRead(DeferredAttribute):
    """Opens on first reading, so that a list that shows no sealed field decrypts nothing."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if isinstance(value, Sealed):
            value = unseal(value.stored, *context_of(instance, self.field))
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        # Being a data descriptor, so that reading comes through ``__get__``.
        instance.__dict__[self.field.attname] = value


class SealedTextField(TextField):
    """Text that is encrypted at rest; empty text stays empty.

    Written by ``save`` and ``bulk_create``. TypeError for ``filter``, ``update`` and
    ``bulk_update`` with a text: none of them knows the row the text would be bound to.
    """

    descriptor_class = _OpensWhenRead

    def from_db_value(self, value: str | None, *_: Any) -> str | Sealed | None:
        return Sealed(value) if value else value

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        value = instance.__dict__.get(self.attname)
        if isinstance(value, str) and value:
            return Sealed(seal(value, *context_of(instance, self)))
        return value

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Sealed):
            return value.stored
        if value and not hasattr(value, "resolve_expression"):
            raise TypeError(f"{self.name} är krypterat: sätt det på raden och spara den.")
        return value


class BlindIndexField(CharField):
    """The blind index of a sealed field of the same row, kept by every write of it.

    ``scope`` names an attribute: rows are alike only within the same value of it, and where it is
    None there is no index (NULL), so the row can be neither found nor collide.
    """

    def __init__(self, *, of: str, scope: str, **kwargs: Any) -> None:
        self.of, self.scope = of, scope
        super().__init__(
            **{"max_length": 120, "null": True, "default": None, "editable": False} | kwargs
        )

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of, "scope": self.scope}

    def pre_save(self, instance: models.Model, add: bool) -> str | None:
        if not hasattr(instance, self.scope):
            # A migration's model has no properties: what stands in the row stays.
            return cast("str | None", getattr(instance, self.attname))
        scope, text = getattr(instance, self.scope), getattr(instance, self.of)
        index = blind_index(text, self.of, str(scope)) if scope is not None and text else None
        setattr(instance, self.attname, index)
        return index
