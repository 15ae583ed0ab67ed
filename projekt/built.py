"""Facts packaged with the product: real buildings, and the adverts of the county one year.

Both are our own tables of facts (``data/``), read once.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
DISTRICT = "Norra Djurgårdsstaden"
BUILT_SOURCE = (
    "Offentlig uppföljning 2019 av Norra Djurgårdsstaden i Stockholm: bostäder per fastighet, "
    "inflyttningsår per etapp."
)
ADVERTS_YEAR = 2024
ADVERTS_SOURCE = (
    "Platsannonser inom bygg i Stockholms län 2024, räknade per yrkesgrupp (SSYK 2012)."
)


@dataclass(frozen=True, slots=True)
class BuiltProject:
    """A real building. The years are its whole stage's: the plan's start, and moving in."""

    property_name: str
    area: str
    dwellings: int
    start_year: int
    move_in_year: int
    lat: float
    lon: float

    @property
    def finished(self) -> date:
        """Our assumption: the middle of the year people moved in."""
        return date(self.move_in_year, 7, 1)


@dataclass(frozen=True, slots=True)
class AdvertGroup:
    """Adverts of one group of trades (SSYK 2012, four digits)."""

    ssyk2012: str
    name: str
    adverts: int


@cache
def built_projects() -> tuple[BuiltProject, ...]:
    """The 40 buildings, in the file's order."""
    return tuple(
        BuiltProject(
            property_name=row["property_name"],
            area=row["area"],
            dwellings=int(row["dwellings"]),
            start_year=int(row["start_year"]),
            move_in_year=int(row["move_in_year"]),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
        )
        for row in _rows("built_projects.csv")
    )


@cache
def county_adverts() -> tuple[AdvertGroup, ...]:
    """Most adverts first."""
    return tuple(
        AdvertGroup(row["ssyk2012"], row["name"], int(row["adverts"]))
        for row in _rows("county_adverts.csv")
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
