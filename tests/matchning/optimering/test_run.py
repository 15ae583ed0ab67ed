"""The clock of one call: the search ends early enough for its plan to be told in time."""

import pytest

from matchning.optimering import Options, run


@pytest.mark.parametrize(("began_after", "left"), [(6.0, 92.0), (60.0, 30.0)])
def test_time_is_left_to_tell_the_plan(
    began_after: float, left: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A third of the time it took to begin, at most a tenth of the limit."""
    clock = run.Run(Options(time_limit_seconds=100.0), began=0.0)
    monkeypatch.setattr(run, "monotonic", lambda: began_after)
    assert clock.seconds_left == 100.0 - began_after
    clock.reserve()
    assert clock.seconds_left == pytest.approx(left)
