"""Swedish text that both databases search and sort alike.

SQLite's ``icontains`` misses "Åsa" for "åsa" and sorts Ä before Å, and PostgreSQL's order depends
on the server's locale. So a row stores two derived columns: ``search_key`` and ``sort_key``.
"""

import unicodedata

_ALPHABET = " 0123456789abcdefghijklmnopqrstuvwxyzåäö"
# Two plain letters a character: any collation orders a-z the same way.
_SORT_CODE = {char: chr(97 + i // 26) + chr(97 + i % 26) for i, char in enumerate(_ALPHABET)}
_FOLD = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "đ": "d"})

# An entry of a PostgreSQL index holds some 2700 bytes, and one sign can fold to eighteen letters.
_SORTED_LETTERS = 200


def search_key(text: str) -> str:
    """Fold case, accents and spacing: "Åsa  Öberg" → "asa oberg"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_FOLD))
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(kept.split())


def _swedish_letter(char: str) -> str:
    if char in _SORT_CODE:
        return char
    return search_key(char) or ""


def sort_key(text: str) -> str:
    """A key whose plain order is the Swedish one (…z å ä ö; é as e), in letters a-z only.

    At most 400 of them: names alike in their first 200 letters sort as equal.
    """
    letters = "".join(_swedish_letter(c) for c in unicodedata.normalize("NFC", text.casefold()))
    codes = [_SORT_CODE[c] for c in " ".join(letters.split()) if c in _SORT_CODE]
    return "".join(codes[:_SORTED_LETTERS])


def phone_key(text: str) -> str:
    """The digits of a phone number in national form: "+46 (0)70-174 06 05" → "0701740605".

    Foreign numbers keep their country code; empty when there is no digit.
    """
    digits = "".join(c for c in text if c in "0123456789")
    if text.strip().startswith("+46") or digits.startswith("0046"):
        national = digits.removeprefix("00").removeprefix("46")
        return "0" + national.lstrip("0") if national else ""
    return digits
