"""Every measurement in a process of its own: its CPU seconds and peak memory and nobody else's."""

import multiprocessing
import resource
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
APART = True  # False: measure in this process, where only that it works is of interest
CONTEXT = multiprocessing.get_context("spawn")  # a fork would begin with its parent's memory


@dataclass(frozen=True, slots=True)
class Measured(Generic[T]):
    """What a call answered, the CPU seconds of it and what it started, and the peak in MiB."""

    answer: T
    cpu: float
    mib: float


def cpu_seconds() -> float:
    """Of this process and the ended ones it started (CBC is one of its own)."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    started = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + started.ru_utime + started.ru_stime


def measured(function: Callable[..., T], *arguments: object) -> Measured[T]:
    """`function(*arguments)` in a fresh process; both must be found by name from there.

    Raises BrokenProcessPool where that process dies, out of memory for one.
    """
    if not APART:
        return _call(function, arguments)
    with ProcessPoolExecutor(1, CONTEXT) as pool:
        return pool.submit(_call, function, arguments).result()


def _call(function: Callable[..., T], arguments: tuple[object, ...]) -> Measured[T]:
    began = cpu_seconds()
    answer = function(*arguments)
    spent = cpu_seconds() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measured(answer, spent, peak)
