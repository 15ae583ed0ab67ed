from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request


class Pages(PageNumberPagination):
    """``page`` and ``page_size``; what is no number or too large is said, not silently changed."""

    page_size = 25
    page_size_query_param = "page_size"
    max_page_size = 100

    def get_page_size(self, request: Request) -> int | None:
        raw = request.query_params.get(self.page_size_query_param)
        if raw is None:
            return self.page_size
        if not (raw.isascii() and raw.isdigit() and 1 <= int(raw[:9]) <= self.max_page_size):
            raise ValidationError(
                {self.page_size_query_param: [f"Skriv ett tal från 1 till {self.max_page_size}."]}
            )
        return int(raw)

    def get_page_number(self, request: Request, paginator: object) -> str | int:
        raw = request.query_params.get(self.page_query_param) or 1
        if isinstance(raw, str) and not (raw.isascii() and raw.isdigit() and int(raw[:9]) >= 1):
            raise ValidationError({self.page_query_param: ["Skriv ett sidnummer, 1 eller högre."]})
        return raw
