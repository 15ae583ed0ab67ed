"""Printed pages: what somebody typed stays text, any letters can be read, the file is tagged."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from bas import fonts
from bas.apps import fonts_are_there
from bas.pdf import printable, render

PAGE = "tests/bas/page.typ"
CODE = (
    '#panic("x") *fet* _kursiv_ $x^2$ `kod` <b>@ref</b> \\ // /* */ [a]{b} = - + '
    '#import "/config/settings.py": *'
)


def said(content: bytes) -> str:
    """The words of the file without spaces, which extraction guesses."""
    return re.sub(
        r"\s", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Åsa Öberg é", "Åsa Öberg é"),
        ("A\u030asa", "Åsa"),
        ("Łukasz Đorđe Şükrü", "Łukasz Đorđe Şükrü"),
        ("Nguyễn", "Nguyen"),
        ("أمينة", "أمينة"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Олена", "Olena"),
        ("ሰላም", "selam"),
        ("Ett\ttvå\x00tre\u202efyra\ud800", "Ett tvåtrefyra"),
        ("rad\nrad", "rad\nrad"),
        ("5\u00a0800", "5\u00a0800"),
    ],
)
def test_letters_are_shown_or_told_by_sound(written: str, shown: str) -> None:
    assert printable(written) == shown


def test_markup_is_only_text() -> None:
    content = render(PAGE, {"title": CODE, "body": CODE})
    assert said(content).count(re.sub(r"\s", "", CODE)) == 2


def test_the_page_is_tagged_and_says_its_language_and_title() -> None:
    reader = PdfReader(io.BytesIO(render(PAGE, {"title": "Åsas pass", "body": "أمينة يوسف"})))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("sv")
    assert reader.metadata is not None
    assert reader.metadata.title == "Åsas pass"
    resources: Any = reader.pages[0]["/Resources"]
    used = {str(font.get_object()["/BaseFont"]) for font in resources["/Font"].values()}
    assert any("Arabic" in name for name in used)
    assert all("+" in name for name in used)  # each embedded as a part of itself


@given(text=st.text(max_size=60))
def test_nothing_typed_stops_a_page(text: str) -> None:
    assert render(PAGE, {"title": f"Om {text}", "body": text}).startswith(b"%PDF-")


def test_fonts_are_unpacked_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    settings.VAR_DIR = tmp_path
    make = fonts.font_directory.__wrapped__
    made = make()
    assert sorted(path.suffix for path in made.iterdir()) == [".ttf"] * len(fonts.FAMILIES)
    monkeypatch.setattr(fonts, "_unpack", lambda *_: pytest.fail("en gång till"))
    assert make() == made
    assert list(tmp_path.iterdir()) == [made]


def test_the_built_front_end_is_enough(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    assets = tmp_path / "dist" / "assets"
    assets.mkdir(parents=True)
    for source in fonts.font_sources():
        name = re.sub("(-normal).*", r"\1", source.stem)
        (assets / f"{name}-Ab_1-2Cd.woff2").write_bytes(source.read_bytes())
    settings.FRONTEND_DIST, settings.VAR_DIR = tmp_path / "dist", tmp_path
    monkeypatch.setattr(fonts, "PACKAGES", tmp_path / "node_modules")
    assert len(list(fonts.font_directory.__wrapped__().glob("*.ttf"))) == len(fonts.FAMILIES)
    assert fonts_are_there() == []


def test_without_any_the_check_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    settings.FRONTEND_DIST = tmp_path
    monkeypatch.setattr(fonts, "PACKAGES", tmp_path)
    (told,) = fonts_are_there()
    assert told.msg == (
        "Utskrifternas typsnitt saknas (atkinson-hyperlegible-next-latin-wght-normal.woff2). "
        "De kommer med den byggda front-enden: kör make setup."
    )
    with pytest.raises(fonts.FontsMissing):
        fonts.font_directory.__wrapped__()
