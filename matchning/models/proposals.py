"""The proposal, its path of courses, and the decisions humans made about it."""

from datetime import date
from itertools import pairwise
from typing import Self

from django.db import models
from django.utils import timezone

from bas.models import BaseModel, StatefulModel
from kandidater.models import Candidate
from konton.actors import Actor
from konton.enums import Role
from konton.models import User
from projekt.models import LabourNeed
from utbildning.models import CourseIntake

from ..enums import (
    OFFER_STATES,
    AnswerChannel,
    Margin,
    ProposalChange,
    ProposalState,
    RejectScope,
)
from ..states import INFORMED
from .runs import OptimisationRun

# From here the company sees who: the candidate has said yes.
NAMED_STATES = (
    ProposalState.ACCEPTED,
    ProposalState.CONFIRMED,
    ProposalState.STARTED,
)


# What is said about other days than those proposed; the proposal stays as it is meanwhile.
SUGGEST_TIME, REFUSE_TIME = "suggest_time", "refuse_time"
# A coach passes on the candidate's answer.
ON_BEHALF = models.Q(role=Role.COACH, action__in=["accept", "decline"])
# Of a decision that nobody was asked for, and of all from before it was noted.
NOT_ASKED = ("", AnswerChannel.EARLIER.value)
# The database's words for ``Proposal.suggested_time``.
TIME_SUGGESTED = models.Q(
    state=ProposalState.ACCEPTED,
    decisions__action=SUGGEST_TIME,
    decisions__proposal_version=models.F("version") - 1,
)
# The company has been silent so long that the coordinator should know.
COMPANY_SILENT = models.Q(state=ProposalState.ACCEPTED, alerted_at__gte=models.F("state_since"))
# The database's words for ``Proposal.is_stale``.
STALE = ~models.Q(candidate__profile_version=models.F("candidate_version")) | ~models.Q(
    need__profile_version=models.F("need_version")
)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, actor: Actor) -> Self:
        shown = self.filter(candidate__is_protected=False)
        if actor.role == Role.COORDINATOR:
            return shown.filter(run__organisation_id=actor.organisation_id)
        if actor.role == Role.COACH:
            return shown.filter(candidate__organisation_id=actor.organisation_id)
        if actor.role == Role.COMPANY:
            return shown.filter(
                need__project__organisation_id=actor.organisation_id,
                state__in=[code for code, _ in OFFER_STATES],
            )
        if actor.role == Role.CANDIDATE:
            return self.filter(candidate__user_id=actor.user_id, state__in=INFORMED)
        return self.none()


