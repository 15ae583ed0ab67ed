"""``import_adverts``: exact counts, one sentence and code 1 for a file that cannot be read."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command

from konton.enums import OrganisationKind
from projekt.adverts import reading
from projekt.adverts.models import Advert, AdvertImport, AdvertRow
from projekt.models import LabourNeed
from tests.factories.actors import Parties, organisation

from .samples import advert, removal

ROOT = Path(django_settings.BASE_DIR)
# 449 + 1 real adverts, kept beside the project.
ADS = ROOT.parent / "shared" / "data" / "ads"
REAL = {
    "jobsearch_ads_full_structure.json": {"total": 449, "skipped": 449},
    "jobsearch_ad_concrete_worker.json": {"total": 1, "created": 1},
}
NONE = dict.fromkeys(
    ("total", "created", "updated", "unchanged", "removed", "skipped", "unmatched", "faulty",
     "needs"), 0,
)  # fmt: skip


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("import_adverts", *arguments, stdout=out)
    return out.getvalue()


def write(folder: Path, content: object, name: str = "annonser.json") -> str:
    path = folder / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(json.dumps(content))
    return str(path)


@pytest.fixture
def own(parties: Parties) -> Parties:
    parties.firm.organisation_number = "556000-0001"
    parties.firm.save()
    return parties


def test_counts_as_json(own: Parties, tmp_path: Path) -> None:
    file = write(tmp_path, {"hits": [advert(), advert(id="2", employer=None), None]})
    first = {**NONE, "source": "annonser.json", "total": 3, "created": 2, "faulty": 1, "needs": 1}
    again = {**NONE, "source": "annonser.json", "total": 3, "unchanged": 2, "faulty": 1}
    assert json.loads(run(file, "--json")) == first
    assert json.loads(run(file, "--json")) == again
    stream = write(tmp_path, [removal(), removal("9")])
    assert json.loads(run(stream, "--json")) == {
        **NONE, "source": "annonser.json", "total": 2, "removed": 1, "skipped": 1,
    }  # fmt: skip


def test_counts_as_text(own: Parties, tmp_path: Path) -> None:
    assert run(write(tmp_path, [advert()])).splitlines() == [
        "annonser.json",
        "      1  annonser",
        "      1  nya",
        "      0  ändrade",
        "      0  oförändrade",
        "      0  borttagna",
        "      0  överhoppade",
        "      0  yrke vi inte har",
        "      0  gick inte att läsa",
        "      1  nya utkast till behov",
    ]
    report = AdvertImport.objects.get()
    assert (report.body_id, report.created_by_id) == (own.body.pk, None)


@pytest.mark.skipif(not ADS.is_dir(), reason="de verkliga annonserna ligger inte bredvid projektet")
@pytest.mark.parametrize("name", REAL)
def test_the_real_adverts_twice(parties: Parties, name: str) -> None:
    def state() -> list[Any]:
        return [*Advert.objects.order_by("ad_id").values(), *LabourNeed.objects.values()]

    expected = {**NONE, **REAL[name], "source": name}
    assert json.loads(run(str(ADS / name), "--json")) == expected
    before = state()
    again = {**expected, "created": 0, "unchanged": expected["created"]}
    assert json.loads(run(str(ADS / name), "--json")) == again
    assert state() == before
    assert AdvertRow.objects.count() == 2 * int(str(expected["total"]))


@pytest.mark.skipif(not ADS.is_dir(), reason="de verkliga annonserna ligger inte bredvid projektet")
def test_the_real_concrete_worker(parties: Parties) -> None:
    run(str(ADS / "jobsearch_ad_concrete_worker.json"))
    found = Advert.objects.get()
    assert (found.ad_id, found.occupation_id, found.rung) == ("29600036", "betongarbetare", 2)
    # Alingsås is none of the county's municipalities, and its company is none of ours.
    assert (found.municipality, found.waits_for) == (None, "company")
    assert (found.facts["lat"], found.facts["lon"]) == (57.93002, 12.53621)
    assert found.facts["requirements"] == [["must", "licence", "B"]]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe\x00", "Filen är inte text i UTF-8. Hämta annonserna som JSON igen."),
        (b'{"hits": [', "Filen är inte hel JSON: det tar stopp på rad 1. Hämta den igen."),
        (b"", "Filen är inte hel JSON: det tar stopp på rad 1. Hämta den igen."),
        (b"[" * 100_000, "Filen är ingen JSON med annonser. Hämta annonserna igen."),
        (b"[" + b"9" * 5000 + b"]", "Filen är ingen JSON med annonser. Hämta annonserna igen."),
        (b"7", "Filen har inga annonser. Den ska vara en lista, eller ha en lista under ”hits”."),
        (
            b'{"hits": {}}',
            "Filen har inga annonser. Den ska vara en lista, eller ha en lista under ”hits”.",
        ),
        (b'{"total": 1}',
         "Filen har inga annonser. Den ska vara en lista, eller ha en lista under ”hits”."),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read(
    parties: Parties, tmp_path: Path, content: bytes, sentence: str
) -> None:
    with pytest.raises(CommandError) as told:
        run(write(tmp_path, content))
    assert str(told.value) == sentence
    assert AdvertImport.objects.count() == 0


def test_too_many_and_too_much(
    parties: Parties, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MAX_ADVERTS", 1)
    file = write(tmp_path, [None, None])
    with pytest.raises(CommandError, match="fler än 1 annonser"):
        run(file)
    monkeypatch.setattr(reading, "MAX_BYTES", 3)
    with pytest.raises(CommandError, match="större än 0 MB"):
        run(file)


def test_a_file_with_a_byte_order_mark_and_no_numbers(own: Parties, tmp_path: Path) -> None:
    text = json.dumps([advert(number_of_vacancies=float("nan"))])
    file = write(tmp_path, b"\xef\xbb\xbf" + text.encode())
    assert json.loads(run(file, "--json"))["created"] == 1


def test_which_organisation(parties: Parties, tmp_path: Path) -> None:
    file = write(tmp_path, [])
    other = organisation(OrganisationKind.COORDINATING_BODY)
    names = f"{other.name}, {parties.body.name}"
    with pytest.raises(CommandError) as told:
        run(file)
    assert set(str(told.value).split("--organisation: ")[1].removesuffix(".").split(", ")) == set(
        names.split(", ")
    )
    run(file, "--organisation", other.name)
    run(file, "--organisation", str(other.pk))
    assert (
        list(AdvertImport.objects.values_list("body", flat=True).order_by("created_at"))
        == [other.pk] * 2
    )


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "Säg vilken fil, eller sätt adressen i ADVERTS_URL."),
        ("http://127.0.0.1:9/", "Adressen i ADVERTS_URL måste börja med https://."),
        ("https://127.0.0.1:9/", "Adressen i ADVERTS_URL svarar inte. Försök igen senare."),
    ],
)
def test_the_address(parties: Parties, settings: Any, address: str, sentence: str) -> None:
    settings.ADVERTS_URL = address
    with pytest.raises(CommandError) as told:
        run()
    assert str(told.value) == sentence


def test_a_missing_file_ends_the_process_with_1(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "import_adverts", "finns-inte.json", "--organisation", "x"],
        cwd=ROOT,
        env={"PATH": "", "BYGGVAGEN_VAR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/x"},
        capture_output=True,
        text=True,
        check=False,
    )
    (line,) = done.stderr.splitlines()
    assert (done.returncode, line) == (1, "CommandError: Filen finns-inte.json går inte att öppna.")
