"""The candidate and what she can, may and wants; nothing here says what she *is*."""

from collections.abc import Iterable
from datetime import time
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from bas.models import StatefulModel
from bas.sealed import BlindIndexField, SealedTextField
from bas.text import phone_key, search_key, sort_key
from grunddata.models import (
    District,
    DrivingLicence,
    Language,
    Municipality,
    Station,
    TaskDemand,
)
from konton.actors import Actor
from konton.enums import Role
from konton.models import Organisation, User

from ..enums import (
    CandidateState,
    ConsentPurpose,
    IdentityGrade,
    IdentityKind,
    NoNumberReason,
    Owner,
)
from ..names import SHORTEST_SOUND, latin, name_search_key, sound_key, sounds_of
from .consent import Consent

MISSING_CONSENT = "samtycke till att bli föreslagen"
# Fewer digits than this are part of too many phone numbers to say anything.
MIN_PHONE_DIGITS = 4
# The trigrams of the search index are three signs.
SHORTEST_PART = 3
MIDNIGHT = time(0)

# Columns that follow from others; ``identity_index`` sets itself when it is written.
_DERIVED = {
    "search_key": {"first_name", "last_name"},
    "sound_key": {"first_name", "last_name"},
    "sort_key": {"first_name", "last_name"},
    "phone_key": {"phone", "is_protected"},
    "email_key": {"email", "is_protected"},
    "identity_index": {"identity_number", "is_protected", "organisation", "organisation_id"},
}


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def visible_to(self, actor: Actor) -> Self:
        """Rows of lists, searches, exports and runs: no protected person, no merged record."""
        return self._gate(actor).filter(is_protected=False, merged_into=None)

    def readable_by(self, actor: Actor) -> Self:
        """One row by its key: a protected person only for herself and her named handlers."""
        handler = Candidate.handlers.through.objects.filter(
            candidate_id=models.OuterRef("pk"), user_id=actor.user_id
        )
        rows = self._gate(actor)
        if actor.role == Role.CANDIDATE:
            return rows
        return rows.filter(models.Q(is_protected=False) | models.Exists(handler))

    def _gate(self, actor: Actor) -> Self:
        if actor.role == Role.COACH:
            return self.filter(organisation_id=actor.organisation_id)
        if actor.role == Role.COORDINATOR:
            return self.filter(organisation__coordinated_by_id=actor.organisation_id)
        if actor.role == Role.CANDIDATE:
            return self.filter(user_id=actor.user_id)
        return self.none()

    def matchable(self) -> Self:
        """Who a run may plan for: ready or proposed, consenting, not protected."""
        consent = Consent.objects.filter(
            candidate=models.OuterRef("pk"),
            purpose=ConsentPurpose.PROPOSALS,
            withdrawn_at=None,
        )
        return self.filter(
            models.Exists(consent),
            is_protected=False,
            merged_into=None,
            state__in=[CandidateState.READY, CandidateState.PROPOSED],
        )

    def matching(self, query: str) -> Self:
        """Free search: every word in the name, however spelled, or the phone number's digits."""
        by_name = models.Q()
        for word in query.split():
            by_name &= _in_name(word)
        digits = phone_key(query)
        if len(digits) < MIN_PHONE_DIGITS:
            return self.filter(by_name)
        return self.filter(by_name | models.Q(phone_key__contains=digits))

    def bulk_create(self, objs: Iterable["Candidate"], *args: Any, **kwargs: Any) -> Any:
        """As Django's, with the derived search keys that ``save`` would have set."""
        rows = list(objs)
        for row in rows:
            row.derive_keys()
        return super().bulk_create(rows, *args, **kwargs)


def _in_name(word: str) -> models.Q:
    """Part of a word as written or in Latin letters, or a whole word that sounds the same.

    One or two letters are in every other name, and no index has them: they begin a word.
    """
    found = models.Q()
    for key in {search_key(word) or word, latin(word)} - {""}:
        if len(key) < SHORTEST_PART:
            found |= models.Q(search_key__startswith=key)
            found |= models.Q(search_key__contains=f" {key}")
        else:
            found |= models.Q(search_key__contains=key)
    for sound in sounds_of(word):
        if len(sound) >= SHORTEST_SOUND:
            found |= models.Q(sound_key__contains=f" {sound} ")
    return found


