"""What a search ends with."""

from dataclasses import dataclass

from .result import StoppedBy


@dataclass(frozen=True, slots=True)
class Found:
    """The plan (column positions), what it and any other is worth, and how the search ended."""

    plan: list[int]
    value: float
    bound: float
    stopped_by: StoppedBy
    solver: str = "greedy"
    rows: int = 0
    message: str = ""
    infeasible: bool = False  # what was to be fixed cannot all stand

    @property
    def ended(self) -> bool:
        """The time, the caller or a failure ended it."""
        return self.stopped_by in {"time", "stop", "error"}
