"""Real kinds of course with invented dates, seats and providers over the coming year."""

from datetime import timedelta

from grunddata.models import CourseKind
from utbildning.models import Course, CourseIntake

from .draw import Draw
from .organisations import Staff
from .sources import table

YEAR_WEEKS = 52


def write_courses(draw: Draw, staff: Staff) -> tuple[int, int]:
    """Courses and intakes as ``data/courses.csv`` says; how many of each."""
    kinds = CourseKind.objects.in_bulk()
    key = draw.keys("courses")
    intakes, certificates, skills, required = [], [], [], []
    granted, taught = Course.grants_certificates.through, Course.grants_skills.through
    asked = Course.required_certificates.through
    for row in table("courses"):
        kind = kinds[row["kind"]]
        course = Course(
            id=key(),
            organisation=staff.body,
            kind=kind,
            name=kind.name_sv,
            provider=row["provider"],
            grants_language_id="sv" if kind.grants_swedish else None,
            grants_language_level=kind.grants_swedish or None,
            required_language_level=kind.requires_swedish,
            is_demo=True,
        )
        # One by one: the model derives its search and sort keys when it is saved.
        course.save(force_insert=True)
        certificates += [
            granted(course_id=course.pk, certificate_id=code) for code in kind.grants_certificates
        ]
        skills += [taught(course_id=course.pk, skill_id=code) for code in kind.grants_skills]
        required += [
            asked(course_id=course.pk, certificate_id=code) for code in kind.requires_certificates
        ]
        for week in range(int(row["first_week"]), YEAR_WEEKS + 1, int(row["every_weeks"])):
            start = draw.monday + timedelta(weeks=week)
            intakes.append(
                CourseIntake(
                    id=key(),
                    course=course,
                    start_date=start,
                    end_date=start + timedelta(weeks=kind.weeks),
                    seats=int(row["seats"]),
                    municipality_id=row["municipality"],
                    cost_sek=kind.cost_sek,
                )
            )
    granted.objects.bulk_create(certificates)
    taught.objects.bulk_create(skills)
    asked.objects.bulk_create(required)
    CourseIntake.objects.bulk_create(intakes)
    return len(table("courses")), len(intakes)
