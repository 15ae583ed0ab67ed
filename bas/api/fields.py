"""Fields for rows pointed at by their code, and for slips of the finger no database refuses."""

import math
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from rest_framework import serializers

# Outside these a date is a slip of the finger.
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
MAX_CODE = 64
MAX_CODES = 100
UNKNOWN_CODE = "”{code}” finns inte i listan. Välj något ur listan."


def is_code(value: object) -> bool:
    """Whether a database can be asked for it: short text without control signs or surrogates."""
    return isinstance(value, str) and len(value) <= MAX_CODE and value.isprintable()


class CodeField(serializers.CharField):
    """Takes the code of one row of ``queryset`` (by primary key) and gives the row."""

    def __init__(self, queryset: models.QuerySet[Any], **kwargs: Any) -> None:
        self.queryset = queryset
        super().__init__(max_length=MAX_CODE, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        code = super().run_validation(data)
        if not isinstance(code, str):
            return code
        row = self.queryset.filter(pk=code).first() if is_code(code) else None
        if row is None:
            raise serializers.ValidationError(UNKNOWN_CODE.format(code=code), code="does_not_exist")
        return row


class CodesField(serializers.ListField):
    """Takes a list of codes and gives the rows, in that order and once each. One query."""

    child = serializers.CharField(max_length=MAX_CODE)

    def __init__(self, queryset: models.QuerySet[Any], **kwargs: Any) -> None:
        self.queryset = queryset
        super().__init__(max_length=MAX_CODES, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        codes = super().run_validation(data)
        return codes if codes is None else rows_by_code(self.queryset, codes)


def rows_by_code(queryset: models.QuerySet[Any], codes: Sequence[str]) -> list[Any]:
    """The rows of these codes, in order and once each; ValidationError names the first unknown."""
    wanted = list(dict.fromkeys(codes))
    rows = queryset.in_bulk([code for code in wanted if is_code(code)])
    for code in wanted:
        if code not in rows:
            raise serializers.ValidationError(UNKNOWN_CODE.format(code=code), code="does_not_exist")
    return [rows[code] for code in wanted]


class FiniteFloatField(serializers.FloatField):
    """A JSON number, and not "nan", which every comparison lets through, nor true for 1."""

    def to_internal_value(self, data: Any) -> float:
        value = super().to_internal_value(data)
        if isinstance(data, bool) or not math.isfinite(value):
            self.fail("invalid")
        return value


class TrueFalseField(serializers.BooleanField):
    """true or false, and not the words or numbers that may stand for them."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class KeyField(serializers.UUIDField):
    """A row's key as text, and not as the number behind it."""

    def to_internal_value(self, data: Any) -> UUID:
        if not isinstance(data, str):
            self.fail("invalid", value=data)
        return super().to_internal_value(data)


class SaneDateField(serializers.DateField):
    default_error_messages = {"year": "Kontrollera året: {year} kan inte stämma."}

    def to_internal_value(self, value: Any) -> date:
        day: date = super().to_internal_value(value)
        if not EARLIEST <= day <= LATEST:
            self.fail("year", year=day.year)
        return day
