"""The words a person is asked for her consent with, each version for good."""

from django.db import models

from .people import Language
from .rules import ValidRow


class ConsentWording(ValidRow):
    """What is said yes to, and what a no means, in one language.

    A changed wording is a new version, a row of its own from a day on: a consent names the version
    it was given to, and holds until it is taken back or given anew.
    """

    purpose = models.CharField("ändamål", max_length=30)
    version = models.CharField("version", max_length=20)
    language = models.ForeignKey(
        Language, on_delete=models.PROTECT, related_name="+", verbose_name="språk"
    )
    text = models.TextField("text")
    if_no = models.TextField("vad ett nej betyder")

    class Meta(ValidRow.Meta):
        verbose_name = "samtyckestext"
        verbose_name_plural = "samtyckestexter"
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "version", "language"], name="grunddata_consentwording_unique"
            ),
        ]
