"""The package's own data files as typed values."""

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Assumptions:
    """``data/assumptions.json``: shares 0-1, weights relative, lists by level or rung."""

    women_share: float
    ages: list[list[int]]
    municipalities: str
    district_areas: Weights
    district_known_share: float
    first_languages: Weights
    name_pools: dict[str, str]
    swedish_newcomers: list[float]
    swedish_others: list[float]
    english: list[float]
    newcomer_share: float
    long_term_share: float
    reduced_capacity_share: float
    adaptation_share: float
    adaptations: Weights
    advert_weights: Weights
    wish_factors: Weights
    occupation_factors: Weights
    second_wish_share: float
    third_wish_share: float
    rungs: list[float]
    entry_skill_shares: list[float]
    core_skill_shares: list[float]
    trained_share: float
    proofs: Weights
    certificates: Weights
    certificate_rung_factor: float
    certificate_validity_used: float
    licence_b_share: float
    licence_c_share: float
    car_share_of_licensed: float
    travel_minutes: Weights
    hours_per_week: Weights
    earliest_start: Weights
    latest_end: Weights
    odd_hours: dict[str, Weights]
    available_within_days: Weights
    available_to_share: float
    states: Weights
    protected_people: int
    candidates_per_coach: int
    demo_coach_candidates: int
    weeks_begun: list[int]
    weeks_soon: list[int]
    weeks_later: list[int]
    subcontract_dwellings: int
    tutor_share: list[float]
    tutor_hours: list[int]
    crew_languages: Weights
    shift_starts: Weights
    shift_minutes: Weights
    site_odd_hours: Weights
    site_adaptations: Weights
    conditional_certificates: Weights
    must_skill_share: float
    licence_must_share: float
    part_time_share: float
    language_apprentice: list[float]
    language_entry: list[float]
    forms_apprentice: Weights
    forms_entry: Weights
    max_delay_weeks: Weights
    open_from_weeks_ago: int
    open_weeks_ahead: int
    in_review_needs: int
    draft_needs: int
    phone_series: list[str]
    email_domain: str


@cache
def assumptions() -> Assumptions:
    rows = json.loads((DATA / "assumptions.json").read_text(encoding="utf-8"))
    return Assumptions(**{key: row["value"] for key, row in rows.items()})


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of a CSV file of ``data/``, in file order."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def surname_parts() -> tuple[tuple[str, ...], tuple[str, ...]]:
    rows = table("surname_parts")
    return (
        tuple(r["part"] for r in rows if r["place"] == "first"),
        tuple(r["part"] for r in rows if r["place"] == "last"),
    )


@cache
def given_names(pool: str, group: str) -> tuple[str, ...]:
    return tuple(
        r["name"] for r in table("given_names") if r["pool"] == pool and r["group"] == group
    )


def phones() -> tuple[str, ...]:
    """Every number of the series reserved for fiction, in order; each belongs to nobody."""
    first, last = (int(n.replace("-", "").replace(" ", "")) for n in assumptions().phone_series)
    return tuple(
        f"0{str(n)[:2]}-{str(n)[2:5]} {str(n)[5:7]} {str(n)[7:]}" for n in range(first, last + 1)
    )
