"""What every row of reference data has: a code others point at, an order and a source."""

from django.db import models

from grunddata.enums import Verification


class ReferenceRow(models.Model):
    """`code` is the natural key; `position` is the row's place in its file, the order of forms."""

    code = models.CharField("kod", primary_key=True, max_length=64)
    position = models.PositiveIntegerField("ordning", default=0, editable=False)
    source = models.TextField("källa")
    verification = models.CharField("kontroll", max_length=12, choices=Verification)
    verification_note = models.TextField("om kontrollen", blank=True)

    class Meta:
        abstract = True
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return str(getattr(self, "name_sv", None) or getattr(self, "name", None) or self.code)


class ReferenceState(models.Model):
    """One row: a fingerprint of all reference data, new whenever a load changes any of it."""

    code = models.CharField(primary_key=True, max_length=16, default="current")
    fingerprint = models.CharField("fingeravtryck", max_length=64)

    class Meta:
        verbose_name = "grunddatans läge"
        verbose_name_plural = "grunddatans läge"

    def __str__(self) -> str:
        return self.fingerprint
