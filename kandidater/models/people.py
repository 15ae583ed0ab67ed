"""A coach's own order among her people: views she has saved, and what was handed over to her."""

from typing import Self

from django.db import models

from bas.models import BaseModel, VersionedModel
from konton.actors import Actor
from konton.enums import Role
from konton.models import Organisation, User

from .candidate import Candidate


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, actor: Actor) -> Self:
        """A view is its owner's alone, in the organisation she made it for."""
        return self.filter(owner_id=actor.user_id, organisation_id=actor.organisation_id)


class SavedView(VersionedModel):
    """A named set of filters, order and layout: what the address holds, never whom it found."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    name = models.CharField("namn", max_length=60)
    query = models.JSONField("filter", default=dict)
    is_default = models.BooleanField("visas först", default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "organisation", "name"], name="kandidater_savedview_name"
            ),
            models.UniqueConstraint(
                fields=["owner", "organisation"],
                condition=models.Q(is_default=True),
                name="kandidater_savedview_one_default",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class HandoverQuerySet(models.QuerySet["Handover"]):
    def visible_to(self, actor: Actor) -> Self:
        """What was handed to this coach and still is hers; gone with her right to the person."""
        if actor.role != Role.COACH:
            return self.none()
        return self.filter(
            to_coach_id=actor.user_id,
            candidate__coach_id=actor.user_id,
            candidate__in=Candidate.objects.readable_by(actor),
        )


class Handover(BaseModel):
    """A candidate given to a colleague, with a note that waits until the colleague has read it."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="handovers")
    from_coach = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    to_coach = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    note = models.TextField("hälsning", blank=True, max_length=1000)
    read_at = models.DateTimeField("läst", null=True, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [models.Index(fields=["to_coach", "read_at"])]

    def __str__(self) -> str:
        return f"{self.candidate_id} till {self.to_coach_id}"
