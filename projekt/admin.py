"""Projects and needs to look at; they are written through the services, which keep the trail."""

from django.contrib import admin

from konton.admin import TrailAdmin

from .models import LabourNeed, Project


@admin.register(Project)
class ProjectAdmin(TrailAdmin):
    list_display = ("name", "organisation", "kind", "municipality", "start_date")
    list_filter = ("kind", "municipality")
    list_select_related = ("organisation", "municipality")
    search_fields = ("search_key",)


@admin.register(LabourNeed)
class LabourNeedAdmin(TrailAdmin):
    list_display = ("number", "project", "occupation", "state", "start_date", "end_date")
    list_filter = ("state", "occupation")
    list_select_related = ("project", "occupation")
    search_fields = ("number", "project__search_key")
