"""The bundle every form chooses from."""

import pytest

from grunddata.selectors import reference_bundle
from konton.api.reference import ReferenceSerializer
from konton.enums import Role
from tests.factories.konton import UserFactory, client_of, member

pytestmark = pytest.mark.django_db

URL = "/api/reference/"


def test_the_bundle_has_the_shape_the_schema_promises() -> None:
    body = client_of(member(Role.COACH)).get(URL).json()
    promised = ReferenceSerializer()
    assert list(body) == list(promised.fields)
    assert body == ReferenceSerializer(reference_bundle()).data
    assert body["municipalities"][0].keys() == {"code", "name", "lat", "lon"}


def test_an_unchanged_bundle_is_not_sent_again() -> None:
    client = client_of(UserFactory.create(is_candidate=True))
    first = client.get(URL)
    assert first["Cache-Control"] == "private, no-cache"
    again = client.get(URL, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    other = client.get(URL, headers={"If-None-Match": '"annan"'})
    assert (other.status_code, other.json()) == (200, first.json())