class Candidate(StatefulModel):
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="candidates"
    )
    coach = models.ForeignKey(User, on_delete=models.PROTECT, related_name="candidates_coached")
    user = models.OneToOneField(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="candidate"
    )
    state = models.CharField(
        "läge", max_length=20, choices=CandidateState, default=CandidateState.DRAFT
    )
    # Raised by every change of content (not of state): a proposal made on older facts is stale.
    profile_version = models.PositiveIntegerField(default=1, editable=False)

    first_name = models.CharField("förnamn", max_length=80)
    last_name = models.CharField("efternamn", max_length=80)
    search_key = models.TextField(editable=False, default="")
    sound_key = models.TextField(editable=False, default="")
    sort_key = models.TextField(editable=False, default="")
    phone = SealedTextField("mobil", blank=True, default="")
    # Plain, for search; empty for a protected person, whom no search finds.
    phone_key = models.CharField(max_length=20, editable=False, default="")
    email = SealedTextField("e-post", blank=True, default="")
    email_key = models.CharField(max_length=254, editable=False, default="")
    # Canonical form: twelve digits (kandidater.numbers).
    identity_number = SealedTextField("personnummer", blank=True, default="", editable=False)
    # It holds the organisation, so that one number stands once in each.
    identity_index = BlindIndexField(of="identity_number", scope="index_scope", unique=True)
    identity_kind = models.CharField(
        "slags nummer", max_length=20, choices=IdentityKind, blank=True, default=""
    )
    identity_grade = models.CharField(
        "identitet enligt samordningsnumret",
        max_length=20,
        choices=IdentityGrade,
        blank=True,
        default="",
    )
    no_number_reason = models.CharField(
        "varför nummer saknas", max_length=20, choices=NoNumberReason, blank=True, default=""
    )
    birth_date = models.DateField("födelsedatum", null=True, blank=True)
    preferred_language = models.ForeignKey(
        Language,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="språk för besked",
        default="sv",
    )
    # Empty only in a draft: a constraint below keeps matching from ever meeting it.
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="kommun",
        related_name="+",
    )
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="stadsdel",
        related_name="+",
    )
    station = models.ForeignKey(
        Station,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="station",
        related_name="+",
    )
    available_from = models.DateField("kan börja", null=True, blank=True)
    available_to = models.DateField("kan till", null=True, blank=True)
    hours_per_week = models.PositiveSmallIntegerField(
        "timmar i veckan", default=40, validators=[MinValueValidator(5), MaxValueValidator(40)]
    )
    earliest_start_time = models.TimeField("kan tidigast börja klockan", null=True, blank=True)
    latest_end_time = models.TimeField("kan senast sluta klockan", null=True, blank=True)
    # Not asked is None, and neutral.
    evenings = models.BooleanField("kan arbeta kvällar", null=True, blank=True)
    nights = models.BooleanField("kan arbeta nätter", null=True, blank=True)
    weekends = models.BooleanField("kan arbeta helger", null=True, blank=True)
    max_travel_minutes = models.PositiveSmallIntegerField(
        "längsta restid (minuter)",
        default=60,
        validators=[MinValueValidator(10), MaxValueValidator(180)],
    )
    has_car = models.BooleanField("kan köra egen bil till arbetet", default=False)
    has_bicycle = models.BooleanField("kan cykla till arbetet", default=False)
    licences = models.ManyToManyField(DrivingLicence, blank=True, verbose_name="körkort")
    # Task demands the work must not have, or the site must adapt; a condition of work, never a
    # diagnosis (PRODUCT.md, rule 4).
    adaptations = models.ManyToManyField(TaskDemand, blank=True, verbose_name="anpassning")
    adaptation_note = SealedTextField("anpassning med egna ord", blank=True, default="")

    # Sections the coach has asked about and been told "none": done, though empty.
    has_none = models.JSONField("har inga", default=list, blank=True)

    next_step = models.CharField("nästa steg", max_length=200, blank=True)
    next_step_due = models.DateField("nästa steg senast", null=True, blank=True)
    next_step_owner = models.CharField(
        "vem tar nästa steg", max_length=20, choices=Owner, default=Owner.COACH
    )
    # Not told of as standing still until this day, and why; a new state ends it (``stalled``).
    unflagged_until = models.DateField("ingen flagga till", null=True, blank=True)
    unflagged_at = models.DateTimeField(null=True, blank=True, editable=False)
    unflagged_reason = models.CharField("skäl till ingen flagga", max_length=200, blank=True)
    is_protected = models.BooleanField("skyddade personuppgifter", default=False)
    handlers = models.ManyToManyField(User, blank=True, related_name="+")
    is_demo = models.BooleanField("påhittad person", default=False)
    # The record this one was joined with (kandidater.merging); it stands in no list any more.
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = CandidateQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["organisation", "state", "sort_key"]),
            models.Index(fields=["organisation", "sort_key"]),
            # A coordinating body lists many organisations in one order, and counts whom it may see.
            models.Index(fields=["sort_key", "id"], name="kandidater_in_order"),
            models.Index(
                fields=["organisation"],
                name="kandidater_shown",
                condition=models.Q(is_protected=False, merged_into=None),
            ),
            models.Index(fields=["organisation", "state_since"]),
            models.Index(fields=["organisation", "state", "state_since"]),
            models.Index(
                fields=["organisation", "unflagged_until"],
                condition=models.Q(unflagged_until__isnull=False),
                name="kandidater_candidate_unflagged",
            ),
            models.Index(fields=["organisation", "available_from"]),
            models.Index(fields=["organisation", "updated_at"]),
            models.Index(fields=["coach", "state"]),
            models.Index(fields=["state", "is_protected"]),
            models.Index(fields=["phone_key"]),
            models.Index(fields=["email_key"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=CandidateState.values),
                name="kandidater_candidate_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(next_step_owner__in=Owner.values),
                name="kandidater_candidate_next_step_owner",
            ),
            models.CheckConstraint(
                condition=models.Q(available_to=None)
                | models.Q(available_to__gte=models.F("available_from")),
                name="kandidater_candidate_available_order",
            ),
            # Midnight as the end is the day's own end.
            models.CheckConstraint(
                condition=models.Q(earliest_start_time=None)
                | models.Q(latest_end_time=None)
                | models.Q(latest_end_time=MIDNIGHT)
                | models.Q(latest_end_time__gt=models.F("earliest_start_time")),
                name="kandidater_candidate_day_order",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        CandidateState.DRAFT,
                        CandidateState.RESTING,
                        CandidateState.CLOSED,
                    ]
                )
                | models.Q(municipality__isnull=False),
                name="kandidater_candidate_area_known",
            ),
            models.CheckConstraint(
                condition=models.Q(unflagged_until=None, unflagged_at=None, unflagged_reason="")
                | models.Q(unflagged_until__isnull=False, unflagged_at__isnull=False)
                & ~models.Q(unflagged_reason=""),
                name="kandidater_candidate_unflagged_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    identity_kind__in=[IdentityKind.PERSONAL, IdentityKind.COORDINATION],
                    no_number_reason="",
                )
                & ~models.Q(identity_number="")
                | models.Q(identity_kind=IdentityKind.NONE, identity_number="")
                | models.Q(identity_kind="", identity_number="", no_number_reason=""),
                name="kandidater_candidate_identity_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(identity_grade="")
                | models.Q(
                    identity_kind=IdentityKind.COORDINATION,
                    identity_grade__in=IdentityGrade.values,
                ),
                name="kandidater_candidate_identity_grade",
            ),
            models.CheckConstraint(
                condition=models.Q(is_protected=False)
                | models.Q(phone_key="", email_key="", identity_index=None),
                name="kandidater_candidate_protected_unfound",
            ),
            # Of where she lives no more is stored than the municipality.
            models.CheckConstraint(
                condition=models.Q(is_protected=False) | models.Q(district=None, station=None),
                name="kandidater_candidate_protected_placeless",
            ),
        ]

    def __str__(self) -> str:
        if self.is_protected:
            return f"Skyddad deltagare {str(self.pk)[:3].upper()}"
        return f"{self.first_name} {self.last_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        if fields is None:
            self.derive_keys()
        elif keys := {key for key, sources in _DERIVED.items() if sources & set(fields)}:
            self.derive_keys()
            kwargs["update_fields"] = {*fields, *keys}
        super().save(*args, **kwargs)

    def derive_keys(self) -> None:
        """What search and Swedish order stand on, from name, phone number and address."""
        self.search_key = name_search_key(f"{self.first_name} {self.last_name}")
        self.sound_key = sound_key(f"{self.first_name} {self.last_name}")
        self.sort_key = sort_key(f"{self.last_name} {self.first_name}")
        self.email = self.email.lower()
        self.phone_key = "" if self.is_protected else phone_key(self.phone)
        self.email_key = "" if self.is_protected else self.email

    @property
    def index_scope(self) -> str | None:
        """Within what her number is unique and found; None for a protected person."""
        return None if self.is_protected else str(self.organisation_id)

    def missing_for_ready(self) -> list[str]:
        """What the minimum record still lacks, in words (empty when ready to match)."""
        return [
            words
            for words, there in (
                ("kontaktväg (mobil eller e-post)", bool(self.phone or self.email)),
                # The age rules of the work cannot be checked without it (AML 5 kap.).
                ("födelsedatum", self.birth_date is not None),
                ("område (kommun)", self.municipality_id is not None),
                ("när hen kan börja", self.available_from is not None),
                ("minst ett yrke", bool(self.wishes.all())),
                ("minst ett språk", bool(self.languages.all())),
                (
                    MISSING_CONSENT,
                    any(
                        c.purpose == ConsentPurpose.PROPOSALS and c.withdrawn_at is None
                        for c in self.consents.all()
                    ),
                ),
            )
            if not there
        ]
