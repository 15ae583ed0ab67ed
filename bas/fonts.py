"""Typefaces for printed pages: those of the built front end, unpacked once. None is committed.

A browser reads WOFF2 in parts by script; the typesetter wants one TTF a family.
"""

import hashlib
import shutil
import tempfile
from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

# Before the first build the packages that it is made from do as well.
PACKAGES = settings.BASE_DIR / "frontend" / "node_modules" / "@fontsource-variable"
MISSING = (
    "Utskrifternas typsnitt saknas ({name}). De kommer med den byggda front-enden: kör make setup."
)
_LATIN = "atkinson-hyperlegible-next/files/atkinson-hyperlegible-next"
# Family as the templates call it (bas/paper.typ) and the file of one script of it.
FAMILIES = {
    "Byggvägen": f"{_LATIN}-latin-wght-normal.woff2",
    "Byggvägen Latin": f"{_LATIN}-latin-ext-wght-normal.woff2",
    "Byggvägen Arabic": "noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2",
}
FAMILY_NAMES = (1, 16)  # name records: family, typographic family


class FontsMissing(Exception):
    """A sentence for whoever installs."""


@cache
def font_directory() -> Path:
    """Where the TTF files are, made when they are missing or others than the front end's."""
    sources = font_sources()
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
    there: Path = settings.VAR_DIR / f"fonts-{digest[:16]}"
    if not there.is_dir():
        made = Path(tempfile.mkdtemp(dir=settings.VAR_DIR))
        for family, source in zip(FAMILIES, sources, strict=True):
            _unpack(source, family, made / f"{source.stem}.ttf")
        try:
            made.rename(there)
        except OSError:  # another process was first
            shutil.rmtree(made)
    return there


def font_sources() -> list[Path]:
    """The WOFF2 of each family. Raises ``FontsMissing``."""
    return [_source(Path(name)) for name in FAMILIES.values()]


def _source(name: Path) -> Path:
    # The build puts a hash of the content after the name.
    built = (settings.FRONTEND_DIST / "assets").glob(f"{name.stem}-????????.woff2")
    for file in (*built, PACKAGES / name):
        if file.is_file():
            return file
    raise FontsMissing(MISSING.format(name=name.name))


def _unpack(source: Path, family: str, target: Path) -> None:
    """The same font as TTF under a family name of its own: two parts of one family would clash."""
    with TTFont(source) as font:
        font.flavor = None
        for record in font["name"].names:
            if record.nameID in FAMILY_NAMES:
                record.string = family
        font.save(target)


@cache
def shown_characters() -> frozenset[int]:
    """Code points that some family has a glyph for."""
    found: set[int] = set()
    for file in font_directory().glob("*.ttf"):
        with TTFont(file, lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(found)
