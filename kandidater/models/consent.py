"""What a candidate has said yes to, and taken back."""

from django.db import models

from bas.models import BaseModel
from konton.models import User

from ..enums import ConsentPurpose, ConsentReceiver


class Consent(BaseModel):
    """A consent with its wording's version; withdrawing keeps the row and ends its effect."""

    candidate = models.ForeignKey(
        "kandidater.Candidate", on_delete=models.CASCADE, related_name="consents"
    )
    purpose = models.CharField("ändamål", max_length=30, choices=ConsentPurpose)
    text_version = models.CharField("textversion", max_length=20, default="1")
    # The exact words: grunddata.ConsentWording of the purpose, version and language.
    language = models.CharField("textens språk", max_length=64, default="sv")
    given_at = models.DateTimeField("lämnat")
    withdrawn_at = models.DateTimeField("återkallat", null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "purpose"],
                condition=models.Q(withdrawn_at=None),
                name="kandidater_consent_one_active",
            ),
        ]

    @property
    def receiver(self) -> ConsentReceiver:
        return ConsentPurpose(self.purpose).receiver

    def __str__(self) -> str:
        return f"{self.purpose} {self.given_at:%Y-%m-%d}"
