"""Reads of courses and intakes, in a constant number of queries."""

from django.db.models import Prefetch, QuerySet

from .models import Course, CourseIntake


def course_rows(courses: QuerySet[Course]) -> QuerySet[Course]:
    """With all a course shows."""
    return courses.select_related("kind", "grants_language").prefetch_related(
        "grants_certificates", "grants_skills", "required_certificates"
    )


def intake_rows(intakes: QuerySet[CourseIntake]) -> QuerySet[CourseIntake]:
    """With all an intake shows, its course included."""
    return intakes.select_related("municipality").prefetch_related(
        Prefetch("course", queryset=course_rows(Course.objects.all()))
    )
