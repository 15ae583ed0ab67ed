"""What is read out of one advert: exact where it is told, silent where it is not."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projekt.adverts import reference
from projekt.adverts.facts import Facts, Unusable, advert_id, label_of, read
from projekt.adverts.reference import Reference

from .samples import CARPENTER_APPRENTICE, FIRM, MAIL, PERSON, PHONE, advert

pytestmark = pytest.mark.django_db


@pytest.fixture
def ref(db: None) -> Reference:
    return reference.load()


def facts(ref: Reference, **changes: Any) -> Facts:
    found = read(advert(**changes), ref)
    assert isinstance(found, Facts)
    return found


def test_a_whole_advert(ref: Reference) -> None:
    assert facts(ref).as_json() == {
        "occupation": "betongarbetare",
        "rung": 2,
        "label": "Betongarbetare",
        "employer_number": FIRM,
        "employer_name": "Påhittad Betong AB",
        "municipality": "0126",
        "place": "Huddinge",
        "lat": 59.23705,
        "lon": 17.98192,
        "published": "2025-04-03",
        "answer_by": "2025-05-15",
        "start_date": "2025-05-26",
        "end_date": "2025-11-24",
        "headcount": 3,
        "hours_per_week": 30,
        "employment_form": "ordinary",
        # CE covers B; what is both must and nice is must.
        "requirements": [["must", "licence", "CE"], ["must", "skill", "Q6ez_byQ_HQj"]],
        "unknown_requirements": 1,
    }


def test_an_apprentices_concept_is_the_lowest_rung_and_form(ref: Reference) -> None:
    found = facts(ref, occupation__concept_id=CARPENTER_APPRENTICE)
    assert (found.occupation, found.rung, found.employment_form) == (
        "traarbetare",
        0,
        "apprentice",
    )


def test_nothing_of_a_person_is_read(ref: Reference) -> None:
    kept = json.dumps(facts(ref).as_json(), ensure_ascii=False)
    assert not [word for word in (PHONE, MAIL, PERSON) if word in kept]


def test_a_sole_trader_has_no_number_no_name_and_no_exact_place(ref: Reference) -> None:
    found = facts(ref, employer__organization_number="8001011234", employer__name=PERSON)
    assert (found.employer_number, found.employer_name) == ("", "")
    assert (found.lat, found.lon) == ref.places["0126"]


@pytest.mark.parametrize("written", ["556000-0001", " 5560000001 ", "165560000001", 5560000001])
def test_a_number_is_read_however_it_is_written(ref: Reference, written: object) -> None:
    assert facts(ref, employer__organization_number=written).employer_number == FIRM


@pytest.mark.parametrize(
    ("pair", "place"),
    [
        ([17.98192, 59.23705], (59.23705, 17.98192)),
        ([59.23705, 17.98192], "0126"),
        ([None, None], "0126"),
        (["17.9", "59.2"], "0126"),
        ([17.98192], "0126"),
        (None, "0126"),
    ],
)
def test_coordinates_are_lon_lat_and_else_the_municipalitys(
    ref: Reference, pair: object, place: Any
) -> None:
    found = facts(ref, workplace_address__coordinates=pair)
    assert (found.lat, found.lon) == (ref.places[place] if isinstance(place, str) else place)


def test_a_municipality_is_found_by_its_concept_too(ref: Reference) -> None:
    assert facts(ref, workplace_address__municipality_code=None).municipality == "0126"
    away = facts(
        ref,
        workplace_address__municipality_code="1489",
        workplace_address__municipality_concept_id="UQ75_1eU_jaC",
        workplace_address__municipality="Alingsås",
    )
    assert (away.municipality, away.place) == ("", "Alingsås")


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ({}, ("2025-05-15", "2025-05-26", "2025-11-24")),
        ({"access": "2025-06-02"}, ("2025-05-15", "2025-06-02", "2025-12-01")),
        ({"access": "2025-05-01"}, (None, "2025-04-28", "2025-10-27")),
        ({"application_deadline": None}, (None, "2025-05-12", "2025-11-10")),
        ({"application_deadline": None, "publication_date": 7}, (None, "", "")),
        ({"application_deadline": "0001-01-01", "publication_date": "x"}, (None, "", "")),
        ({"duration": None}, ("2025-05-15", "2025-05-26", "2026-05-25")),
        (
            {"duration": {"label": "Upp till 10 dagar"}},
            ("2025-05-15", "2025-05-26", "2025-06-02"),
        ),
    ],
)
def test_days(ref: Reference, said: dict[str, Any], days: tuple[str | None, str, str]) -> None:
    found = facts(ref, **said)
    assert (found.answer_by, found.start_date, found.end_date) == days


@pytest.mark.parametrize(
    ("share", "hours"),
    [({"min": 0, "max": 100}, 40), ({"min": 20, "max": 40}, 16), ({"min": 1, "max": 2}, 5),
     ({"min": 50, "max": None}, 20), ({"min": None, "max": None}, 40), (None, 40),
     ({"max": 900}, 40), ({"max": "80"}, 32)],
)  # fmt: skip
def test_hours(ref: Reference, share: object, hours: int) -> None:
    assert facts(ref, scope_of_work=share).hours_per_week == hours


@pytest.mark.parametrize(
    ("given", "heads"), [(None, 1), (0, 1), (-4, 1), (30, 30), ("12", 12), (10**40, 1), (999, 500)]
)
def test_headcount(ref: Reference, given: object, heads: int) -> None:
    assert facts(ref, number_of_vacancies=given).headcount == heads


@pytest.mark.parametrize(("required", "level"), [(True, "must"), (None, "must"), (False, "nice")])
def test_a_licence_that_is_not_required_is_nice(
    ref: Reference, required: object, level: str
) -> None:
    found = facts(ref, driving_license_required=required)
    assert [level, "licence", "CE"] in found.requirements


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"occupation": {"concept_id": "x", "label": "Glasmästare"}},
         Unusable(True, "Yrket Glasmästare finns inte i grunddatan")),
        ({"occupation": None}, Unusable(True, "Utan yrke")),
        ({"occupation": {"label": "Lärare"}, "occupation_field": None, "occupation_group": []},
         Unusable(False, "Utanför byggbranschen")),
        ({"occupation": "[]", "occupation_field": 3, "occupation_group": None},
         Unusable(False, "Annonsen säger inget yrke")),
    ],
)  # fmt: skip
def test_what_is_none_of_ours(ref: Reference, changes: dict[str, Any], expected: Unusable) -> None:
    assert read(advert(**changes), ref) == expected


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["[]", "2025-01-01", "5560000001", "\x00", "\ud800", "0126"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["concept_id", "label", "id", "max", "coordinates", "skills"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


def paths(value: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in the advert, leaves and branches."""
    found = [above] if above else []
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    if isinstance(value, dict | list):
        for key in keys:
            below = value[key]
            found += (
                paths(below, (*above, key)) if isinstance(below, dict | list) else [(*above, key)]
            )
    return found


