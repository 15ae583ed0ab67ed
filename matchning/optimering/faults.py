"""The checks that validation shares: each raises ProblemError naming the item, or returns."""

from collections.abc import Collection

from .errors import ProblemError


def known(item: str, name: str, names: Collection[str]) -> None:
    if name not in names:
        raise ProblemError("unknown_reference", item, f"{name} finns inte i problemet.")


def within(item: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise ProblemError(
            "out_of_range", item, f"{value:g} ska ligga mellan {low:g} och {high:g}."
        )


def interval(item: str, start: int, end: int, weeks: int) -> None:
    if not start < end:
        raise ProblemError("empty_interval", item, f"Vecka {start} till {end} är inte ett spann.")
    if start < 0 or end > weeks:
        raise ProblemError(
            "outside_horizon", item, f"Vecka {start} till {end} ligger utanför planens {weeks}."
        )


def one_of(item: str, value: str, choices: Collection[str]) -> None:
    if value not in choices:
        text = f"{value} ska vara ett av {', '.join(sorted(choices))}."
        raise ProblemError("out_of_range", item, text)


def contradiction(item: str, sentence_sv: str) -> ProblemError:
    return ProblemError("contradiction", item, sentence_sv)
