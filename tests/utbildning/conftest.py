import pytest

from tests.factories.actors import Parties


@pytest.fixture
def parties(db: None) -> Parties:
    return Parties()
