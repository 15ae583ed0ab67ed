"""The text of one cell made clean: spaces, signs in no name, letters of two alphabets."""

import unicodedata

# Zero-width signs and the marks of writing direction: invisible, so never meant.
_INVISIBLE = dict.fromkeys([0x200B, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x2060, 0xFEFF, 0xAD])
_EMPTY_WORDS = frozenset({"-", "–", "saknas", "n/a", "#n/a", "null", "okänt"})
# Letters of the Cyrillic and Greek alphabets drawn as Latin ones (Unicode TR39, the plain ones).
_LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТХУІЈаеорсухіјѕ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABEKMHOPCTXYIJaeopcyxijs" + "ABEZHIKMNOPTYXo",
)


def clean(text: str) -> str:
    """Composed, without invisible signs, and with single spaces between words only."""
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    text = " ".join(text.split())
    return "" if text.casefold() in _EMPTY_WORDS else text


def is_formula(text: str) -> bool:
    """A phone number may begin with a plus; a formula goes on with something else."""
    if text.startswith(("=", "@")):
        return True
    return text.startswith(("+", "-")) and not text[1:2].isdigit() and text[1:2] not in ("", " ")


def without_pictures(text: str) -> str:
    """Without emoji and other signs that are no letters."""
    kept = "".join(c for c in text if not _is_picture(c))
    return " ".join(kept.split())


def _is_picture(char: str) -> bool:
    return unicodedata.category(char) in {"So", "Sk", "Cn", "Co"} or char in "\ufe0f\u200d"


def mixes_alphabets(text: str) -> bool:
    """Some word holds letters of two alphabets; whole words may differ."""
    return any(len(_alphabets(word)) > 1 for word in text.replace("-", " ").split())


def in_latin(text: str) -> str | None:
    """The lookalikes of other alphabets as Latin letters; None when some letter has no double."""
    latin = text.translate(_LOOKALIKES)
    return None if mixes_alphabets(latin) else latin


def _alphabets(word: str) -> set[str]:
    return {unicodedata.name(c, "?").split()[0] for c in word if c.isalpha()}
