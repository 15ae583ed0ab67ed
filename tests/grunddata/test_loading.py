"""Loading the reference files: again and again the same, and never half."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from grunddata.files import DATA_DIR, FILES
from grunddata.loading import ReferenceDataError
from grunddata.models import Municipality, Norm, Occupation, Skill
from grunddata.selectors import fingerprint
from grunddata.services import LoadCount, load_reference, refresh_fingerprint

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA_DIR, tmp_path / "data"))


def edit(path: Path, change: Callable[[str], str]) -> None:
    before = path.read_text()
    after = change(before)
    assert after != before
    path.write_text(after)


def test_loading_again_changes_nothing() -> None:
    before = {file.name: list(file.model._default_manager.order_by("code")) for file in FILES}
    stamp = fingerprint()
    counts = load_reference()
    assert counts == {name: LoadCount(0, 0, len(rows)) for name, rows in before.items()}
    assert fingerprint() == stamp
    for file in FILES:
        after = file.model._default_manager.order_by("code").values()
        assert list(after) == [
            {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
            for row in before[file.name]
        ]


def test_counts_and_fingerprint_of_a_first_load() -> None:
    stamp = fingerprint()
    assert stamp
    for file in reversed(FILES):
        file.model._default_manager.all().delete()
    assert refresh_fingerprint() != stamp
    counts = load_reference()
    assert counts["municipalities.csv"] == LoadCount(26, 0, 0)
    assert counts["support_forms.json"] == LoadCount(15, 0, 0)
    assert all(count.updated == count.unchanged == 0 for count in counts.values())
    assert fingerprint() == stamp


def test_a_changed_row_is_put_right_and_a_row_of_our_own_is_kept() -> None:
    Occupation.objects.filter(code="murare").update(hours_adult=1)
    own = Norm.objects.create(
        code="k_anonymity-2027",
        key="k_anonymity",
        name_sv="Minsta grupp",
        value=8,
        unit="personer",
        valid_from=date(2027, 1, 1),
        source="Nämndens beslut",
        verification="verified",
    )
    counts = load_reference()
    assert counts["occupations.csv"] == LoadCount(0, 1, 22)
    assert Occupation.objects.get(code="murare").hours_adult == 5800
    assert Norm.objects.get(code=own.code).value == 8


def test_a_new_file_gives_a_new_fingerprint(directory: Path) -> None:
    stamp = fingerprint()
    edit(directory / "norms.csv", lambda text: text.replace("k_anonymity,Minsta", "k_anonymity,X"))
    assert load_reference(directory)["norms.csv"] == LoadCount(0, 1, 44)
    assert fingerprint() != stamp


CASES = [
    (
        "municipalities.csv",
        lambda t: t.replace("59.54167", "norr"),
        "municipalities.csv, rad 2, kolumn lat: ",
    ),
    (
        "municipalities.csv",
        lambda t: t.replace("59.54167", "nan"),
        "municipalities.csv, rad 2, kolumn lat: ska vara ett tal",
    ),
    (
        "municipalities.csv",
        lambda t: t.replace(",1774,2022-12-01", ",-1,2022-12-01"),
        "municipalities.csv, rad 2, kolumn unemployed: ",
    ),
    (
        "municipalities.csv",
        lambda t: t.replace("2022-12-01", "2022-13-01", 1),
        "municipalities.csv, rad 2, kolumn unemployed_month: ",
    ),
    (
        "municipalities.csv",
        lambda t: t.replace("0115,", "0114,"),
        "municipalities.csv, rad 3, kolumn code: koden 0114 finns redan",
    ),
    (
        "municipalities.csv",
        lambda t: t.replace("0115,Vallentuna", "0115,"),
        "municipalities.csv, rad 3, kolumn name: ",
    ),
    (
        "municipalities.csv",
        lambda t: t.replace("code,name", "code,namn"),
        "municipalities.csv, rad 1, kolumn name: kolumnen saknas",
    ),
    (
        "municipalities.csv",
        lambda t: t.replace("code,name", "code,name,name"),
        "municipalities.csv, rad 1, kolumn name: okänd eller dubbel kolumn",
    ),
    (
        "municipalities.csv",
        lambda t: t.replace("0115,Vallentuna", "0115,extra,Vallentuna"),
        "municipalities.csv, rad 3: 10 celler, men rubrikraden har 9",
    ),
    (
        "municipalities.csv",
        lambda t: t.replace("0115,Vallentuna", '0115,"Vallen"tuna'),
        "municipalities.csv, rad 3: ",
    ),
    ("municipalities.csv", lambda _: "", "municipalities.csv, rad 1, kolumn code: kolumnen saknas"),
    (
        "districts.csv",
        lambda t: t.replace(",0180,Akalla", ",9999,Akalla"),
        "districts.csv, rad 2, kolumn municipality: kommun '9999' finns inte",
    ),
    (
        "occupation_levels.csv",
        lambda t: t.replace("traarbetare:0,traarbetare,0", "traarbetare:0,traarbetare,7"),
        "occupation_levels.csv, rad 2, kolumn rung: ",
    ),
    (
        "occupation_levels.csv",
        lambda t: t.replace("nQLQ_6Ln_rjy,18,0", "nQLQ_6Ln_rjy,18,nej"),
        "occupation_levels.csv, rad 2, kolumn requires_training: ska vara 0 eller 1",
    ),
    (
        "occupation_levels.csv",
        lambda t: t.replace("traarbetare:1,traarbetare,1", "traarbetare:1,traarbetare,0"),
        "occupation_levels.csv: raderna bryter mot varandra",
    ),
    (
        "driving_licences.csv",
        lambda t: t.replace("AM|A1,", "AM|A9,"),
        "driving_licences.csv, rad 4, kolumn covers: körkortsbehörighet 'A9' finns inte",
    ),
    (
        "course_kinds.csv",
        lambda t: t.replace(",certificate,,,SCT,", ",certificate,,,SCT|XYZ,"),
        "course_kinds.csv, rad 2, kolumn grants_certificates: intyg 'XYZ' finns inte",
    ),
    (
        "norms.csv",
        lambda t: t.replace(",12,28,", ",17,28,"),
        "norms.csv: raderna bryter mot varandra",
    ),
    (
        "support_forms.json",
        lambda t: t.replace('"active"', '"kanske"', 1),
        "support_forms.json, rad 1, kolumn status: ",
    ),
    (
        "support_forms.json",
        lambda t: t.replace('"law"', '"lag"', 1),
        "support_forms.json, rad 1, kolumn law: kolumnen saknas",
    ),
    ("support_forms.json", lambda t: t[:-4], "support_forms.json, rad "),
    ("support_forms.json", lambda _: "{}", "support_forms.json: ska vara en lista av objekt"),
]


@pytest.mark.parametrize(("name", "change", "message"), CASES)
def test_a_bad_file_is_named_with_line_and_column_and_changes_nothing(
    directory: Path, name: str, change: Callable[[str], str], message: str
) -> None:
    stamp = fingerprint()
    # A good change in the first file must not survive a bad one anywhere.
    edit(directory / "municipalities.csv", lambda t: t.replace("Upplands-Bro", "Nya Bro"))
    edit(directory / name, change)
    with pytest.raises(ReferenceDataError) as error:
        load_reference(directory)
    assert str(error.value).startswith(message)
    assert Municipality.objects.get(code="0139").name == "Upplands-Bro"
    assert refresh_fingerprint() == stamp


def test_a_missing_file_and_wrong_encoding_are_named(directory: Path) -> None:
    (directory / "skills.csv").write_bytes("code\nå".encode("latin-1"))
    with pytest.raises(ReferenceDataError, match=r"^skills\.csv: filen är inte UTF-8$"):
        load_reference(directory)
    (directory / "skills.csv").unlink()
    with pytest.raises(ReferenceDataError, match=r"^skills\.csv: filen kan inte läsas$"):
        load_reference(directory)
    assert Skill.objects.count() == 114


def test_the_command_tells_what_it_did(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    call_command("load_reference")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "municipalities.csv: 0 nya, 0 ändrade, 26 lika"
    assert len(lines) == len(FILES)

    def fail() -> None:
        raise ReferenceDataError("norms.csv", "fel", line=3, column="value")

    monkeypatch.setattr("grunddata.management.commands.load_reference.load_reference", fail)
    with pytest.raises(CommandError, match=r"^norms\.csv, rad 3, kolumn value: fel$"):
        call_command("load_reference")


def test_every_file_in_the_directory_is_loaded() -> None:
    assert {path.name for path in DATA_DIR.iterdir()} == {file.name for file in FILES}
    for path in DATA_DIR.glob("*.json"):
        assert json.loads(path.read_text())
