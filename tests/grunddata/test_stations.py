"""Stations come from a file that is not ours: what is in it, and what is wrong with it, is said."""

import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from grunddata.loading import ReferenceDataError
from grunddata.models import Station
from grunddata.selectors import fingerprint, reference_bundle
from grunddata.services import LoadCount, load_reference
from grunddata.stations import load_stations

pytestmark = pytest.mark.django_db

HEAD = "wikidata_id,name,mode,lines,opened,lat,lon"
PROV = f"""{HEAD}
S1,Provby,tunnelbana,Lila linjen,1999,59.244,18.094
S2,Provängen,pendeltag,,,59.2,18.0
S1,Provby,pendeltag,,,59.2441,18.0941
"""
# A file of real stations is not ours to keep: say where one is, and it is tried.
REAL = os.environ.get("STATIONS_FILE", "")


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "stationer.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_stations_of_a_file_are_in_the_bundle_until_it_changes(tmp_path: Path) -> None:
    before = fingerprint()
    path = written(tmp_path, PROV)
    assert load_stations(path, source="Påhittad") == LoadCount(2, 0, 0)
    first, second = Station.objects.all()
    assert (first.code, first.name, first.mode) == ("S1", "Provby", "pendeltåg, tunnelbana")
    assert (second.lat, second.lon, second.municipality_id) == (59.2, 18.0, None)
    assert (first.source, first.verification) == ("Påhittad", "recalled")
    assert reference_bundle()["stations"] == [
        {
            "code": "S1",
            "name": "Provby",
            "mode": "pendeltåg, tunnelbana",
            "municipality_id": None,
        },
        {"code": "S2", "name": "Provängen", "mode": "pendeltåg", "municipality_id": None},
    ]
    stamp = fingerprint()
    assert stamp != before
    assert load_stations(path, source="Påhittad") == LoadCount(0, 0, 2)
    load_reference()
    assert fingerprint() == stamp


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("name,lat\nProvby,59.2\n", "rad 1, kolumn lon: kolumnen saknas"),
        (f"{HEAD}\n,Provby,,,,59.2,18.0\n", "rad 2, kolumn code: koden saknas"),
        (f"{HEAD}\nS1,,,,,59.2,18.0\n", "rad 2, kolumn name: namnet saknas"),
        (f"{HEAD}\nS1,Provby,,,,18.0,59.2\n", "rad 2, kolumn lat: '18.0' är ingen plats i Sverige"),
        (f"{HEAD}\nS1,Provby,,,,59.2,nan\n", "rad 2, kolumn lon: 'nan' är ingen plats i Sverige"),
        (f"{HEAD}\nS1,Provby\n", "rad 2: raden har inte lika många celler som rubrikraden"),
        (
            "code,name,lat,lon,municipality\nS1,Provby,59.2,18.0,9999\n",
            "rad 2, kolumn municipality: kommun '9999' finns inte",
        ),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_written(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(ReferenceDataError) as refused:
        load_stations(written(tmp_path, text), source="Påhittad")
    assert f"stationer.csv, {place}" in str(refused.value)
    assert not Station.objects.exists()


def test_the_command_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_stations", written(tmp_path, PROV), source="Påhittad")
    assert capsys.readouterr().out == "stationer: 2 nya, 0 ändrade, 0 lika\n"
    with pytest.raises(CommandError, match="kan inte läsas"):
        call_command("load_stations", tmp_path / "ingen.csv", source="Påhittad")


@pytest.mark.skipif(not REAL, reason="STATIONS_FILE säger inte var en fil med stationer finns")
def test_the_real_file_loads() -> None:
    count = load_stations(Path(REAL), source="Wikidata (CC0)")
    assert (count.created, count.updated) == (Station.objects.count(), 0)
    assert Station.objects.filter(name="Medborgarplatsen", lat__range=(59.31, 59.32)).exists()
