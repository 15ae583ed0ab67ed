"""Reference data to look at; only norms can be added, as new versions."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from .files import FILES
from .models import Norm, Station
from .services import refresh_fingerprint


class ReferenceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display: tuple[str, ...] = ("code", "__str__", "verification", "source")
    list_filter = ("verification",)
    search_fields = ("code", "source")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class NormAdmin(ReferenceAdmin):
    """A new version is a new row, so that a run can be explained by the norms of its day."""

    list_display = ("code", "name_sv", "value", "unit", "low", "high", "valid_from", "verification")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return admin.ModelAdmin.has_add_permission(self, request)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        refresh_fingerprint()


admin.site.register(Station, ReferenceAdmin)
for file in FILES:
    admin.site.register(file.model, NormAdmin if file.model is Norm else ReferenceAdmin)
