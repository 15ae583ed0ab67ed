"""Abstract models every domain object builds on."""

import uuid

from django.db import models
from django.utils import timezone


class BaseModel(models.Model):
    """A row with a key that says nothing, so an address never reveals how many there are."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField("skapad", auto_now_add=True)
    updated_at = models.DateTimeField("ändrad", auto_now=True)

    class Meta:
        abstract = True


class VersionedModel(BaseModel):
    """A row whose ``version`` is its ETag: each write adds one, a decision names the one seen."""

    version = models.PositiveIntegerField("version", default=1, editable=False)

    class Meta:
        abstract = True


class StatefulModel(VersionedModel):
    """A row with a state that only the services' ``move`` changes."""

    state_since = models.DateTimeField("i läget sedan", default=timezone.now, editable=False)

    class Meta:
        abstract = True
