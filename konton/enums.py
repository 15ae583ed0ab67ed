from django.db import models


class Role(models.TextChoices):
    COACH = "coach", "Jobbcoach"
    COMPANY = "company", "Arbetsgivare"
    COORDINATOR = "coordinator", "Samordnare"
    AUDITOR = "auditor", "Dataskydd och granskning"
    ADMIN = "admin", "Administratör"
    CANDIDATE = "candidate", "Deltagare"


STAFF_ROLES = frozenset(set(Role.values) - {Role.CANDIDATE.value})


class OrganisationKind(models.TextChoices):
    MUNICIPALITY = "municipality", "Kommun eller jobbtorg"
    COMPANY = "company", "Byggföretag"
    COORDINATING_BODY = "coordinating_body", "Samordnande organ"
