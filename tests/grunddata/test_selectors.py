"""The bundle for forms, and rules and norms on a given day."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from pytest_django import DjangoAssertNumQueries

from grunddata.models import Norm, ReferenceState, SupportForm
from grunddata.selectors import (
    licence_covers,
    norms,
    reference_bundle,
    site_certificate_rules,
    support_rules,
)

pytestmark = pytest.mark.django_db
COLD_QUERIES = 18


def new_norm(code: str, **values: Any) -> Norm:
    return Norm.objects.create(
        **{
            "code": code,
            "key": "k_anonymity",
            "name_sv": "Minsta grupp",
            "unit": "personer",
            "source": "Beslut",
            "verification": "verified",
            **values,
        }
    )


def test_the_bundle_holds_every_list_and_is_json() -> None:
    bundle = json.loads(json.dumps(reference_bundle()))
    sizes = {key: len(value) for key, value in bundle.items() if key != "fingerprint"}
    assert sizes == {
        "rungs": 3,
        "occupations": 23,
        "skills": 108,
        "skills_by_ssyk": 22,
        "certificates": 26,
        "licences": 14,
        "languages": 35,
        "language_levels": 7,
        "sfi_courses": 13,
        "municipalities": 26,
        "districts": 43,
        "stations": 0,
        "target_groups": 4,
        "task_demands": 20,
        "support_forms": 15,
        "course_kinds": 62,
        "crew_templates": 2,
        "consent_wordings": 12,
    }
    assert bundle["fingerprint"] == ReferenceState.objects.get().fingerprint
    assert bundle["rungs"][0] == {"value": 0, "name_sv": "Lärling"}
    assert bundle["languages"][0] == {
        "code": "sv",
        "name_sv": "Svenska",
        "name_native": "svenska",
        "rtl": False,
    }
    assert bundle["language_levels"][3] == {"value": 3, "name_sv": "B1"}


def test_an_occupation_has_its_levels_in_order() -> None:
    occupations = {row["code"]: row for row in reference_bundle()["occupations"]}
    assert [level["name_sv"] for level in occupations["traarbetare"]["levels"]] == [
        "Lärling, träarbetare",
        "Träarbetare, utan yrkesbevis",
        "Träarbetare/Snickare",
    ]
    assert [level["rung"] for level in occupations["grovarbetare"]["levels"]] == [1]
    electrician = occupations["installationselektriker"]["levels"][0]
    assert electrician["requires_training"] is True
    assert electrician["min_age"] == 18


def test_a_skill_that_is_a_certificate_is_not_asked_for_twice() -> None:
    bundle = reference_bundle()
    codes = {skill["code"] for skill in bundle["skills"]}
    assert "4bwR_JVU_usd" not in codes  # ESA, also a certificate
    listed = [item["skill"] for items in bundle["skills_by_ssyk"].values() for item in items]
    assert len(listed) == 122
    assert set(listed) == codes


def test_queries_are_constant_and_one_when_cached(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    cache.clear()
    with django_assert_num_queries(COLD_QUERIES):
        first = reference_bundle()
    with django_assert_num_queries(1):
        assert reference_bundle() == first


def test_a_new_fingerprint_gives_a_new_bundle() -> None:
    before = reference_bundle()
    SupportForm.objects.filter(code="sius").update(name_sv="Nytt namn")
    assert reference_bundle() == before
    ReferenceState.objects.update(fingerprint="f" * 64)
    names = {form["code"]: form["name_sv"] for form in reference_bundle()["support_forms"]}
    assert names["sius"] == "Nytt namn"


def test_without_a_load_the_bundle_is_read_from_the_rows_and_not_cached(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ReferenceState.objects.all().delete()
    for _ in range(2):
        with django_assert_num_queries(COLD_QUERIES):
            assert reference_bundle()["fingerprint"] is None


def test_the_norm_that_began_last_is_in_force(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    new_norm("k_anonymity-2027", value=8, valid_from=date(2027, 1, 1), valid_to=date(2027, 6, 30))
    with django_assert_num_queries(1):
        assert norms(date(2026, 12, 31))["k_anonymity"] == 5
    assert norms(date(2027, 1, 1))["k_anonymity"] == 8
    assert norms(date(2027, 6, 30))["k_anonymity"] == 8
    assert norms(date(2027, 7, 1))["k_anonymity"] == 5
    assert norms(date(2025, 12, 31)) == {}


def test_repealed_support_is_never_indicated() -> None:
    def codes(day: date) -> set[str]:
        return {rule.code for rule in support_rules(day)}

    now = codes(date(2026, 4, 27))
    assert {"nystartsjobb-a", "introduktionsjobb-c", "lonebidrag_utveckling-a"} <= now
    assert "introduktionsjobb-handledarstod" not in now
    assert codes(date(2025, 1, 31)) - now == {"introduktionsjobb-handledarstod"}
    assert codes(date(2025, 2, 1)) == now


def test_repealed_forms_have_their_last_day() -> None:
    ends = dict(
        SupportForm.objects.filter(status="repealed").values_list("code", "valid_to").order_by()
    )
    assert ends == {"extratjanst": date(2022, 12, 31), "yrkesintroduktion": date(2023, 12, 31)}


def test_site_rules_of_a_trade_include_those_of_every_trade() -> None:
    must = {
        rule.certificate.name_sv
        for rule in site_certificate_rules("7116")
        if rule.strength == "must"
    }
    assert must == {
        "ID06-kort (fysiskt/mobilt)",
        "Safe Construction Training",
        "Ställning – allmän utbildning (2–9 m)",
    }
    assert {rule.ssyk2012 for rule in site_certificate_rules("7116")} == {"", "7116"}


def test_licences_cover_all_lower_ones_and_nothing_higher() -> None:
    covers = licence_covers()
    assert set(covers["CE"]) == {"AM", "B", "BE", "C1", "C1E", "C"}
    assert covers["B"] == ["AM"]
    for code, lower in covers.items():
        assert code not in lower
        assert all(set(covers[other]) <= set(lower) for other in lower)
