"""Users, organisations and memberships, and the two trails that are only ever added to."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone

from bas.models import BaseModel
from grunddata.models import Municipality

from .enums import OrganisationKind, Role

if TYPE_CHECKING:
    from .actors import Actor


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        """A person who can log in; without a password only by a one-time link."""
        if not email:
            raise ValueError("En användare behöver en e-postadress.")
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str, **extra: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(BaseModel, AbstractUser):
    username = None  # type: ignore[assignment]
    email = models.EmailField("e-post", max_length=254, unique=True)
    # A candidate's account is bound to a candidate in kandidater; it never holds a membership.
    is_candidate = models.BooleanField("deltagarkonto", default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()  # type: ignore[misc, assignment]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.lower()
        super().save(*args, **kwargs)


class Organisation(BaseModel):
    name = models.CharField("namn", max_length=120)
    kind = models.CharField("slag", max_length=20, choices=OrganisationKind)
    organisation_number = models.CharField("organisationsnummer", max_length=11, blank=True)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, blank=True, verbose_name="kommun"
    )
    coordinated_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="coordinates",
        limit_choices_to={"kind": OrganisationKind.COORDINATING_BODY},
        verbose_name="samordnas av",
    )
    is_demo = models.BooleanField("övning", default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_number"],
                condition=~models.Q(organisation_number=""),
                name="konton_organisation_number_unique",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(BaseModel):
    """A user acting in a role for an organisation; the only source of staff rights."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(
        "roll",
        max_length=20,
        choices=[(r.value, r.label) for r in Role if r is not Role.CANDIDATE],
    )
    is_active = models.BooleanField("aktiv", default=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"], name="konton_membership_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()}, {self.organisation}"


class LoginLink(BaseModel):
    """A candidate's one-time link: only the hash is kept, it is spent by one POST."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="login_links")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField("gäller till")
    used_at = models.DateTimeField("använd", null=True, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["user", "expires_at"])]

    def __str__(self) -> str:
        return f"Länk till {self.user_id}"


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def visible_to(self, actor: "Actor") -> Self:
        """An organisation's own events; a coordinating body also those of whom it coordinates.

        Events without an organisation (candidates' own acts, unknown accounts that failed to sign
        in) are read by the coordinating body.
        """
        if actor.role not in {Role.AUDITOR, Role.ADMIN} or actor.organisation_id is None:
            return self.none()
        own = Organisation.objects.filter(pk=actor.organisation_id)
        coordinates = own.filter(kind=OrganisationKind.COORDINATING_BODY)
        return self.filter(
            models.Q(organisation_id=actor.organisation_id)
            | models.Q(organisation__coordinated_by__in=coordinates)
            | models.Q(models.Exists(coordinates), organisation=None)
        )


class AuditEvent(models.Model):
    """What somebody did or read: ids and field names, never values. Append-only in the database."""

    at = models.DateTimeField("när", default=timezone.now)
    actor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField("roll", max_length=20, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    action = models.CharField("handling", max_length=60)
    object_type = models.CharField("objekt", max_length=40)
    object_id = models.UUIDField("objekt-id", null=True)
    reason_code = models.CharField("skälskod", max_length=40, blank=True)
    request_id = models.CharField("begäran", max_length=64, blank=True)
    data = models.JSONField("uppgifter", default=dict)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "at"]),
            models.Index(fields=["-at", "-id"]),
            models.Index(fields=["organisation", "-at"]),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object_type} {self.object_id}"


class StateChange(models.Model):
    """One row per transition of any object's state. Append-only in the database."""

    at = models.DateTimeField("när", default=timezone.now)
    actor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField("roll", max_length=20, blank=True)
    object_type = models.CharField(max_length=40)
    object_id = models.UUIDField()
    action = models.CharField(max_length=40)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    reason = models.TextField("skäl", blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["object_type", "object_id", "at"])]

    def __str__(self) -> str:
        return f"{self.object_type} {self.from_state} > {self.to_state}"
