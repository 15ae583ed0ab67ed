"""What is sealed opens with its own key, content and context, and with nothing else."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from bas.keyring import (
    KEY_BYTES,
    SealBroken,
    blind_index,
    blind_indexes,
    made_by_current,
    new_key,
    parse_keys,
    seal,
    unseal,
)

ONE, TWO = b"1" * KEY_BYTES, b"2" * KEY_BYTES
# Django's TextField refuses neither; UTF-8 has no lone surrogates.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


@pytest.fixture(autouse=True)
def _ring(settings: Settings) -> None:
    settings.FIELD_KEYS = {"2": TWO, "1": ONE}


@given(text=TEXTS, context=st.lists(TEXTS, min_size=1, max_size=3))
def test_what_is_sealed_opens_again_and_does_not_show(text: str, context: list[str]) -> None:
    stored = seal(text, *context)
    assert unseal(stored, *context) == text
    assert made_by_current(stored)
    assert seal(text, *context) != stored
    assert len(text) < 4 or text not in stored


@given(text=TEXTS, context=st.tuples(TEXTS, TEXTS), other=st.tuples(TEXTS, TEXTS))
def test_another_context_opens_nothing(
    text: str, context: tuple[str, str], other: tuple[str, str]
) -> None:
    if other == context:
        return
    with pytest.raises(SealBroken):
        unseal(seal(text, *context), *other)


def test_the_parts_of_a_context_cannot_be_moved_between() -> None:
    with pytest.raises(SealBroken):
        unseal(seal("text", "ab", "c"), "a", "bc")


@given(place=st.integers(min_value=0), bit=st.integers(0, 7))
def test_one_changed_bit_is_refused(place: int, bit: int) -> None:
    key_id, _, encoded = seal("070-174 06 05", "rad").partition("$")
    raw = bytearray(base64.b64decode(encoded))
    raw[place % len(raw)] ^= 1 << bit
    with pytest.raises(SealBroken):
        unseal(f"{key_id}${base64.b64encode(raw).decode()}", "rad")


@pytest.mark.parametrize("stored", ["klartext", "", "2$", "2$inte base64!", "3$AAAA", "2$AAAA"])
def test_what_was_never_sealed_is_refused(stored: str) -> None:
    with pytest.raises(SealBroken):
        unseal(stored, "rad")


def test_an_older_key_still_opens_and_a_missing_one_does_not(settings: Settings) -> None:
    settings.FIELD_KEYS = {"1": ONE}
    stored = seal("text", "rad")
    settings.FIELD_KEYS = {"2": TWO, "1": ONE}
    assert unseal(stored, "rad") == "text"
    assert not made_by_current(stored)
    settings.FIELD_KEYS = {"2": TWO}
    with pytest.raises(SealBroken, match="Nyckeln saknas"):
        unseal(stored, "rad")


def test_an_index_is_the_same_only_for_the_same_text_scope_and_key() -> None:
    index = blind_index("199001012385", "a")
    assert index == blind_index("199001012385", "a")
    assert index != blind_index("199001012385", "b")
    assert index != blind_index("199001012389", "a")
    assert blind_index("c", "a", "b") != blind_index("bc", "a")
    under_each = blind_indexes("199001012385", "a")
    assert under_each[0] == index
    assert [i.partition("$")[0] for i in under_each] == ["2", "1"]
    assert len(set(under_each)) == 2


def test_a_ring_is_read_in_order() -> None:
    made = parse_keys(f" {new_key('b')} ,{new_key('a')},")
    assert list(made) == ["b", "a"]
    assert {len(key) for key in made.values()} == {KEY_BYTES}


@pytest.mark.parametrize(
    "text",
    ["", " , ", "1", "1:", "1:kort", "1:AAAA", f":{'A' * 43}=", f"1$:{'A' * 43}=", "1:A"],
)
def test_a_ring_that_is_no_ring_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="yckel"):
        parse_keys(text)


def test_two_keys_cannot_share_an_id() -> None:
    with pytest.raises(ValueError, match="eget id"):
        parse_keys(f"{new_key('1')},{new_key('1')}")
