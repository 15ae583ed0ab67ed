"""Courses and intakes to look at; they are written through the services, which keep the trail."""

from django.contrib import admin

from konton.admin import TrailAdmin

from .models import Course, CourseIntake


@admin.register(Course)
class CourseAdmin(TrailAdmin):
    list_display = ("name", "provider", "kind", "organisation")
    list_select_related = ("kind", "organisation")
    search_fields = ("search_key",)


@admin.register(CourseIntake)
class CourseIntakeAdmin(TrailAdmin):
    list_display = ("course", "start_date", "municipality", "seats", "reserved")
    list_filter = ("municipality",)
    list_select_related = ("course", "municipality")
