"""One name however it is written: other scripts, other spellings, Swedish letters."""

import pytest

from kandidater.names import latin, name_search_key, sound_key


@pytest.mark.parametrize(
    "spellings",
    [
        "Mohammed Muhammad Mohamed Maxamed محمد Мухаммед",
        "Yusuf Youssef Josef يوسف Юсуф",
        "Ahmed Axmed أحمد احمد Ахмед",
        "Fatima Fadumo فاطمة",
        "Amina Aamina أمينة",
        "Hussein Xuseen حسين",
        "Tesfay Tesfai ተስፋይ",
        "Haile Hayle ሃይለ",
        "Senait Senayt ሰናይት",
        "Alexander Aleksandr Олександр",
        "Warsame ورسمة Варсаме",
        "Kowalski Kovalski Ковальский",
        "Öberg Oberg öberg",
        "Jönsson Jonsson Johnsson",
        "Maria Mariya Мария",
    ],
)
def test_spellings_of_one_name_sound_the_same(spellings: str) -> None:
    assert len({sound_key(name) for name in spellings.split()}) == 1


@pytest.mark.parametrize(
    "names",
    [
        "Hassan Hussein",
        "Amina Mona",
        "Åberg Öberg",
        "Ali Ola Ella",
        "Anna Ina Ann",
        "Mohammed Mahmoud Ahmed",
        "Maria Maryam",
    ],
)
def test_other_names_sound_otherwise(names: str) -> None:
    every = names.split()
    assert len({sound_key(name) for name in every}) == len(every)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Åsa  Öberg", "asa oberg"),
        ("Łukasz Ørsted", "lukasz orsted"),
        ("Мария", "mariya"),
        ("ተስፋይ ሃይለ", "tesfay hayle"),
        ("أمينة", "amynh"),
        ("Anna-Karin", "anna karin"),
        ("!! 😀", "grinning"),
        ("", ""),
    ],
)
def test_every_name_in_latin_letters(name: str, told: str) -> None:
    assert latin(name) == told


def test_a_name_in_another_script_is_found_as_written_and_in_latin_letters() -> None:
    assert name_search_key("ተስፋይ ሃይለ") == "ተስፋይ ሃይለ tesfay hayle"
    assert name_search_key("Åsa Öberg") == "asa oberg"


def test_a_sound_stands_between_spaces_and_articles_say_nothing() -> None:
    assert sound_key("Mohammed al Hassan") == " mohammed hassan "
    assert sound_key("عبد الرحمن") == sound_key("Abdirahman") == " abdulrahman "
    assert sound_key(" . ") == ""