class Proposal(StatefulModel):
    """One candidate on one path to one need. Never a decision before a human has made it one."""

    run = models.ForeignKey(OptimisationRun, on_delete=models.PROTECT, related_name="proposals")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="proposals")
    need = models.ForeignKey(LabourNeed, on_delete=models.PROTECT, related_name="proposals")
    state = models.CharField(
        "läge", max_length=20, choices=ProposalState, default=ProposalState.NEW
    )
    start_date = models.DateField("börjar på plats")
    end_date = models.DateField("slutar (inte med)")
    # The content both sides had when the run froze them; a newer one makes the proposal stale.
    candidate_version = models.PositiveIntegerField()
    need_version = models.PositiveIntegerField()

    value = models.FloatField("värde")
    value_parts = models.JSONField(default=dict)
    reasons = models.JSONField("skäl", default=list)
    margin = models.CharField(max_length=10, choices=Margin)
    margin_data = models.JSONField(default=dict)
    travel_minutes = models.FloatField("resa (minuter)", null=True)
    tutor_hours_per_week = models.FloatField("handledartimmar i veckan", default=0)
    change = models.CharField(max_length=10, choices=ProposalChange)
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    # When the company's silence was noted; older than ``state_since`` it is about an earlier wait.
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    alerted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["start_date", "id"]
        indexes = [
            models.Index(fields=["run", "state", "start_date"]),
            models.Index(fields=["need", "state"]),
            models.Index(fields=["candidate", "state"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_date__gt=models.F("start_date")),
                name="matchning_proposal_order",
            ),
            # The path proposal → informed person without a human does not exist.
            models.CheckConstraint(
                condition=~models.Q(state__in=INFORMED)
                | models.Q(approved_by__isnull=False, approved_at__isnull=False),
                name="matchning_proposal_informed_by_human",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=ProposalState.values),
                name="matchning_proposal_state_known",
            ),
            models.UniqueConstraint(
                fields=["run", "candidate"], name="matchning_proposal_one_per_run"
            ),
            models.UniqueConstraint(
                fields=["candidate"],
                condition=models.Q(state=ProposalState.LOCKED),
                name="matchning_proposal_one_lock",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id} → {self.need_id}"

    @property
    def is_stale(self) -> bool:
        """Whether the person or the need has changed in content since the run."""
        return (
            self.candidate.profile_version != self.candidate_version
            or self.need.profile_version != self.need_version
        )

    @property
    def said_of_time(self) -> "Decision | None":
        """The latest word about other days: the company's wish, or the coordinator's no to it.

        Every move makes the proposal a new version, so a wish nobody answered lapses by itself.
        """
        return next(
            (
                said
                for said in self.decisions.all()
                if said.proposal_version == self.version - 1
                and said.action in {SUGGEST_TIME, REFUSE_TIME}
            ),
            None,
        )

    @property
    def suggested_time(self) -> "Decision | None":
        """The company's wish for other days that waits for the coordinator."""
        said = self.said_of_time
        return said if said and said.action == SUGGEST_TIME else None

    @property
    def path_start(self) -> date:
        """First day that binds the candidate: the first course's, else the first on site."""
        return min([self.start_date, *(step.intake.start_date for step in self.path.all())])

    @property
    def path_fits(self) -> bool:
        """Whether each course still ends before what follows it begins."""
        stretches = [(step.intake.start_date, step.intake.end_date) for step in self.path.all()]
        stretches.append((self.start_date, self.end_date))
        return all(one[1] <= following[0] for one, following in pairwise(stretches))

    @property
    def has_begun(self) -> bool:
        return self.path_start < timezone.localdate()


class ProposalIntake(BaseModel):
    """One course of the path, in order."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="path")
    intake = models.ForeignKey(CourseIntake, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "order"], name="matchning_path_order_unique"
            ),
            models.UniqueConstraint(
                fields=["proposal", "intake"], name="matchning_path_intake_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.intake_id}"


class Decision(BaseModel):
    """What a named human decided, with reason. Immutable: a correction is a new decision."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="decisions")
    action = models.CharField("beslut", max_length=20)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    role = models.CharField("roll", max_length=20)
    reason_code = models.CharField("skälskod", max_length=30, blank=True)
    reason = models.TextField("skäl", blank=True)
    # How the candidate was asked, where a coach passes on her answer; else empty.
    channel = models.CharField("tillfrågad", max_length=10, choices=AnswerChannel, blank=True)
    interpreter = models.BooleanField("med tolk", default=False)
    scope = models.CharField(max_length=15, choices=RejectScope, blank=True)
    # The days a company suggests instead; ``new_end`` is the first day after.
    new_start = models.DateField("föreslagen start", null=True, blank=True)
    new_end = models.DateField("föreslaget slut", null=True, blank=True)
    proposal_version = models.PositiveIntegerField()
    # Data the decision was made on, for "until something changes" and for the receipt.
    candidate_version = models.PositiveIntegerField()
    need_version = models.PositiveIntegerField()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["action", "scope"])]
        constraints = [
            # Nobody answers for another without saying how she was asked (PRODUCT.md, rule 1).
            models.CheckConstraint(
                condition=(ON_BEHALF & ~models.Q(channel=""))
                | (~ON_BEHALF & models.Q(channel__in=NOT_ASKED)),
                name="matchning_decision_asked_how",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    action=SUGGEST_TIME, new_start__isnull=False, new_end__gt=models.F("new_start")
                )
                | (~models.Q(action=SUGGEST_TIME) & models.Q(new_start=None, new_end=None)),
                name="matchning_decision_time",
            ),
            models.CheckConstraint(
                condition=models.Q(interpreter=False) | ~models.Q(channel__in=NOT_ASKED),
                name="matchning_decision_interpreter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.proposal_id}"