def broken(entry: Any, path: tuple[Any, ...], value: Any, *, drop: bool = False) -> Any:
    """The advert with another value at this place, or without it."""
    place = entry
    for key in path[:-1]:
        place = place[key]
    if drop:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return entry


EVERY_PATH = paths(advert())


def storable(found: Facts | Unusable) -> bool:
    """As PostgreSQL takes it: no NUL, no half signs, finite."""
    if isinstance(found, Facts):
        text = json.dumps(found.as_json(), ensure_ascii=False, allow_nan=False)
    else:
        text = found.why
    text.encode()
    return "\\u0000" not in text and "\0" not in text


@pytest.mark.parametrize("path", EVERY_PATH, ids=lambda p: ".".join(map(str, p)))
def test_each_place_may_be_null_missing_or_of_any_type(
    ref: Reference, path: tuple[Any, ...]
) -> None:
    plain: list[Any] = [None, "", "[]", 0, -1, True, 1.5, float("nan"), float("inf"), 10**400]
    tried = [*plain, "\x00\ud800", [], {}, [None], [[]], [{}], {"concept_id": None}, {"max": []}]
    for value in tried:
        assert storable(read(broken(advert(), path, value), ref))
    assert storable(read(broken(advert(), path, None, drop=True), ref))


@given(changes=st.lists(st.tuples(st.sampled_from(EVERY_PATH), ANYTHING), max_size=4))
def test_several_places_at_once(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    entry = advert()
    for path, value in changes:
        try:
            broken(entry, path, value)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    assert storable(read(entry, reference.load()))


@given(entry=ANYTHING)
def test_anything_at_all(entry: Any) -> None:
    assert isinstance(read(entry, reference.load()), Unusable)
    assert len(advert_id(entry)) <= 64
    assert len(label_of(entry)) <= 120
