"""Nobody real is in the practice data, its figures follow their sources, and a run can use it."""

import json
import re
from collections import Counter
from datetime import date, timedelta

import pytest

from config.demo.draw import Draw, Stream
from config.demo.load import Size, load_demo
from config.demo.needs import split, stretches
from config.demo.organisations import COORDINATING_BODY, job_centre_of
from config.demo.people import STOCKHOLM, population
from config.demo.reference import reference
from config.demo.sources import DATA, assumptions, phones, surname_parts, table
from grunddata.enums import Verification
from grunddata.models import CourseKind, Municipality, Occupation
from kandidater.models import Candidate, CandidateOccupation
from konton.models import Organisation
from matchning.optimering.result import Options
from matchning.optimering.solve import solve
from matchning.optimering.validation import validate
from matchning.problem_builder import build_problem
from projekt.crew_curve import NeedStep
from utbildning.models import CourseIntake

from .rows import strings

TODAY = date(2026, 11, 23)
# The developers of the real buildings, as the public follow-up names them.
REAL_COMPANIES = (
    "Reinhold", "Gustafsson", "Lennart Ericsson", "Erik Wallin", "Järntorget", "Viktor Hanson",
    "Seniorgården", "NCC", "Familjebostäder", "SBC Bo", "Svenska Hus", "Borätt", "JM", "ByggVesta",
    "Einar Mattsson", "HSB", "Primula", "SKB", "Stockholmshem", "Svenska Bostäder", "Bonava",
    "SSM", "Wallenstam", "HEBA", "Skanska", "Besqab", "Oscar Properties", "Åke Sundvall",
    "Tobin Properties", "Riksbyggen", "Peab", "Veidekke", "Serneke", "Arcona", "Assemblin",
    "Bravida", "Instalco", "Caverion",
)  # fmt: skip
MOVED = 3  # the practice account's person and the two protected ones live where they must

pytestmark = pytest.mark.django_db


def test_no_real_company_is_given_needs() -> None:
    load_demo(size=Size(40, 40), today=TODAY)
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, REAL_COMPANIES))})\b")
    seen = Counter(place for place, _ in strings())
    assert seen["projekt.Project.name"] == 62
    assert [(place, text) for place, text in strings() if pattern.search(text)] == []


def test_no_text_holds_a_personal_number() -> None:
    load_demo(size=Size(300, 4), today=TODAY)
    number = re.compile(r"(?<!\d)(\d{10}|\d{12}|(\d{2})?\d{6}[-+]\d{4})(?!\d)")
    fiction = {text.replace("-", "").replace(" ", "") for text in phones()}
    found = {match.group() for _, text in strings() for match in number.finditer(text)}
    assert found <= fiction
    assert len(found) == 95


def test_phones_are_fiction_and_nobodys_twice() -> None:
    load_demo(size=Size(300, 4), today=TODAY)
    numbers = [person.phone for person in Candidate.objects.all() if person.phone]
    assert sorted(numbers) == sorted(phones())
    assert (phones()[0], phones()[-1], len(phones())) == ("070-174 06 05", "070-174 06 99", 95)


def test_addresses_reach_nobody() -> None:
    load_demo(size=Size(100, 4), today=TODAY)
    domains = {text.split("@")[1] for place, text in strings() if place.endswith(".email")}
    assert domains == {"example.com", "demo.byggvagen.example", "personal.byggvagen.example"}


def test_surnames_show_that_the_person_is_invented() -> None:
    load_demo(size=Size(300, 4), today=TODAY)
    firsts, lasts = surname_parts()
    invented = {a + b for a in firsts for b in lasts} | {"Övning", "Kanarieson 1", "Kanarieson 2"}
    names = Counter(Candidate.objects.values_list("last_name", flat=True))
    assert set(names) <= invented
    # 288 surnames are used up before one comes again.
    assert max(names.values()) == 2


def test_people_live_as_the_unemployed_do() -> None:
    load_demo(size=Size(400, 4), today=TODAY)
    there = Counter(Candidate.objects.values_list("municipality_id", flat=True))
    figures = {m.code: m.unemployed or 0 for m in Municipality.objects.all()}
    total = sum(figures.values())
    for code, unemployed in figures.items():
        assert there[code] == pytest.approx(400 * unemployed / total, abs=1 + MOVED), code
    assert there[STOCKHOLM] == pytest.approx(168, abs=4)


def test_wishes_follow_the_adverts() -> None:
    load_demo(size=Size(400, 4), today=TODAY)
    a = assumptions()
    groups = dict(Occupation.objects.values_list("code", "ssyk2012"))
    wished = Counter(
        groups[o]
        for o in CandidateOccupation.objects.filter(rank=1).values_list("occupation_id", flat=True)
    )
    weights = {s: n * a.wish_factors.get(s, 1) for s, n in a.advert_weights.items()}
    everybody = sum(wished.values())
    for ssyk, weight in weights.items():
        share = weight / sum(weights.values())
        assert wished[ssyk] / everybody == pytest.approx(share, abs=0.02), ssyk


