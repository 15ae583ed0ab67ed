import pytest

from projekt import hooks
from tests.factories.actors import Parties


@pytest.fixture
def parties(db: None) -> Parties:
    return Parties()


@pytest.fixture
def no_hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the floors above: ``booked`` is all there is to know of bookings."""
    for name in ("before_need_lock", "on_need_changed", "on_need_closed", "booked_spans"):
        monkeypatch.setattr(hooks, name, [])
