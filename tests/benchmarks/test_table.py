"""The measurements themselves run: every row of the table, on sizes that take no time."""

import pytest

from tests.benchmarks import child
from tests.benchmarks.config import Config
from tests.benchmarks.lines import Line, show, text
from tests.benchmarks.table import sections

TINY = Config(
    sizes=("S", "M", "L", "XL"),
    seeds=(1,),
    peer_seconds=5.0,
    gap_size=(3, 12),
    gap_seconds=5.0,
    repeats=4,
    weekly_size=(20, 8, 6),
    samples=1,
    dimensions=dict.fromkeys(("S", "M", "L", "XL"), (120, 30, 24)),
)


def test_every_row_can_be_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "APART", False)
    said: list[str] = []
    _, asked = show(sections(TINY), said.append)
    assert [line for line in said if "kunde inte mätas" in line] == []
    assert asked >= 30


def test_a_measurement_has_a_process_of_its_own() -> None:
    found = child.measured(sum, range(5))
    assert found.answer == 10
    assert found.mib > 1


def test_a_section_that_breaks_is_told_as_missed_and_the_rest_still_measured() -> None:
    def broken() -> list[Line]:
        raise ValueError("trasig")

    said: list[str] = []
    whole = Line("hel", "1 s", target="≤ 2 s", met=True)
    assert show([("A", broken), ("B", lambda: [whole])], said.append) == (1, 2)
    assert any("ValueError: trasig" in line and line.endswith("MISSAD") for line in said)
    assert text(whole).endswith("klarat")
