"""Accounts and organisations for the administrator; the trails can only be read.

Candidates are not here on purpose: the admin knows no visibility gate.
"""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest

from .actors import Actor, actor_of
from .models import AuditEvent, Membership, Organisation, StateChange, User
from .services import audit


class AuditedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Every change of rights leaves an audit event; nothing is deleted, only switched off."""

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: models.Model, form: "ModelForm[Any]", change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        user = request.user
        assert isinstance(user, User)  # noqa: S101 - the admin lets only users in
        audit(
            actor=actor_of(request) or Actor(user.pk, str(user), ""),
            action=f"{obj._meta.model_name}.{'changed' if change else 'created'}",
            object_type=str(obj._meta.model_name),
            object_id=obj.pk,
            data={"fields": sorted(form.changed_data)},
        )


@admin.register(User)
class UserAdmin(AuditedAdmin, DjangoUserAdmin):  # type: ignore[type-arg]
    ordering = ("email",)
    list_display = ("email", "first_name", "last_name", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "is_superuser")
    search_fields = ("email", "first_name", "last_name")
    fieldsets = (
        (None, {"fields": ("email", "password")}),
        ("Person", {"fields": ("first_name", "last_name")}),
        ("Rättigheter", {"fields": ("is_active", "is_staff", "is_superuser")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "password1", "password2")}),)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[User]:
        """Staff only: a candidate's account is her coach's business."""
        return super().get_queryset(request).filter(is_candidate=False)


@admin.register(Organisation)
class OrganisationAdmin(AuditedAdmin):
    list_display = ("name", "kind", "coordinated_by")
    list_filter = ("kind",)
    search_fields = ("name", "organisation_number")
    list_select_related = ("coordinated_by",)


@admin.register(Membership)
class MembershipAdmin(AuditedAdmin):
    list_display = ("user", "organisation", "role", "is_active")
    list_filter = ("role", "is_active")
    list_select_related = ("user", "organisation")
    autocomplete_fields = ("user", "organisation")


class TrailAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(AuditEvent)
class AuditEventAdmin(TrailAdmin):
    list_display = ("at", "role", "action", "object_type", "object_id")
    list_filter = ("object_type", "role")


@admin.register(StateChange)
class StateChangeAdmin(TrailAdmin):
    list_display = ("at", "role", "object_type", "object_id", "from_state", "to_state")
    list_filter = ("object_type",)
