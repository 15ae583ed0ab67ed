"""Text that cannot be written again is refused with words, never with a 500."""

import pytest
from django.test import Client

from matchning.models import OptimisationRun

from .matchning.test_api import as_
from .matchning.world import World


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body", [rb'{"\ud800": 1}', rb'{"seed": "\udfff"}', b'{"seed": NaN}', b"{", b"\xff\xfe", b"[]"]
)
def test_unreadable_json_is_refused(body: bytes) -> None:
    client: Client = as_(World().coordinator)
    answer = client.post("/api/runs/", body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["detail"]
    assert OptimisationRun.objects.count() == 0
