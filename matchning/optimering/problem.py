"""The problem: everything the optimiser is told, as frozen dataclasses without Django.

Conventions for every type in this file:

* Weeks are whole numbers counted from 0 (the caller maps dates to weeks). An interval is
  `[start_week, end_week)`: the end week is the first one outside.
* `None` means *not known* or *not limited*, as each field says. Not known is neutral in the value
  of a match; a hard rule that needs the missing fact says so by its own code.
* Language levels are whole numbers 0-6: none, A1, A2, B1, B2, C1, C2.
* Hours of the day are decimal (6.5 is 06:30). Travel is minutes one way, door to door.
* Skills, certificates and licences are codes chosen by the caller; `Problem.labels` holds their
  Swedish names for the sentences. Skills and certificates share one name space.
* Sex, origin, age and disability are not here, except `age_years`, which only the legal age rule
  reads, and `cannot`, which names task demands, never a diagnosis.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .conditions import Budget, Goal, Opening, Stage, Together, Yrkesbevis

LANGUAGE_LEVELS = ("ingen", "A1", "A2", "B1", "B2", "C1", "C2")
RUNGS = ("lärling", "utan yrkesbevis", "yrkesbevis")
MODES = frozenset({"public", "car", "bicycle"})
ODD_HOURS = ("evening", "night", "weekend")
# A field newer than stored problems: left out of the hash where it says nothing (canonical.py).
_ADDED: Mapping[str, bool] = MappingProxyType({"added": True})

DEFAULT_LICENCE_COVERS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        # Körkortslag 2 kap. 5 §: what a higher category also allows, one step at a time.
        "CE": frozenset({"C", "C1E", "BE"}),
        "C1E": frozenset({"C1", "BE"}),
        "C": frozenset({"C1", "B"}),
        "C1": frozenset({"B"}),
        "DE": frozenset({"D", "D1E", "BE"}),
        "D1E": frozenset({"D1", "BE"}),
        "D": frozenset({"D1", "B"}),
        "D1": frozenset({"B"}),
        "BE": frozenset({"B"}),
        "B": frozenset({"AM"}),
        "A": frozenset({"A2"}),
        "A2": frozenset({"A1"}),
        "A1": frozenset({"AM"}),
    }
)


@dataclass(frozen=True, slots=True)
class TradeWish:
    """One trade the candidate wants to work in."""

    trade: str
    rung: int = 0  # 0 lärling, 1 utan yrkesbevis, 2 yrkesbevis: where she stands in this trade
    rank: int | None = None  # 1 = first choice; None = not asked (neutral)
    hours_done: float | None = None
    # ^ hours counted towards yrkesbevis in the trade; None = not on that way: no chains, no hours


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person. Consent must be given explicitly; `excluded` is protected identity or resting."""

    id: str
    consent: bool = False
    excluded: bool = False
    trades: tuple[TradeWish, ...] = ()
    skills: frozenset[str] | None = None  # None = not asked (neutral in the value)
    certificates: Mapping[str, int | None] = field(default_factory=dict)
    # ^ code -> first week in which it is no longer valid; None = does not expire
    licences: frozenset[str] = frozenset()
    languages: Mapping[str, int] = field(default_factory=dict)  # ISO code -> level 0-6
    completed_courses: frozenset[str] = frozenset()
    lat: float | None = None  # WGS 84 degrees; None = not known
    lon: float | None = None
    area: str | None = None  # key into Problem.travel_minutes when her own id is not there
    max_travel_minutes: float | None = None  # None = no limit stated
    modes: frozenset[str] = frozenset({"public"})  # of MODES
    available_from_week: int = 0
    available_to_week: int | None = None  # exclusive; None = open
    hours_per_week: float | None = None  # most hours she can work; None = full time
    earliest_shift_hour: float | None = None  # None = any hour
    latest_end_hour: float | None = field(default=None, metadata=_ADDED)  # None = any hour
    odd_hours: Mapping[str, bool] = field(default_factory=dict, metadata=_ADDED)
    # ^ of ODD_HOURS -> whether she can work then; not there = not asked (neutral)
    cannot: frozenset[str] = frozenset()  # task demands she cannot meet without adaptation
    age_years: int | None = None  # read by the legal age rule only
    support: frozenset[str] | None = None  # support forms possible for her; None = not known
    known_from_week: int = 0  # weekly mode: nothing was known of her before


