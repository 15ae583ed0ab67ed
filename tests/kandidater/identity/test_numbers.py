"""Every way to write a number means the same one, and no other number gets through."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kandidater.enums import IdentityKind
from kandidater.numbers import OLDEST_YEARS, NumberProblem, masked, parse_number

TODAY = date(2026, 3, 2)
EXAMPLE = "Skriv 10 eller 12 siffror, till exempel 19900101-2385."
LAST = "Numret stämmer inte – kontrollera sista siffran."
START = "Numret stämmer inte – kontrollera år, månad och dag i början."


def control(nine: str) -> str:
    """The last digit by the rule's own words: doubled every other, digits summed, up to ten."""
    sums = sum(sum(map(int, str(int(d) * (2 - i % 2)))) for i, d in enumerate(nine))
    return str(-sums % 10)


@st.composite
def numbers(draw: st.DrawFn, *, coordination: bool | None = None) -> tuple[str, date, bool]:
    """(twelve digits, birth date, whether it is a samordningsnummer)."""
    born = draw(st.dates(date(TODAY.year - OLDEST_YEARS, 1, 1), TODAY))
    added = draw(st.booleans()) if coordination is None else coordination
    serial = draw(st.integers(1, 999))
    day = born.day + 60 * added
    eleven = f"{born:%Y%m}{day:02d}{serial:03d}"
    return eleven + control(eleven[2:]), born, added


def short_of(digits: str, born: date) -> str:
    """Ten digits with the sign the law asks for in ``TODAY``'s year."""
    sign = "+" if TODAY.year - born.year >= 100 else "-"
    return f"{digits[2:8]}{sign}{digits[8:]}"


@given(drawn=numbers(), dash=st.sampled_from(["-", "", " ", "–", " - ", "−"]))
def test_twelve_digits_however_written_are_one_canonical_number(
    drawn: tuple[str, date, bool], dash: str
) -> None:
    digits, born, coordination = drawn
    found = parse_number(f" {digits[:8]}{dash}{digits[8:]} ", TODAY)
    assert found.digits == digits
    assert found.birth_date == born
    assert (found.kind == IdentityKind.COORDINATION) == coordination
    assert parse_number(str(found), TODAY) == found


@given(drawn=numbers())
def test_ten_digits_find_their_century(drawn: tuple[str, date, bool]) -> None:
    digits, born, _ = drawn
    # Two years 100 years and more ago share their two digits: the plus sign says the later.
    assume(TODAY.year - born.year < 200)
    assert parse_number(short_of(digits, born), TODAY).digits == digits
    if TODAY.year - born.year < 100:
        assert parse_number(digits[2:], TODAY).digits == digits


@given(drawn=numbers(), wrong=st.integers(1, 9))
def test_every_other_last_digit_is_refused(drawn: tuple[str, date, bool], wrong: int) -> None:
    digits, _, _ = drawn
    other = digits[:-1] + str((int(digits[-1]) + wrong) % 10)
    with pytest.raises(NumberProblem, match="kontrollera sista siffran"):
        parse_number(other, TODAY)


@given(drawn=numbers(), place=st.integers(2, 10), step=st.integers(1, 9))
def test_one_wrong_digit_is_never_let_through(
    drawn: tuple[str, date, bool], place: int, step: int
) -> None:
    digits, _, _ = drawn
    other = digits[:place] + str((int(digits[place]) + step) % 10) + digits[place + 1 :]
    with pytest.raises(NumberProblem):
        parse_number(other, TODAY)


@given(text=st.text(max_size=20))
def test_anything_else_is_refused_in_words(text: str) -> None:
    try:
        found = parse_number(text, TODAY)
    except NumberProblem:
        return
    assert (len(found.digits), found.digits.isascii()) == (12, True)


@given(drawn=numbers())
def test_a_masked_number_tells_four_digits(drawn: tuple[str, date, bool]) -> None:
    digits, _, _ = drawn
    assert masked(digits) == f"••••••-{digits[8:]}"
    assert digits[:8] not in masked(digits)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", EXAMPLE),
        ("19900101", EXAMPLE),
        ("19900101-238", EXAMPLE),
        ("19900101--2385", EXAMPLE),
        ("1990-01-01-2385", EXAMPLE),
        ("١٩٩٠٠١٠١٢٣٨٨", EXAMPLE),
        ("070-174 06 05", EXAMPLE),
        ("19900101-2387", LAST),
        ("19900231-0010", START),
        ("19901301-0010", START),
        ("19900132-0010", START),
        ("19900100-0010", START),
        ("19900192-0010", START),
        ("20260303-0010", "Datumet i numret har inte varit än."),
        ("18900101-0010", "Datumet i numret är för länge sedan. Kontrollera århundradet."),
    ],
)
def test_what_is_wrong_is_said(text: str, problem: str) -> None:
    digits = text.replace("-", "")
    if problem not in {EXAMPLE, LAST} and len(digits) == 12:
        text = digits[:-1] + control(digits[2:-1])
    with pytest.raises(NumberProblem) as refused:
        parse_number(text, TODAY)
    assert str(refused.value) == problem


@pytest.mark.parametrize(
    ("text", "digits", "born"),
    [
        ("900101-2385", "199001012385", date(1990, 1, 1)),
        ("9001012385", "199001012385", date(1990, 1, 1)),
        # Skatteverket's own example of a samordningsnummer: born the 3rd, written 63.
        ("701063-2391", "197010632391", date(1970, 10, 3)),
        ("200229-2387", "202002292387", date(2020, 2, 29)),
    ],
)
def test_worked_examples(text: str, digits: str, born: date) -> None:
    found = parse_number(text, TODAY)
    assert (found.digits, found.birth_date) == (digits, born)


def test_the_sign_turns_on_new_years_eve_of_the_hundredth_year() -> None:
    nine = "260301001"
    text = nine[:6] + "{}" + nine[6:] + control(nine)
    assert parse_number(text.format("+"), TODAY).birth_date == date(1926, 3, 1)
    assert parse_number(text.format("-"), TODAY).birth_date == date(2026, 3, 1)
    # The day before that year she has no plus sign yet, so this one is two hundred years old.
    assert parse_number(text.format("-"), date(2025, 12, 31)).birth_date == date(1926, 3, 1)
    with pytest.raises(NumberProblem, match="för länge sedan"):
        parse_number(text.format("+"), date(2025, 12, 31))
