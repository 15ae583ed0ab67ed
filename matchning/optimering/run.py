"""The clock, the caller's signals, and the best known figures while solving."""

from dataclasses import dataclass, field
from math import inf, isfinite
from time import monotonic

from .result import Options, Phase, Progress, ProgressCallback, ShouldStop

ASK_EVERY_SECONDS = 0.1
PROVED = 1e-6  # relative gap at which a plan is called optimal
TELLING = 1 / 3  # of the time it takes to begin: what verifying and explaining a plan may take
MOST_TELLING = 0.1  # of the time limit


class OutOfTime(Exception):
    """The limit or the stop signal came."""


@dataclass(slots=True)
class Run:
    """One call of the optimiser. Objective and bound are maximised."""

    options: Options
    progress: ProgressCallback | None = None
    should_stop: ShouldStop | None = None
    began: float = field(default_factory=monotonic)
    stop_seen: bool = False
    asked_at: float = -inf
    incumbent: float | None = None
    bound: float = inf
    reserved: float = 0.0  # seconds before the limit when the search ends

    @property
    def seconds(self) -> float:
        return monotonic() - self.began

    @property
    def seconds_left(self) -> float:
        return self.options.time_limit_seconds - self.reserved - self.seconds

    def reserve(self) -> None:
        """All is ready for the search: from now on time is left to tell what it finds."""
        most = MOST_TELLING * self.options.time_limit_seconds
        self.reserved = min(TELLING * self.seconds, most)

    def stopped(self) -> bool:
        """Has the caller said stop? Asked at most ten times a second: it may cost a query."""
        if self.should_stop and not self.stop_seen:
            now = monotonic()
            if now - self.asked_at >= ASK_EVERY_SECONDS:
                self.asked_at = now
                self.stop_seen = self.should_stop()
        return self.stop_seen

    def goes_on(self) -> float:
        """Seconds left; not above 0 to end."""
        return 0.0 if self.stopped() else self.seconds_left

    def tick(self) -> None:
        if self.stopped() or self.seconds_left <= 0:
            raise OutOfTime

    def tell(self, phase: Phase) -> None:
        if self.progress:
            bound = self.bound if isfinite(self.bound) else None
            known = relative_gap(self.incumbent, bound)
            self.progress(Progress(phase, self.seconds, self.incumbent, bound, known))


def relative_gap(objective: float | None, bound: float | None) -> float | None:
    """(bound - objective) / |objective|; 0 when they are equal, None when it cannot be told."""
    if objective is None or bound is None:
        return None
    if bound - objective <= 0:
        return 0.0
    return (bound - objective) / abs(objective) if objective else None


def proved(objective: float, bound: float) -> bool:
    return bound - objective <= PROVED * max(1.0, abs(objective))