@dataclass(frozen=True, slots=True)
class Site:
    """One building site."""

    id: str
    tutor_hours_per_week: float | tuple[float, ...] | None = None
    # ^ one figure, or one per week of the horizon; None = not limited
    lat: float | None = None
    lon: float | None = None
    crew_languages: frozenset[str] = frozenset()  # ISO codes; empty = not known
    shift_start_hour: float | None = None  # None = not known
    shift_end_hour: float | None = field(default=None, metadata=_ADDED)
    # ^ past 24 = the next day; None = not known
    odd_hours: frozenset[str] = field(default=frozenset(), metadata=_ADDED)
    # ^ of ODD_HOURS: when work is asked for too; empty = none is told of
    adaptations: frozenset[str] = frozenset()  # task demands the site can adapt
    support_unmet: frozenset[str] = frozenset()
    # ^ support forms whose conditions on the employer are not met here


@dataclass(frozen=True, slots=True)
class DemandStep:
    """`headcount` people wanted in every week of `[start_week, end_week)`."""

    start_week: int
    end_week: int
    headcount: int


@dataclass(frozen=True, slots=True)
class Requirements:
    """What one must hold. Skills and certificates may be closed by courses, licences not."""

    skills: frozenset[str] = frozenset()
    certificates: frozenset[str] = frozenset()
    licences: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Need:
    """One labour need at one site; `demand` is ordered in time and does not overlap."""

    id: str
    site: str
    demand: tuple[DemandStep, ...]
    trade: str | None = None  # None = any trade
    min_rung: int = 0
    max_rung: int = 2
    must: Requirements = Requirements()
    taught: frozenset[str] = frozenset()  # skills/certificates the site teaches: may be missing
    nice: frozenset[str] = frozenset()  # skills/certificates that add value
    language_level: int = 0  # needed in at least one of the crew's languages
    task_demands: frozenset[str] = frozenset()
    age_min: int | None = None  # legal lower age of the work
    hours_per_week: float | None = None
    tutor_hours_per_week: float = 0.0  # per placed person
    tutor_extra_hours_per_week: float = 0.0  # added when the shared language is weak
    tutor_language_level: int = 2  # weak = best shared level below this
    max_delay_weeks: int | None = None  # after the latest demand step that adds people
    min_weeks: int = 1  # shortest placement worth making
    weight: float = 1.0  # value of one week of work
    support: frozenset[str] = frozenset()
    # ^ support forms, one of which the employment must have; empty = none is asked for
    known_from_week: int = 0  # weekly mode: nothing was known of it before

    @property
    def start_week(self) -> int:
        return self.demand[0].start_week

    @property
    def end_week(self) -> int:
        return self.demand[-1].end_week


@dataclass(frozen=True, slots=True)
class Prerequisites:
    """What a course asks for before its first week."""

    skills: frozenset[str] = frozenset()
    certificates: frozenset[str] = frozenset()
    licences: frozenset[str] = frozenset()
    languages: Mapping[str, int] = field(default_factory=dict)  # ISO code -> level 0-6
    courses: frozenset[str] = frozenset()  # ids of courses completed before


@dataclass(frozen=True, slots=True)
class Course:
    """A kind of course; what it grants holds from the intake's `end_week`."""

    id: str
    grants_certificates: Mapping[str, int | None] = field(default_factory=dict)
    # ^ code -> weeks of validity; None = does not expire
    grants_skills: frozenset[str] = frozenset()
    grants_languages: Mapping[str, int] = field(default_factory=dict)  # ISO code -> level reached
    prerequisites: Prerequisites = Prerequisites()
    hours: float | None = None  # teaching hours in all


