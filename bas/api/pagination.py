from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request

# Longer than any page there is; more digits are refused before they are a number at all.
MAX_DIGITS = 9


def _whole_number(raw: str) -> int:
    """The number written in plain digits; 0 for anything else."""
    return int(raw) if len(raw) <= MAX_DIGITS and raw.isascii() and raw.isdigit() else 0


class Pages(PageNumberPagination):
    """``page`` and ``page_size``; what is no number or too large is said, not silently changed."""

    page_size = 25
    page_size_query_param = "page_size"
    max_page_size = 100

    def get_page_size(self, request: Request) -> int | None:
        raw = request.query_params.get(self.page_size_query_param)
        if raw is None:
            return self.page_size
        size = _whole_number(raw)
        if not 1 <= size <= self.max_page_size:
            raise ValidationError(
                {self.page_size_query_param: [f"Skriv ett tal från 1 till {self.max_page_size}."]}
            )
        return size

    def get_page_number(self, request: Request, paginator: object) -> str | int:
        raw = request.query_params.get(self.page_query_param) or 1
        if isinstance(raw, str) and _whole_number(raw) < 1:
            raise ValidationError({self.page_query_param: ["Skriv ett sidnummer, 1 eller högre."]})
        return raw
