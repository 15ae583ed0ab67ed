"""The answer: plan, proof and reasons, as frozen dataclasses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

# optimal    the plan is proved best (gap at most 1e-6)
# feasible   the best plan found; `bound` and `gap` tell how far from best it can be at most
# stopped    the caller's stop signal came; otherwise as feasible
# infeasible the locks cannot all stand; `conflicts` says why
# no_plan    the limit, the stop or the end of memory came before any plan existed
Status = Literal["optimal", "feasible", "stopped", "infeasible", "no_plan"]
# proved: nothing left to find · gap: the wanted gap was reached · time: the limit · stop: the
# caller · error: the solver failed or memory ran out, and the plan is the best before that (see
# Stats.message)
StoppedBy = Literal["proved", "gap", "time", "stop", "error"]
# all_futures: the bound holds for every future the first version considers
# kept_futures: some futures per pair were cut (Stats.columns_cut); the bound holds for the rest
BoundScope = Literal["all_futures", "kept_futures"]
ReasonKind = Literal["met", "plus", "minus", "missing"]
MarginWord = Literal["klart bäst", "jämnt", "enda möjliga"]
Phase = Literal["columns", "greedy", "solve", "explain"]
Data = Mapping[str, Any]  # JSON values only


@dataclass(frozen=True, slots=True)
class Options:
    """How to solve. Nothing here changes what a plan is worth."""

    time_limit_seconds: float = 60.0  # for the whole call
    relative_gap: float = 0.001  # 0 = prove
    seed: int = 0
    solver: Literal["auto", "highs", "cbc"] = "auto"  # auto: HiGHS, CBC where it is missing
    paths_per_pair: int = 8  # course paths kept per candidate and need
    starts_per_path: int = 3  # start weeks kept per path: the earliest and later demand steps
    needs_per_candidate: int | None = None  # a shortlist by her best future on each; None = all
    chains_per_candidate: int = 30  # the best by value
    trainings_per_candidate: int = 6  # the best by value
    explain: bool = True  # reasons, margins, unplaced and unfilled


@dataclass(frozen=True, slots=True)
class Progress:
    """One report while solving. Objective and bound are maximised, in the problem's unit."""

    phase: Phase
    seconds: float
    incumbent: float | None = None
    bound: float | None = None
    gap: float | None = None


