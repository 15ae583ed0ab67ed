"""Two records that may be one person: what was said about it, who asked, what was joined."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils import timezone

from bas.models import BaseModel
from bas.sealed import SealedTextField
from konton.actors import Actor
from konton.enums import Role
from konton.models import Organisation, User

from ..enums import Verdict
from .candidate import Candidate

# Long enough to sleep on it, short enough that little has happened since (PRODUCT.md).
UNDO_FOR = timedelta(hours=24)


class DuplicateCheckQuerySet(models.QuerySet["DuplicateCheck"]):
    def visible_to(self, actor: Actor) -> Self:
        """Questions this coach has asked or been asked, of two people she may read."""
        if actor.role != Role.COACH:
            return self.none()
        mine = Candidate.objects.readable_by(actor)
        return self.filter(
            models.Q(asked_id=actor.user_id)
            | models.Q(decided_by_id=actor.user_id, asked__isnull=False),
            candidate__in=mine,
            other__in=mine,
        )


class DuplicateCheck(BaseModel):
    """What a coach said of two look-alikes: told apart, with why, or a question to a colleague."""

    candidate = models.ForeignKey(
        Candidate, on_delete=models.CASCADE, related_name="duplicate_checks"
    )
    other = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+")
    verdict = models.CharField("svar", max_length=10, choices=Verdict)
    reason = models.CharField("skäl", max_length=400, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # Whom an unsure coach asks; she sees it on both cards.
    asked = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What the asked one said; the verdict is hers from then on.
    answer = models.CharField("svar med egna ord", max_length=400, blank=True)
    answered_at = models.DateTimeField("besvarad", null=True, blank=True)
    # When who asked has read the answer: until then it is among her things to do.
    read_at = models.DateTimeField("läst", null=True, blank=True)

    objects = DuplicateCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "other"], name="kandidater_duplicate_check_unique"
            ),
            models.CheckConstraint(
                condition=~models.Q(candidate=models.F("other")),
                name="kandidater_duplicate_check_two",
            ),
            models.CheckConstraint(
                condition=models.Q(verdict__in=Verdict.values),
                name="kandidater_duplicate_check_known",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answer="", read_at=None)
                | models.Q(answered_at__isnull=False, asked__isnull=False),
                name="kandidater_duplicate_check_answered_by_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.verdict} {self.other_id}"


class AccessRequestQuerySet(models.QuerySet["AccessRequest"]):
    def visible_to(self, actor: Actor) -> Self:
        """Coaches and coordinator of who holds the record; the coaches who asked see their own."""
        shown = self.filter(candidate__is_protected=False)
        if actor.role == Role.COACH:
            return shown.filter(
                models.Q(candidate__organisation_id=actor.organisation_id)
                | models.Q(organisation_id=actor.organisation_id)
            )
        if actor.role == Role.COORDINATOR:
            return shown.filter(candidate__organisation__coordinated_by_id=actor.organisation_id)
        return self.none()


class AccessRequest(BaseModel):
    """A coach asks another organisation about somebody it may know, and learns nothing by it."""

    candidate = models.ForeignKey(
        Candidate, on_delete=models.CASCADE, related_name="access_requests"
    )
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("skäl", max_length=400)
    # Whether anything is told; what is told stands in the answer. Null until then.
    granted = models.BooleanField("får veta", null=True, blank=True)
    answer = models.CharField("svar", max_length=400, blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField("besvarad", null=True, blank=True)
    read_at = models.DateTimeField("läst", null=True, blank=True)

    objects = AccessRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "organisation"],
                condition=models.Q(answered_at=None),
                name="kandidater_access_request_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answered_by=None)
                | models.Q(answered_at__isnull=False, answered_by__isnull=False),
                name="kandidater_access_request_answered_by_human",
            ),
            # Answers from before there was a yes or a no have neither.
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=False)
                | models.Q(granted=None, answer="", read_at=None),
                name="kandidater_access_request_open_says_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} frågar om {self.candidate_id}"


class CandidateMerge(BaseModel):
    """Two records made one: what both were before, to the byte, for as long as it can be undone."""

    kept = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="merges")
    other = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="merged_away")
    merged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField("ångrad", null=True, blank=True)
    undone_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The raw rows of ``bas.rows`` as JSON. Emptied when no longer of use.
    before = SealedTextField("före", blank=True, default="")
    # Of both records right after: anything written since makes an undo lose it.
    kept_version = models.PositiveIntegerField()
    other_version = models.PositiveIntegerField()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["other"],
                condition=models.Q(undone_at=None),
                name="kandidater_merge_one_standing",
            ),
            models.CheckConstraint(
                condition=~models.Q(kept=models.F("other")), name="kandidater_merge_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.other_id} i {self.kept_id}"

    @property
    def undo_until(self) -> datetime:
        return self.created_at + UNDO_FOR

    @property
    def can_be_undone(self) -> bool:
        """Time is left and nobody has written in either record since."""
        return (
            self.undone_at is None
            and timezone.now() < self.undo_until
            and self.kept.version == self.kept_version
            and self.other.version == self.other_version
        )
