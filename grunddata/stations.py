"""Stations from a file of somebody else's, read by a command: they are no part of the project.

The file is CSV with at least `name`, `lat`, `lon` and `wikidata_id` or `code`; `mode` (what stops
there) and `municipality` may be told. The municipality is not guessed: the nearest of our own
points would put Huddinge's station in Stockholm.
"""

import csv
import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.db import transaction

from .enums import Verification
from .loading import ReferenceDataError
from .models import Municipality, Station
from .services import LoadCount, refresh_fingerprint, upsert

CODES = ("code", "wikidata_id")
NEEDED = ("name", "lat", "lon")
# The whole of Sweden; a swapped latitude and longitude falls outside.
BOUNDS = {"lat": (55.0, 69.5), "lon": (10.5, 24.5)}
MODES = {"pendeltag": "pendeltåg"}
NOT_CHECKED = "Inläst ur en fil; inte kontrollerad rad för rad."


@transaction.atomic
def load_stations(path: Path, *, source: str) -> LoadCount:
    """Make the stations of the file so; one that is no longer in it stays, others may point at it.

    Raises ReferenceDataError naming line and column; nothing is then changed.
    """
    municipalities = set(Municipality.objects.values_list("code", flat=True))
    stations: dict[str, Station] = {}
    for line, cells in _rows(path):
        code = next((cells[name] for name in CODES if cells.get(name)), "")
        if not code:
            raise ReferenceDataError(path.name, "koden saknas", line=line, column=CODES[0])
        mode = MODES.get(cells.get("mode", ""), cells.get("mode", ""))
        if code in stations:
            # One place where two kinds of train stop.
            modes = {*stations[code].mode.split(", "), mode} - {""}
            stations[code].mode = ", ".join(sorted(modes))
            continue
        if not cells["name"]:
            raise ReferenceDataError(path.name, "namnet saknas", line=line, column="name")
        lat, lon = (_degrees(path.name, line, name, cells[name]) for name in BOUNDS)
        told = cells.get("municipality", "")
        if told and told not in municipalities:
            problem = f"kommun {told!r} finns inte"
            raise ReferenceDataError(path.name, problem, line=line, column="municipality")
        stations[code] = Station(
            code=code,
            position=len(stations) + 1,
            name=cells["name"],
            mode=mode,
            lat=lat,
            lon=lon,
            municipality_id=told or None,
            source=source,
            verification=Verification.RECALLED,
            verification_note=NOT_CHECKED,
        )
    count = upsert(path.name, Station, list(stations.values()))
    refresh_fingerprint()
    return count


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReferenceDataError(path.name, "filen kan inte läsas som UTF-8") from error
    reader = csv.DictReader(text.splitlines(keepends=True), strict=True)
    missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        raise ReferenceDataError(path.name, "kolumnen saknas", line=1, column=missing[0])
    try:
        for row in reader:
            if None in row or None in row.values():
                problem = "raden har inte lika många celler som rubrikraden"
                raise ReferenceDataError(path.name, problem, line=reader.line_num)
            yield reader.line_num, {name: cell.strip() for name, cell in row.items()}
    except csv.Error as error:
        raise ReferenceDataError(path.name, str(error), line=reader.line_num) from error


def _degrees(file: str, line: int, column: str, cell: str) -> float:
    low, high = BOUNDS[column]
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not low <= value <= high:
        problem = f"{cell!r} är ingen plats i Sverige ({low}–{high})"
        raise ReferenceDataError(file, problem, line=line, column=column)
    return value