ProgressCallback = Callable[[Progress], None]
ShouldStop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a proposal. `met` a hard rule, `plus`/`minus` a part of the value."""

    code: str
    kind: ReasonKind
    sentence_sv: str
    data: Data = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Margin:
    """How close the call was, measured by single exchanges in the finished plan.

    `to_next_candidate_for_need`: this value minus the best value of putting one unplaced candidate
    on the same need instead. `to_next_need_for_candidate`: this value minus the best value of
    another need for the same candidate. Both count what the goals' shortfalls would cost, and only
    exchanges that keep every capacity when this one placement is taken out, so in a plan proved
    without stages neither is negative. None: no such exchange exists, or she belongs to a group,
    which only moves together. `word`: *enda möjliga* when both are None; *jämnt* when the smaller
    is below 5 % of this value; otherwise *klart bäst*.
    """

    to_next_candidate_for_need: float | None
    to_next_need_for_candidate: float | None
    word: MarginWord


@dataclass(frozen=True, slots=True)
class PlacedLeg:
    """A later need of a chain."""

    need: str
    start_week: int
    end_week: int  # exclusive
    tutor_hours_per_week: float
    travel_minutes: float | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """One proposal: this candidate, through these intakes, on this need in these weeks.

    `need`, weeks, tutor hours and travel are the first need's where a chain goes on in `then`.
    """

    candidate: str
    need: str
    start_week: int
    end_week: int  # exclusive
    intakes: tuple[str, ...]  # in order; empty = straight to work
    value: float
    value_parts: Mapping[str, float]  # codes of value.PARTS; they add up to value
    tutor_hours_per_week: float
    travel_minutes: float | None = None  # None = not known (or explicit pairs)
    locked: bool = False
    reasons: tuple[Reason, ...] = ()
    margin: Margin | None = None
    then: tuple[PlacedLeg, ...] = ()


@dataclass(frozen=True, slots=True)
class Training:
    """Courses now, work later: a proposal without a need, worth what it opens."""

    candidate: str
    intakes: tuple[str, ...]
    end_week: int  # of the last intake, exclusive
    opening: str  # Opening.id
    value: float
    value_parts: Mapping[str, float]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalOutcome:
    """How far a declared goal was reached, in its own measure."""

    goal: str
    reached: float  # by the group
    wanted: float  # what the target comes to in this plan
    shortfall: float
    paid: float  # shortfall x price


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A candidate without proposal.

    `code` is a rule code (the rule that alone blocks most needs, or failing that blocks most), or
    `competition` (she could work somewhere but others fill the plan better), `together` (the same
    of the group she belongs to), `low_value` (where she could work, travel, waiting and cost
    outweigh it), `no_need` or `no_pair` (nothing given).
    `blocked_needs` counts, per rule, the needs it blocks among those in her trades;
    `possible_needs` counts the needs she could take were she alone.
    """

    candidate: str
    code: str
    sentence_sv: str
    blocked_needs: Mapping[str, int] = field(default_factory=dict)
    possible_needs: int = 0


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A need with person-weeks left over.

    `code`: `no_candidate` (`rule` blocks most of those who want the trade), `no_pair` (no pair
    given), `tutor_hours`, `seats` or `budget` (someone free could come but that is used up),
    `competition` (those who fit are better used elsewhere), `low_value` (as for Unplaced).
    """

    need: str
    missing_person_weeks: int
    missing_peak: int  # most people missing in any one week
    code: str
    sentence_sv: str
    rule: str | None = None
    possible_candidates: int = 0


@dataclass(frozen=True, slots=True)
class WholePeople:
    """Price of a tutor row divided by `hours` and rounded down: 11 h at 6 or 8 h are one person.

    A leg at the site in the week uses floor(its hours / hours) of floor(site hours / hours).
    """

    site: str
    week: int
    hours: float
    price: float


@dataclass(frozen=True, slots=True)
class CrewPrice:
    """Price of a row on whole people at a site in a week: no possible crew uses more than 1.

    A crew is so many people per tutor hours, who fit in the site's hours that week, and for each
    kind of hours at most as many as the site's needs where one may take so many (with or without
    the extra for language; with pairs: where a pair does) want in the week. A leg of `hours[k]` at
    the site in the week uses `uses[k]`, of other hours nothing.
    """

    site: str
    week: int
    hours: tuple[float, ...]
    uses: tuple[float, ...]
    price: float


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices that prove the bound, none negative: what one more of each would be worth at most.

    Sparse: only prices above 0 are there. `headcount[need][week]`, `tutor_hours[site][week]` (per
    hour), `seats[intake]`, `budgets[budget]` (per krona), `goals[goal]` (per unit of shortfall, at
    most the goal's price). For every plan:

        value <= sum of price x capacity + sum over candidates of max(0, best future's value less
        the prices of what it uses)

    A future uses a goal's price x (target x what it adds to all - what it adds to the group) for a
    share, - price x what it adds to the group for a floor; a floor's capacity is - target.
    """

    bound: float  # what they prove; the result's own bound may be lower by branching
    headcount: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    tutor_hours: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    whole_people: tuple[WholePeople, ...] = ()
    crews: tuple[CrewPrice, ...] = ()
    together: Mapping[str, Mapping[str, Mapping[str, float]]] = field(default_factory=dict)
    # ^ group -> candidate -> site (or need) she is placed at -> what she pays for it, of any sign;
    # at every place the group's members' sum is 0, so its capacity costs nothing
    seats: Mapping[str, float] = field(default_factory=dict)
    budgets: Mapping[str, float] = field(default_factory=dict)
    goals: Mapping[str, float] = field(default_factory=dict)
    stages: tuple[float, ...] = ()
    # ^ of the stages before the last solve, per unit of what each must keep; a goal's price is at
    # most its own price x (1 + the sum of these over the stages that measure goals)


@dataclass(frozen=True, slots=True)
class Stats:
    columns: int
    columns_cut: int
    rows: int
    eligible_pairs: int
    solver: str  # "HiGHS", "CBC", or "greedy" when no solver was needed or none answered
    versions: Mapping[str, str]
    model_version: str
    greedy_objective: float | None  # what the floor reached; None when it never ran
    cost_sek_by_payer: Mapping[str, float]
    message: str = ""  # the solver's own words when stopped_by is "error"


@dataclass(frozen=True, slots=True)
class Result:
    """What `solve` returns.

    `objective` is the sum of the placements' and trainings' values less what the goals' shortfalls
    cost; with pairs alone the plain sum of the placements' values.
    """

    status: Status
    stopped_by: StoppedBy
    objective: float | None
    bound: float | None  # None beside a plan: not known (memory ran out between two searches)
    gap: float | None  # (bound - objective) / |objective|
    bound_scope: BoundScope
    seconds: float
    seed: int
    problem_hash: str
    placements: tuple[Placement, ...]
    unplaced: tuple[Unplaced, ...]
    unfilled: tuple[Unfilled, ...]
    conflicts: tuple[str, ...]
    stats: Stats
    verified: bool  # the plan passed the verifier; False without a plan or memory to check it
    trainings: tuple[Training, ...] = ()
    goals: tuple[GoalOutcome, ...] = ()
    stages: tuple[float, ...] = ()  # what each lexicographic stage reached
    prices: "Prices | None" = None  # those the bound was worked out from
