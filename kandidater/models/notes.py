"""Notes staff keep for themselves: never shown to a company, a run or another organisation."""

from django.db import models

from bas.models import BaseModel
from bas.sealed import SealedTextField
from konton.models import User

from .candidate import Candidate

LONGEST_NOTE = 4000  # signs


class CandidateNote(BaseModel):
    """A dated note; encrypted, since people's lives end up in it.

    ``written_by`` is empty only for the one text of before.
    """

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="notes")
    text = SealedTextField("anteckning")
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-created_at", "id"]

    def __str__(self) -> str:
        return f"Anteckning {self.created_at:%Y-%m-%d}"
