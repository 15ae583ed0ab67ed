"""What somebody has studied and how well she can a thing: told to people, read by no run."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from grunddata.models import Skill
from kandidater.models import Candidate, CandidateEducation
from matchning.problem_builder import build_problem
from tests.factories.kandidater import candidate_of
from tests.factories.konton import client_of
from tests.matchning.world import World

from .conftest import Place


def write(place: Place, candidate: Candidate, **changes: Any) -> dict[str, Any]:
    candidate.refresh_from_db()
    response = client_of(place.coach).patch(
        f"/api/candidates/{candidate.pk}/",
        changes,
        headers={"If-Match": f'"{candidate.version}"'},
    )
    assert response.status_code == 200, response.json()
    body: dict[str, Any] = response.json()
    return body


def section(body: dict[str, Any], code: str) -> tuple[bool, bool]:
    (task,) = [task for task in body["checklist"] if task["code"] == code]
    return task["done"], task["optional"]


def test_education_is_good_to_know_and_never_asked_for(place: Place) -> None:
    candidate = candidate_of(place.coach)
    assert section(write(place, candidate, next_step="Möte"), "education") == (False, True)
    assert "utbildning" not in " ".join(candidate.missing_for_ready())
    body = write(place, candidate, education=[{"level": "upper_secondary", "finished": 2010}])
    assert section(body, "education") == (True, True)
    answer = client_of(place.coach).post(
        "/api/candidates/bulk/",
        {
            "action": "request_completion",
            "due": "2099-01-01",
            "rows": [{"id": str(candidate.pk), "version": body["version"]}],
        },
    )
    assert answer.json()["changed"] == 1
    candidate.refresh_from_db()
    assert "utbildning" not in candidate.next_step


def test_the_newest_stands_first_and_what_goes_on_last(place: Place) -> None:
    rows = [
        {"level": "vocational", "subject": "Sömnad"},
        {"level": "compulsory", "finished": 1999},
        {"level": "vocational", "subject": "El", "finished": 2004},
    ]
    body = write(place, candidate_of(place.coach), education=rows)
    assert [row["finished"] for row in body["education"]] == [2004, 1999, None]


def test_how_well_one_can_is_told_in_words_and_may_be_unknown(place: Place) -> None:
    first, second = Skill.objects.order_by("pk").values_list("pk", flat=True)[:2]
    candidate = candidate_of(place.coach)
    rows: list[dict[str, Any]] = [
        {"skill": first, "proof": "shown", "mastery": 4},
        {"skill": second},
    ]
    body = write(place, candidate, skills=rows)
    assert [
        (row["proof_label"], row["mastery"], row["mastery_label"]) for row in body["skills"]
    ] == [("Visat på plats", 4, "Kan lära andra"), ("Eget ord", None, None)]
    candidate.refresh_from_db()
    before = candidate.profile_version
    rows[1]["mastery"] = 1
    write(place, candidate, skills=rows)
    candidate.refresh_from_db()
    assert candidate.profile_version == before
    history = client_of(place.coach).get(f"/api/candidates/{candidate.pk}/history/").json()
    assert history["results"][0]["text"] == "Ändrade kompetensernas nivå"


def test_no_run_reads_any_of_it(db: None) -> None:
    world = World()
    candidate = world.add_candidate()
    world.add_need()
    skill = candidate.skills.create(skill_id=Skill.objects.order_by("pk")[0].pk)
    before = build_problem(world.body).problem
    candidate.education.create(level="university", subject="Arkitektur", finished=2012)
    skill.mastery = 4
    skill.save()
    candidate.languages.update(reading=6, writing=6)
    assert build_problem(world.body).problem == before


def test_two_records_made_one_keep_what_both_say(place: Place) -> None:
    kept, other = candidate_of(place.coach), candidate_of(place.coach)
    kept.education.create(level="compulsory", finished=1999)
    other.education.create(level="compulsory")
    other.education.create(
        level="vocational", subject="El", finished=2004, recognition="yes", proof="certified"
    )
    other.languages.update(listening=3, speaking=3, writing=1)
    client = client_of(place.coach)
    url = f"/api/candidates/{kept.pk}"
    told = {
        field["name"]: (field["kept"], field["other"])
        for field in client.post(f"{url}/merge_preview/", {"other": str(other.pk)}).json()["fields"]
    }
    assert told["education"] == (
        "Grundskola, klar 1999, Eget ord",
        "Grundskola, Eget ord\nYrkesutbildning, El, klar 2004, Validerad, Intyg",
    )
    assert told["languages"] == (
        "Svenska, B1",
        "Svenska, B1, lyssna B1, tala B1, skriva A1",
    )
    answer = client.post(
        f"{url}/merge/",
        {"other": str(other.pk), "other_version": other.version, "choices": {"languages": "other"}},
        headers={"If-Match": f'"{kept.version}"'},
    )
    assert answer.status_code == 200, answer.json()
    assert [(row["level"], row["finished"]) for row in answer.json()["education"]] == [
        ("vocational", 2004),
        ("compulsory", 1999),
    ]
    assert [row["writing"] for row in answer.json()["languages"]] == [1]


@pytest.mark.parametrize(
    "row",
    [
        {"level": "phd"},
        {"level": "compulsory", "finished": 1900},
        {"level": "compulsory", "recognition": "perhaps"},
    ],
)
def test_the_database_refuses_what_the_form_would(place: Place, row: dict[str, Any]) -> None:
    candidate = candidate_of(place.coach)
    with pytest.raises(IntegrityError), transaction.atomic():
        CandidateEducation.objects.create(candidate=candidate, **row)


@pytest.mark.parametrize(
    ("body", "field", "sentence"),
    [
        (
            {"languages": [{"language": "sv", "level": 2, "speaking": 7}]},
            "languages.0.speaking",
            "",
        ),
        (
            {"languages": [{"language": "sv", "speaking": 2}]},
            "languages.0.level",
            "Välj en nivå, både lyssna och tala, eller en sfi-kurs.",
        ),
        ({"skills": [{"skill": "x", "mastery": 5}]}, "skills.0.mastery", ""),
        ({"education": [{}]}, "education.0.level", ""),
        ({"education": [{"level": "phd"}]}, "education.0.level", ""),
        ({"education": [{"level": "vocational", "country": "SE"}]}, "education.0.country", ""),
        ({"education": [{"level": "vocational", "finished": 1939}]}, "education.0.finished", ""),
        (
            {"education": [{"level": "vocational", "finished": 2099}]},
            "education.0.finished",
            "Året har inte varit än. Lämna tomt om utbildningen pågår.",
        ),
        (
            {"education": [{"level": "compulsory"}] * 2},
            "education.1.subject",
            "Står två gånger. Ta bort den ena.",
        ),
    ],
)
def test_wrong_input_is_named_and_nothing_written(
    place: Place, body: dict[str, Any], field: str, sentence: str
) -> None:
    candidate = candidate_of(place.coach)
    answer = client_of(place.coach).patch(
        f"/api/candidates/{candidate.pk}/", body, headers={"If-Match": '"1"'}
    )
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["attr"] == field
    assert sentence in error["detail"]
    candidate.refresh_from_db()
    assert (candidate.version, candidate.education.count()) == (1, 0)