def test_ages_and_target_groups_agree() -> None:
    load_demo(size=Size(300, 4), today=TODAY)
    for person in Candidate.objects.prefetch_related("memberships").order_by("pk"):
        groups = {row.target_group_id for row in person.memberships.all()}
        assert person.birth_date is not None
        age = TODAY.year - person.birth_date.year - (
            (TODAY.month, TODAY.day) < (person.birth_date.month, person.birth_date.day)
        )  # fmt: skip
        assert 18 <= age <= 65
        if not person.is_protected and person.user_id is None:
            assert ("ung-vuxen" in groups) == (20 <= age < 30), age
        assert groups


def test_protected_people_are_ready_but_in_no_problem() -> None:
    load_demo(size=Size(60, 40), today=TODAY)
    body = Organisation.objects.get(name=COORDINATING_BODY)
    protected = Candidate.objects.filter(is_protected=True)
    keys = {str(pk) for pk in protected.values_list("pk", flat=True)}
    assert len(keys) == 2
    for person in protected.order_by("pk"):
        assert (person.phone, person.email, person.district) == ("", "", None)
        assert not person.notes.exists()
        assert [h.pk for h in person.handlers.all()] == [person.coach_id]
    frozen = build_problem(body, today=TODAY)
    assert not keys & {c.id for c in frozen.problem.candidates}
    protected.update(is_protected=False)
    shown = build_problem(body, today=TODAY)
    assert keys <= {c.id for c in shown.problem.candidates}


def test_a_run_has_much_to_choose_from() -> None:
    load_demo(size=Size(400, 40), today=TODAY)
    body = Organisation.objects.get(name=COORDINATING_BODY)
    problem = build_problem(body, today=TODAY).problem
    validate(problem)
    result = solve(problem, Options(time_limit_seconds=300, relative_gap=0.02, explain=False))
    assert result.gap is not None
    assert result.gap <= 0.02
    courses = Counter(len(p.intakes) for p in result.placements)
    assert 180 <= len(result.placements) <= 260
    assert courses[0] >= 40
    assert courses[1] >= 40
    assert courses[2] >= 15
    placed = {p.candidate for p in result.placements}
    assert len(problem.candidates) - len(placed) >= 80
    person = Candidate.objects.get(first_name="Amina", last_name="Övning")
    assert str(person.pk) in placed


def test_courses_are_the_kinds_that_exist_and_scarce() -> None:
    load_demo(size=Size(5, 4), today=TODAY)
    kinds = CourseKind.objects.in_bulk()
    assert {row["kind"] for row in table("courses")} <= set(kinds)
    intakes = CourseIntake.objects.select_related("course")
    for intake in intakes.order_by("pk"):
        kind = kinds[intake.course.kind_id]
        assert (intake.end_date - intake.start_date).days == 7 * kind.weeks
        assert intake.cost_sek == kind.cost_sek
        assert TODAY < intake.start_date <= date(2027, 11, 22)
        assert 4 <= intake.seats <= 16


def test_every_place_has_one_job_centre() -> None:
    draw = Draw(3, 0, TODAY)
    people = population(draw, reference(), 800)
    assert {p.municipality for p in people} == set(
        Municipality.objects.values_list("code", flat=True)
    )
    assert set(map(job_centre_of, people)) == set(range(len(table("job_centres"))))


def test_every_assumption_says_where_it_comes_from() -> None:
    rows = json.loads((DATA / "assumptions.json").read_text(encoding="utf-8"))
    assert [key for key, row in rows.items() if not row["source"]] == []
    assert {row["verification"] for row in rows.values()} <= set(Verification.values)
    assert "kön lagras inte" in rows["women_share"]["source"]


def test_quota_is_never_more_than_one_from_the_share() -> None:
    weights = {"a": 5.0, "b": 3.0, "c": 1.5, "d": 0.5}
    for count in range(40):
        drawn = Counter(Stream("x").quota(weights, count))
        assert sum(drawn.values()) == count
        assert all(abs(drawn[k] - count * w / 10) < 1 for k, w in weights.items())


def test_split_leaves_what_was_wanted_and_what_comes_on_top() -> None:
    def day(n: int) -> date:
        return date(2026, 11, n)

    steps = [
        NeedStep(day(2), day(9), 1),
        NeedStep(day(9), day(16), 2),
        NeedStep(day(16), day(23), 5),
        NeedStep(day(23), day(30), 1),
    ]
    behind, ahead = split(steps, day(12))
    assert behind == [NeedStep(day(2), day(9), 1), NeedStep(day(9), day(12), 2)]
    assert ahead == [NeedStep(day(16), day(23), 3)]
    assert split(steps, day(1)) == ([], steps)
    assert split(steps, day(30)) == (steps, [])


def test_a_pause_makes_two_needs_and_a_short_stretch_none() -> None:
    def week(n: int) -> date:
        return date(2026, 11, 2) + timedelta(weeks=n)

    first = [NeedStep(week(0), week(4), 1), NeedStep(week(4), week(8), 2)]
    short, last = NeedStep(week(9), week(12), 1), NeedStep(week(13), week(17), 1)
    assert stretches([*first, short, last]) == [first, [last]]
    assert stretches([]) == []


@pytest.mark.parametrize("seed", range(1, 9))
def test_every_seed_gives_a_sound_problem(seed: int) -> None:
    load_demo(size=Size(40, 40, seed), today=TODAY)
    body = Organisation.objects.get(name=COORDINATING_BODY)
    problem = build_problem(body, today=TODAY).problem
    validate(problem)
    assert len(problem.candidates) >= 30
    assert len(problem.needs) >= 150
