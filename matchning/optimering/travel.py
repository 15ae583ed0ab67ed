"""Travel time as a declared assumption (problem.TravelRules), unless the caller gives minutes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .licences import covered
from .problem import Problem

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
EARTH_RADIUS_KM = 6371.0088  # IUGG mean radius
PEOPLE = 64  # whose journeys are estimated at a time: little enough to stay in the cache


@dataclass(frozen=True, slots=True)
class Travel:
    """Minutes one way; nan = not known, inf = no usable way."""

    to_site: FloatArray  # candidates x sites, at the shift's hour
    site_reachable: BoolArray  # candidates x sites: some way of travelling works at that hour
    to_intake: FloatArray  # candidates x intakes, in daytime


def distance_km(
    from_lat: FloatArray, from_lon: FloatArray, to_lat: FloatArray, to_lon: FloatArray
) -> FloatArray:
    """Great-circle distance (haversine) in km, shape (from, to); nan where a place is missing."""
    lat1, lon1 = np.radians(from_lat)[:, None], np.radians(from_lon)[:, None]
    lat2, lon2 = np.radians(to_lat)[None, :], np.radians(to_lon)[None, :]
    a = (
        np.sin((lat2 - lat1) / 2) ** 2
        + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    )
    result: FloatArray = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(a, 0, 1)))
    return result


def travel(problem: Problem) -> Travel:
    """Estimate every journey, then lay the caller's own minutes over the estimate."""
    rules, people, sites = problem.travel, problem.candidates, problem.sites
    home = _places(people)
    shift = np.array(
        [np.inf if s.shift_start_hour is None else s.shift_start_hour for s in sites], dtype=float
    )
    public = np.array(["public" in c.modes for c in people], dtype=bool)
    bicycle = np.array(["bicycle" in c.modes for c in people], dtype=bool)
    drives = np.array(
        [
            "car" in c.modes and rules.car_licence in covered(c.licences, problem.licence_covers)
            for c in people
        ],
        dtype=bool,
    )

    def minutes(places: tuple[FloatArray, FloatArray], public_runs: BoolArray) -> FloatArray:
        found = np.empty((len(people), len(public_runs)))
        for begin in range(0, len(people), PEOPLE):
            some = slice(begin, begin + PEOPLE)
            found[some] = minutes_of(some, places, public_runs)
        return found

    def minutes_of(
        some: slice, places: tuple[FloatArray, FloatArray], public_runs: BoolArray
    ) -> FloatArray:
        road = distance_km(home[0][some], home[1][some], *places) * rules.detour_factor
        best = np.where(np.isnan(road), np.nan, np.inf)

        def way(speed: float, fixed: float, usable: BoolArray) -> None:
            if usable.any():
                np.fmin(best, fixed + road / speed * 60, out=best, where=usable)

        way(
            rules.public_speed_kmh,
            rules.public_fixed_minutes,
            public[some, None] & public_runs[None, :],
        )
        way(rules.car_speed_kmh, rules.car_fixed_minutes, drives[some, None])
        way(rules.bicycle_speed_kmh, rules.bicycle_fixed_minutes, bicycle[some, None])
        return best

    runs = shift >= rules.public_first_arrival_hour
    reachable = (public[:, None] & runs[None, :]) | drives[:, None] | bicycle[:, None]
    to_site = minutes(_places(sites), runs)
    site_at = {site.id: k for k, site in enumerate(sites)}
    for i, person in enumerate(people):
        given = problem.travel_minutes.get(person.id)
        if given is None and person.area is not None:
            given = problem.travel_minutes.get(person.area)
        if given:
            for site, figure in given.items():
                if site in site_at:
                    to_site[i, site_at[site]] = figure
                    reachable[i, site_at[site]] = True
    always = np.ones(len(problem.intakes), dtype=bool)
    return Travel(to_site, reachable, minutes(_places(problem.intakes), always))


def _places(items: tuple[object, ...]) -> tuple[FloatArray, FloatArray]:
    def column(name: str) -> FloatArray:
        values = [getattr(item, name) for item in items]
        return np.array([np.nan if v is None else v for v in values], dtype=float)

    return column("lat"), column("lon")
