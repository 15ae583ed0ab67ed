"""People whose names sound alike: shown in the import's step of duplicates, created unless told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kandidater.imports import services
from kandidater.models import Candidate
from tests.factories.kandidater import candidate_of
from tests.factories.konton import client_of

from ..conftest import Place
from .steps import Steps

HEADER = "Förnamn;Efternamn;Födelsedatum"


@pytest.mark.parametrize(
    ("born", "said", "by"),
    [
        ("1990-05-17", "1990-05-17", "namnet låter lika och födelsedatumet är samma"),
        ("1990-05-17", "1990-05-71", None),
        ("1990-05-17", "1990-05-11", "namnet låter lika och födelsedatumet är nästan samma"),
        ("1990-05-17", "", "namnet låter lika, födelsedatum saknas hos någon"),
        (None, "1990-05-17", "namnet låter lika, födelsedatum saknas hos någon"),
        ("1990-05-17", "1984-12-03", ""),
    ],
)
def test_a_name_written_otherwise_is_a_question(
    place: Place, born: str | None, said: str, by: str | None
) -> None:
    known = candidate_of(
        place.coach, first_name="Mohammed", last_name="Alizadeh", birth_date=born, phone=""
    )
    steps = Steps(client_of(place.coach), f"{HEADER}\nAlizade;Muhammad;{said}\n")
    rows = steps.get("rows/?show=duplicates")["results"]
    if not by:
        assert rows == []
        return
    (row,) = rows
    assert row["match"] == {
        "kind": "alike", "by": by, "row": None, "candidate": str(known.pk), "name": str(known),
    }  # fmt: skip
    assert (row["choice"], steps.now["outlook"]["match_alike"]) == ("create", 1)
    assert (steps.now["outlook"]["create"], steps.now["outlook"]["skip"]) == (1, 0)


def test_nobody_is_skipped_for_a_name_unless_somebody_says_so(place: Place) -> None:
    candidate_of(place.coach, first_name="Mohammed", last_name="Alizadeh", phone="")
    lines = "Muhammad;Alizade;1990-05-17\nMuhamed;Alizade;1990-05-17\n"
    steps = Steps(client_of(place.coach), f"{HEADER}\n{lines}")
    assert [row["choice"] for row in steps.get("rows/?show=duplicates")["results"]] == [
        "create", "create",
    ]  # fmt: skip
    steps.post("choose", {"choice": "skip", "numbers": [2]})
    steps.post("start")
    steps.run()
    assert (steps.now["created"], steps.now["skipped"], Candidate.objects.count()) == (1, 1, 2)


def test_twins_of_one_sound_in_the_file_are_asked_about(place: Place) -> None:
    lines = "Muhammad;Alizade;1990-05-17\nMohamed;Alizadeh;1990-05-17\n"
    steps = Steps(client_of(place.coach), f"{HEADER}\n{lines}")
    (row,) = steps.get("rows/?show=duplicates")["results"]
    assert (row["number"], row["match"]["kind"], row["match"]["row"]) == (3, "alike", 2)
    assert row["choice"] == "create"


def test_protected_people_and_other_organisations_are_never_like_anybody(place: Place) -> None:
    candidate_of(place.coach, first_name="Mohammed", last_name="Alizadeh", is_protected=True)
    candidate_of(place.other_coach, first_name="Mohammed", last_name="Alizadeh")
    steps = Steps(client_of(place.coach), f"{HEADER}\nMuhammad;Alizade;1990-05-17\n")
    assert steps.get("rows/?show=duplicates")["count"] == 0


def test_the_search_asks_as_much_of_ten_rows_as_of_a_hundred(place: Place) -> None:
    def asked(count: int) -> int:
        lines = "".join(f"Muhammad;Alizade{'a' * n}b;1990-05-17\n" for n in range(count))
        with CaptureQueriesContext(connection) as seen:
            services.upload(actor=place.coach, content=f"{HEADER}\n{lines}".encode(), name="x.csv")
        return sum("sound_key" in query["sql"] for query in seen.captured_queries)

    assert (asked(10), asked(100)) == (1, 1)
