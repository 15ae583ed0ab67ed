"""Small pieces of Swedish text: numbers, hours and lists."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

DAY_MINUTES = 24 * 60
ODD_HOURS_SV = MappingProxyType({"evening": "kvällar", "night": "nätter", "weekend": "helger"})


def number(value: float, decimals: int = 1) -> str:
    """`2.5` as `2,5`, never `-0,0`."""
    return f"{round(value, decimals) + 0.0:.{decimals}f}".replace(".", ",")


def decimal(value: float) -> str:
    """A figure as it is, with a comma: `0,05`."""
    return f"{value:g}".replace(".", ",")


def hour(value: float | None) -> str:
    """Decimal hour as a clock time: 6.5 is `06:30`, 30 is `06:00 nästa dag`."""
    if value is None:
        return "okänd tid"
    minutes = round(value * 60)
    if minutes > DAY_MINUTES:
        return f"{hour(value - 24)} nästa dag"
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def names(codes: Iterable[str], labels: Mapping[str, str]) -> str:
    """Codes as their Swedish names in a fixed order, joined by commas."""
    return ", ".join(sorted(labels.get(code, code) for code in codes))


def people(count: int) -> str:
    return counted(count, "kandidat", "kandidater")


def counted(amount: float, one: str, many: str) -> str:
    """An amount with its word: `1 vecka`, `2,5 veckor`."""
    return f"{decimal(amount)} {one if amount == 1 else many}"
