"""An import and its rows. What the file says is sealed: it is personal data like the record."""

import json
from typing import Any, Self, TypedDict

from django.db import models

from bas.models import BaseModel, VersionedModel
from bas.sealed import SealedTextField
from konton.actors import Actor
from konton.enums import Role
from konton.models import Organisation, User

from .asking import Finding
from .enums import (
    DuplicateChoice,
    ImportStatus,
    ImportTask,
    MatchKind,
    RowResult,
    RowVerdict,
    unless_told,
)


class CandidateImportQuerySet(models.QuerySet["CandidateImport"]):
    def visible_to(self, actor: Actor) -> Self:
        """A coach's own organisation's: a colleague may go on, or undo."""
        if actor.role == Role.COACH:
            return self.filter(organisation_id=actor.organisation_id)
        return self.none()


class CandidateImport(VersionedModel):
    """One file on its way in. The row is the queue: status, lease and fence, as for a run.

    A worker owns the job while ``lease_expires_at`` lies ahead; each claim raises ``fence``, and
    a batch that names an older fence writes nothing.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="imports")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # Who pressed Skapa or Ångra: the actor of what the job writes.
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=10, choices=ImportStatus, default=ImportStatus.OPEN)
    task = models.CharField(max_length=10, choices=ImportTask, default=ImportTask.CREATE)
    kind = models.CharField("slag", max_length=10)
    # {"name", "header": [...], "answers": {key of question: yes}}
    content = SealedTextField(default="", blank=True)
    # Field per column, and how sure the guess was: {"0": "first_name"}, {"0": 1.0}.
    mapping = models.JSONField(default=dict)
    confidence = models.JSONField(default=dict)
    total = models.PositiveIntegerField("rader", default=0)
    empty = models.PositiveIntegerField("tomma rader", default=0)
    trimmed = models.PositiveIntegerField("rader med överflödiga mellanslag", default=0)

    created = models.PositiveIntegerField("skapade", default=0)
    updated = models.PositiveIntegerField("uppdaterade", default=0)
    skipped = models.PositiveIntegerField("överhoppade", default=0)
    rejected = models.PositiveIntegerField("avvisade", default=0)
    undone = models.PositiveIntegerField("ångrade", default=0)
    kept = models.PositiveIntegerField("ej ångrade", default=0)

    lease_owner = models.CharField(max_length=80, blank=True)
    lease_expires_at = models.DateTimeField(null=True)
    fence = models.PositiveIntegerField(default=0)
    attempt = models.PositiveSmallIntegerField(default=0)
    message = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = CandidateImportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [
            models.Index(fields=["organisation", "-created_at"]),
            models.Index(fields=["status", "lease_expires_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    total__gte=models.F("created")
                    + models.F("updated")
                    + models.F("skipped")
                    + models.F("rejected")
                ),
                name="kandidater_import_counts_each_row_once",
            ),
        ]

    def __str__(self) -> str:
        return f"Import {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def said(self) -> dict[str, Any]:
        """What is kept sealed: name, header and answers."""
        found: dict[str, Any] = json.loads(self.content) if self.content else {}
        return {"name": "", "header": [], "answers": {}} | found

    def say(self, **changes: Any) -> None:
        self.content = json.dumps(self.said | changes)

    @property
    def fields(self) -> dict[int, str]:
        return {int(column): code for column, code in self.mapping.items()}

    @property
    def done(self) -> int:
        return self.created + self.updated + self.skipped + self.rejected


class RowContent(TypedDict):
    """``values``: field to JSON value as it will be written; ``edits``: field to text."""

    cells: list[str]
    edits: dict[str, str]
    values: dict[str, Any]
    findings: list[Finding]


class ImportRow(BaseModel):
    """A row of the file, what it was read as, and what came of it."""

    job = models.ForeignKey(CandidateImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("rad i filen")
    # Of what the row says and how many times it has been said before: a resumed job meets each
    # key once, whatever it did before it was killed.
    key = models.CharField(max_length=64)
    content = SealedTextField()
    verdict = models.CharField(max_length=10, choices=RowVerdict)
    match_kind = models.CharField(max_length=10, choices=MatchKind, blank=True)
    match_by = models.CharField(max_length=10, blank=True)
    match_row = models.PositiveIntegerField(null=True)
    match_candidate = models.UUIDField(null=True)
    match_version = models.PositiveIntegerField(null=True)
    choice = models.CharField(max_length=10, choices=DuplicateChoice, blank=True)

    result = models.CharField(max_length=10, choices=RowResult, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    candidate_id = models.UUIDField(null=True)
    version_after = models.PositiveIntegerField(null=True)
    # The record as it was before an update, whole.
    before = SealedTextField(default="", blank=True)
    done_at = models.DateTimeField(null=True)
    is_undone = models.BooleanField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["job", "number"], name="kandidater_importrow_number"),
            models.UniqueConstraint(fields=["job", "key"], name="kandidater_importrow_key"),
        ]
        indexes = [
            models.Index(fields=["job", "result", "number"]),
            models.Index(fields=["candidate_id"]),
        ]

    def __str__(self) -> str:
        return f"Rad {self.number}"

    def read(self) -> RowContent:
        content: RowContent = json.loads(self.content)
        return content

    def write(self, content: RowContent) -> bool:
        """True when it now says something else."""
        text = json.dumps(content)
        if self.content == text:
            return False
        self.content = text
        return True

    @property
    def chosen(self) -> str:
        return self.choice or unless_told(self.match_kind).value


class ImportMapping(models.Model):
    """What an organisation's columns have been said to hold; "" for left out."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="import_mappings"
    )
    header_key = models.CharField(max_length=120)
    field = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "header_key"], name="kandidater_importmapping_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.header_key}: {self.field}"