@dataclass(frozen=True, slots=True)
class Intake:
    """One start of a course."""

    id: str
    course: str
    start_week: int
    end_week: int
    seats: int
    taken: int = 0
    lat: float | None = None
    lon: float | None = None
    cost_sek: float = 0.0  # per seat
    payer: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A ready-scored match. When a problem gives pairs, they replace eligibility and scoring."""

    candidate: str
    need: str
    value: float
    tutor_hours_per_week: float = 0.0
    start_week: int | None = None  # None = the need's own period
    end_week: int | None = None


@dataclass(frozen=True, slots=True)
class Leg:
    """One need in a chain: the weeks on it."""

    need: str
    start_week: int
    end_week: int


@dataclass(frozen=True, slots=True)
class Lock:
    """An approved or locked proposal: in the plan whatever it costs. A human has decided."""

    candidate: str
    need: str
    start_week: int | None = None  # None = the need's own period
    end_week: int | None = None
    intakes: tuple[str, ...] = ()
    then: tuple[Leg, ...] = ()  # later needs of the chain


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A rejected pair: never in the plan."""

    candidate: str
    need: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A proposal the candidate has been told about.

    The same need, weeks and intakes earn `Weights.keep_weeks`; the same need in other weeks or by
    other intakes half of it. Without `start_week` the need alone counts as the same.
    """

    candidate: str
    need: str
    start_week: int | None = None
    end_week: int | None = None
    intakes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weights:
    """How value is counted. Unit: one week of work on a need of weight 1.

    Shares are of the placement's weeks of work; the score they multiply runs 0-1 and is 0.5 where
    the fact is missing.
    """

    wish_share: float = 0.2  # first choice 1, second 0.5, later 0
    nice_share: float = 0.2  # share of the nice-to-haves held at the start
    rung_share: float = 0.1  # 1 on the need's lowest accepted rung, -0.5 per rung above
    travel_share_per_hour: float = 0.1  # per hour of travel one way
    waiting_per_week: float = 0.05  # from available to first day of work
    cost_per_1000_sek: float = 0.05  # course seats
    keep_weeks: float = 2.0  # per kept proposal (lambda)
    per_1000_hours: float = 1.0  # hours towards yrkesbevis, up to what is left of the account
    yrkesbevis: float = 4.0  # a full hour account at the end


@dataclass(frozen=True, slots=True)
class TravelRules:
    """How travel is estimated where `Problem.travel_minutes` has no figure. An assumption.

    Minutes = fixed + straight-line km * detour / speed; the quickest usable mode counts. Public
    transport cannot be used to a shift that starts before `public_first_arrival_hour`; a car needs
    the licence `car_licence`.
    """

    detour_factor: float = 1.3
    public_speed_kmh: float = 25.0
    public_fixed_minutes: float = 15.0
    public_first_arrival_hour: float = 6.0
    car_speed_kmh: float = 40.0
    car_fixed_minutes: float = 8.0
    car_licence: str = "B"
    bicycle_speed_kmh: float = 15.0
    bicycle_fixed_minutes: float = 3.0
    neutral_minutes: float = 40.0  # stands in the value where travel is not known


@dataclass(frozen=True, slots=True)
class Problem:
    """One planning problem. Build it in code or read it with `io.read_problem`.

    `solve` validates it first and raises `ProblemError` naming the faulty item.
    """

    weeks: int  # length of the horizon
    candidates: tuple[Candidate, ...] = ()
    sites: tuple[Site, ...] = ()
    needs: tuple[Need, ...] = ()
    courses: tuple[Course, ...] = ()
    intakes: tuple[Intake, ...] = ()
    pairs: tuple[Pair, ...] | None = None
    locks: tuple[Lock, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    kept: tuple[Kept, ...] = ()
    weights: Weights = Weights()
    travel: TravelRules = TravelRules()
    travel_minutes: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    # ^ candidate id or area -> site id -> minutes at the shift's hour; wins over the estimate
    licence_covers: Mapping[str, frozenset[str]] = field(
        default_factory=lambda: DEFAULT_LICENCE_COVERS
    )
    labels: Mapping[str, str] = field(default_factory=dict)  # any code or id -> Swedish name
    budgets: tuple[Budget, ...] = ()
    together: tuple[Together, ...] = ()
    goals: tuple[Goal, ...] = ()
    openings: tuple[Opening, ...] = ()
    yrkesbevis: Yrkesbevis = field(default_factory=Yrkesbevis)
    max_legs: int = 3  # needs in a chain
    stages: tuple[Stage, ...] = ()  # empty = one weighted objective
