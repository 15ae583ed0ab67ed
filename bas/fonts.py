"""Typefaces for printed pages: the front end's own npm packages, unpacked once. None is committed.

A browser reads WOFF2 in parts by script; the typesetter wants one TTF a family.
"""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

PACKAGES = settings.BASE_DIR / "frontend" / "node_modules" / "@fontsource-variable"
_LATIN = "atkinson-hyperlegible-next/files/atkinson-hyperlegible-next"
# Family as the templates call it (bas/paper.typ) and the file of one script of it.
FAMILIES = {
    "Byggvägen": f"{_LATIN}-latin-wght-normal.woff2",
    "Byggvägen Latin": f"{_LATIN}-latin-ext-wght-normal.woff2",
    "Byggvägen Arabic": "noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2",
}
FAMILY_NAMES = (1, 16)  # name records: family, typographic family


@cache
def font_directory() -> Path:
    """Where the TTF files are, made when they are missing or older than the packages."""
    sources = [PACKAGES / name for name in FAMILIES.values()]
    stamp = max(int(source.stat().st_mtime) for source in sources)
    there: Path = settings.VAR_DIR / f"fonts-{stamp}"
    if not there.is_dir():
        made = Path(tempfile.mkdtemp(dir=settings.VAR_DIR))
        for family, source in zip(FAMILIES, sources, strict=True):
            _unpack(source, family, made / f"{source.stem}.ttf")
        try:
            made.rename(there)
        except OSError:  # another process was first
            shutil.rmtree(made)
    return there


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
