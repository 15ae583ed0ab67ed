"""The content hangs together: what one table says, another knows."""

import json

import pytest
from django.db.models import Sum

from grunddata.enums import OccupationRung
from grunddata.files import DATA_DIR
from grunddata.models import (
    Certificate,
    CourseKind,
    District,
    Municipality,
    Norm,
    Occupation,
    OccupationLevel,
    SfiLevel,
    SiteCertificateRule,
    SupportForm,
    SupportRule,
    TargetGroup,
    TradeSkill,
    WageStep,
)
from grunddata.selectors import wage_steps

pytestmark = pytest.mark.django_db


def test_the_county_has_26_municipalities_with_its_unemployed() -> None:
    assert Municipality.objects.count() == 26
    assert Municipality.objects.get(code="0180").unemployed == 32_418
    assert Municipality.objects.aggregate(total=Sum("unemployed"))["total"] == 77_150


def test_districts_lie_in_stockholm() -> None:
    for district in District.objects.all():
        assert district.municipality_id == "0180"
        assert 59.22 < district.lat < 59.44
        assert 17.76 < district.lon < 18.21


def test_nineteen_trades_have_three_rungs_and_the_entry_level_has_one() -> None:
    rungs: dict[str, list[int]] = {}
    for level in OccupationLevel.objects.order_by("rung"):
        assert level.code == f"{level.occupation_id}:{level.rung}"
        rungs.setdefault(level.occupation_id, []).append(level.rung)
    assert sum(found == [0, 1, 2] for found in rungs.values()) == 19
    assert rungs["grovarbetare"] == [OccupationRung.WITHOUT_CERTIFICATE]
    entry = OccupationLevel.objects.get(code="grovarbetare:1")
    assert (entry.occupation.ssyk2012, entry.concept_id) == ("9310", "3uEE_35U_U6j")


@pytest.mark.parametrize(
    ("code", "hours", "months"),
    [
        ("traarbetare", 5800, 36),
        ("plattsattare", 3300, 30),
        ("stallningsbyggare", 4200, 30),
        ("gravmaskinforare", 4200, 24),
        ("installationselektriker", 1600, None),
        ("vvs-montor", None, None),
    ],
)
def test_hours_to_the_trade_certificate(code: str, hours: int | None, months: int | None) -> None:
    occupation = Occupation.objects.get(code=code)
    assert (occupation.hours_adult, occupation.months) == (hours, months)


def test_certificates_as_in_the_facts() -> None:
    facts = dict(Certificate.objects.order_by().values_list("code", "validity_months"))
    assert len(facts) == 26
    assert (facts["SCT"], facts["HETA"], facts["APV2"], facts["ASB_ALLM"]) == (60, 60, 48, None)
    scaffold = Certificate.objects.get(code="STALL_ALLM")
    assert (scaffold.duration_hours_min, scaffold.duration_hours_max) == (16, 16)
    assert Certificate.objects.get(code="STALL_SARS").duration_hours_min is None


def test_must_is_said_only_where_the_facts_say_mandatory() -> None:
    must = SiteCertificateRule.objects.filter(strength="must").order_by("code")
    assert [rule.code for rule in must] == ["ID06:alla", "SCT:alla", "STALL_ALLM:7116"]


def test_sfi_courses_changed_on_the_first_of_may_2026() -> None:
    old = SfiLevel.objects.filter(valid_to="2026-04-30").values_list("course", flat=True)
    new = SfiLevel.objects.filter(valid_from="2026-05-01").values_list("course", "level")
    assert list(old) == ["A", "B", "C", "D"]
    assert dict(new) == {
        **{"1A": 1, "1B": 1, "2B": 1},
        **{"1C": 2, "2C": 2, "3C": 2},
        **{"1D": 3, "2D": 3, "3D": 3},
    }


def test_support_amounts_follow_the_employer_fee() -> None:
    amounts = dict(
        SupportForm.objects.exclude(max_month_sek=None)
        .order_by()
        .values_list("code", "max_month_sek")
    )
    fee, cap = 0.3142, 20_000
    assert amounts["nystartsjobb"] == round(2.5 * fee * cap)
    assert amounts["introduktionsjobb"] == round(0.8 * cap * (1 + fee))
    assert float(Norm.objects.get(key="employer_fee_rate").value) == fee


def test_every_active_form_has_a_rule_and_every_target_group_a_form() -> None:
    active = set(SupportForm.objects.filter(status="active").values_list("code", flat=True))
    ruled = set(SupportRule.objects.values_list("support_form_id", flat=True))
    assert active == ruled
    reached = {group for rule in SupportRule.objects.all() for group in rule.target_groups}
    assert reached == set(TargetGroup.objects.values_list("code", flat=True))


def test_every_course_gives_something_or_is_an_assessment() -> None:
    for kind in CourseKind.objects.all():
        gives = (
            kind.grants_certificates
            or kind.grants_skills
            or kind.grants_licences
            or kind.grants_swedish
        )
        assert gives or kind.type == "validation", kind.code
        assert kind.weeks >= 1
        assert kind.hours >= 1
        if kind.grants_swedish:
            assert kind.grants_swedish > kind.requires_swedish, kind.code
        if kind.grants_level:
            assert kind.grants_level.occupation_id == kind.occupation_id


def test_a_level_that_requires_training_can_be_reached_by_a_course() -> None:
    closed = set(
        OccupationLevel.objects.filter(requires_training=True).values_list("code", flat=True)
    )
    assert closed == {"installationselektriker:0", "installationselektriker:1"}
    granted = set(CourseKind.objects.values_list("grants_level_id", flat=True))
    assert closed <= granted


def test_trade_skills_are_the_curated_128() -> None:
    assert TradeSkill.objects.count() == 128
    assert TradeSkill.objects.filter(ssyk2012="7111", level="entry").count() == 3


def test_crew_templates_name_known_occupations_rungs_and_norms() -> None:
    levels = set(OccupationLevel.objects.values_list("occupation_id", "rung"))
    occupations = {code for code, _ in levels}
    keys = set(Norm.objects.values_list("key", flat=True))
    for template in json.loads((DATA_DIR / "crew_templates.json").read_text()):
        payload = template["payload"]
        named = [
            value["norm"]
            for part in (payload, payload["duration"], payload["labourer"] or {})
            for value in part.values()
            if isinstance(value, dict) and set(value) == {"norm"}
        ]
        assert len(named) >= 5
        trades = [*payload["trades"], *([payload["labourer"]] if payload["labourer"] else [])]
        for crew in (crew for trade in trades for crew in trade["occupations"]):
            assert crew["occupation"] in occupations
            for rung, norm in crew["slots"]:
                assert (crew["occupation"], rung) in levels
                named.append(norm)
        assert set(named) <= keys


def test_every_route_that_has_steps_of_pay_is_covered_to_its_last_hour() -> None:
    routes = set(Occupation.objects.exclude(hours_adult=None).values_list("hours_adult", flat=True))
    steps = wage_steps()
    # Sheet metal workers and electricians have other agreements, whose steps we do not know.
    assert routes - set(steps) == {1600, 4250}
    assert set(steps) <= routes
    assert WageStep.objects.count() == sum(map(len, steps.values())) == 11
    for hours, rows in steps.items():
        assert [row.code for row in rows] == [f"{hours}:{n}" for n in range(1, len(rows) + 1)]
        assert [row.hours_from for row in rows] == [1, *(row.hours_to + 1 for row in rows[:-1])]
        assert rows[-1].hours_to == hours
        assert [row.share for row in rows] == sorted(row.share for row in rows)
