"""One name written in many ways: other scripts, other spellings, other keyboards.

Two keys of each name: what it looks like in Latin letters (``latin``), for search by part of a
word, and how it sounds (``sound_key``), for "Mohammed", "Muhammad" and "محمد" being one.
"""

import csv
import unicodedata
from functools import cache
from pathlib import Path

from anyascii import anyascii

from bas.text import search_key

_VARIANTS = Path(__file__).parent / "data" / "name_variants.csv"
# Arabic script leaves the first vowel to one of these signs, which have no Latin letter of their
# own: without this "أمينة" would begin with its m.
_FIRST_VOWELS = "اأإآءعئؤ"
# Common endings and joints of Arabic names, written apart or together.
_PARTICLES = frozenset({"al", "el", "ul", "bin", "ibn", "ben", "bint", "abu", "lr", "l"})
# The longer before its part.
_SOUNDS = (
    ("sch", "s"),
    ("sh", "s"),
    ("sj", "s"),
    ("tj", "s"),
    ("ch", "k"),
    ("kh", "k"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("dj", "j"),
    ("dzh", "j"),
    ("zh", "j"),
    ("ck", "k"),
    ("hn", "n"),
    ("x", "ks"),
    ("q", "k"),
    ("c", "k"),
    ("z", "s"),
    ("w", "v"),
)
_VOWELS = frozenset("aeiouy")
# Which of these a name begins with is a matter of spelling; å and ö are not.
_FIRST = str.maketrans({"e": "a", "i": "a", "u": "o"})
# A shorter sound is shared by too many names to say anything.
SHORTEST_SOUND = 3


def latin(text: str) -> str:
    """The name in plain Latin letters, small, spaces single: "Åsa" → "asa", "Мария" → "mariya"."""
    words = _words(text)
    return " ".join(filter(None, (_latin_word(word) for word in words)))


def name_search_key(text: str) -> str:
    """What a search by part of a word looks in: as written, folded, and in Latin letters."""
    folded, plain = search_key(text), latin(text)
    return folded if plain == folded else f"{folded} {plain}"


def sound_key(text: str) -> str:
    """The sounds of each word between spaces: "Muhammad Öberg" → " mohammed abrg ".

    A word with too little sound stands as it is written in Latin letters; empty for no letter.
    """
    sounds = " ".join(sounds_of(text))
    return f" {sounds} " if sounds else ""


def sounds_of(text: str) -> list[str]:
    """One sound per word that says something, in the order written."""
    words = _words(text)
    found = [(_latin_word(word), _sound(word)) for word in words]
    return [sound for plain, sound in found if sound and plain not in _PARTICLES]


def _words(text: str) -> list[str]:
    joined = unicodedata.normalize("NFKC", text).replace("عبد ال", "عبدال")
    return joined.replace("-", " ").split()


def _latin_word(word: str) -> str:
    spelled = "a" + word[1:] if word[0] in _FIRST_VOWELS else word
    # search_key first: anyascii writes ö as o, but ø and ł as the tables of Swedish search do.
    plain = anyascii(search_key(spelled)).lower()
    return "".join(letter for letter in plain if letter.isascii() and letter.isalnum())


def _sound(word: str) -> str:
    plain = _latin_word(word)
    known = _known()
    if name := known.get(word.casefold()) or known.get(plain):
        return name
    heard = plain
    for spelling, sound in _SOUNDS:
        heard = heard.replace(spelling, sound)
    single = "".join(a for a, b in zip(heard, " " + heard, strict=False) if a != b)
    first = single[:1].translate(_FIRST)
    rest = [letter for letter in single[1:].rstrip("h") if letter not in _VOWELS]
    # A j after the first letter is the y of another spelling (Sergej, Sergey).
    skeleton = first + "".join(letter for letter in rest if letter != "j")
    return skeleton if len(skeleton) >= SHORTEST_SOUND else plain


@cache
def _known() -> dict[str, str]:
    """Every spelling of ``name_variants.csv`` with the name it is one of."""
    with _VARIANTS.open(encoding="utf-8", newline="") as file:
        return {
            spelling: row["name"]
            for row in csv.DictReader(file)
            for spelling in (row["name"], *row["variants"].split())
        }
