"""Printed pages: a Typst template of ours and data, never text that is read as code.

The data goes in as JSON through ``sys.inputs``, so whatever somebody has typed is a string to the
template. The page reads no file but the code's own, no system font and no network.
"""

import json
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

import typst
from anyascii import anyascii
from django.conf import settings

from .fonts import font_directory, shown_characters

# PDF/UA-1: tagged and readable aloud; the compiler refuses a page that is not.
STANDARD: Final = "ua-1"
# Kept though unseen: what joins or parts letters within a word (Persian), and the space within a
# number. Other such signs go, above all those that turn the direction of the text around them.
UNSEEN = {"\N{ZERO WIDTH NON-JOINER}", "\N{ZERO WIDTH JOINER}", "\N{NO-BREAK SPACE}", "\n"}


def render(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of ``template`` (a path in the code, ``kandidater/passport.typ``) with ``data``.

    ``data``: JSON values; strings are made printable by ``printable``. Raises
    ``typst.TypstError`` for a fault in the template, never for what the data holds.
    """
    return typst.compile(
        settings.BASE_DIR / template,
        root=settings.BASE_DIR,
        sys_inputs={"data": json.dumps(_printable(data))},
        font_paths=[font_directory()],
        ignore_system_fonts=True,
        pdf_standards=STANDARD,
    )


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _printable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(one) for one in value]
    return value


def printable(text: str) -> str:
    """The text in letters that the fonts have; of other scripts the sound in Latin letters."""
    return "".join(map(_shown, unicodedata.normalize("NFC", text)))


def _shown(sign: str) -> str:
    if sign in UNSEEN:
        return sign
    if sign.isspace():
        return " "
    if unicodedata.category(sign).startswith("C"):
        return ""
    return sign if ord(sign) in shown_characters() else anyascii(sign)
