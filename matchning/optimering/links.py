"""What ties a leg to more than its need and weeks: who belongs together, and declared goals.

A leg's *tag* tells apart legs on the same need and weeks that count differently in a group or a
goal: whose leg it is, where she belongs to a group; which goals' groups she is in; which goals
an earlier leg of the same future was already counted in.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from .columns import Columns, Legs
from .conditions import Goal
from .tables import IntArray, Tables
from .travel import BoolArray, FloatArray

Use = tuple[int, float, float, IntArray, FloatArray]  # item, upper, lower, slots, use of each


class Tie(NamedTuple):
    """Two members of a group and a place: both are there or neither."""

    group: int
    one: int
    other: int
    place: int  # site or need


class Links:
    """The groups and goals of one problem over the legs of its columns."""

    def __init__(self, t: Tables, columns: Columns) -> None:
        problem = t.problem
        self.t = t
        self.columns = columns
        at = {person.id: i for i, person in enumerate(problem.candidates)}
        self.groups = [[at[name] for name in group.candidates] for group in problem.together]
        self.ties: list[Tie] = []
        self.goals = [_GoalTables(t, goal, at) for goal in problem.goals]
        self.tag: IntArray | None = None
        if self.groups or self.goals:
            self.owner = columns.candidate[columns.legs.column]
            self.tag = self._tag()

    def _tag(self) -> IntArray:
        own = np.zeros(self.t.shape[0], dtype=np.int64)
        members = sorted({i for group in self.groups for i in group})
        own[members] = np.arange(1, len(members) + 1)
        kinds = np.column_stack([own, *(goal.members for goal in self.goals)])
        person = np.unique(kinds, axis=0, return_inverse=True)[1].reshape(-1)
        tag: IntArray = person[self.owner]
        counted = [
            goal.already(self.columns) for goal in self.goals if goal.goal.measure == "people"
        ]
        for flags in counted:
            tag = tag * 2 + flags
        return np.unique(tag, return_inverse=True)[1].reshape(-1) if counted else tag

    def group_uses(self, legs: IntArray) -> Iterator[Use]:
        """Two members who follow each other in a group are at the same place or neither is.

        `legs`: one leg of each slot.
        """
        places = places_of(self.t)
        for g, members in enumerate(free_members(self.t, self.columns, self.groups)):
            where = places[g][self.columns.legs.need[legs]]
            owner = self.owner[legs]
            for one, other in pairwise(members):
                mine = (owner == one) | (owner == other)
                for place in np.unique(where[mine]).tolist():
                    slots = np.flatnonzero(mine & (where == place))
                    self.ties.append(Tie(g, one, other, place))
                    yield (
                        len(self.ties) - 1,
                        0.0,
                        0.0,
                        slots,
                        np.where(owner[slots] == one, 1.0, -1.0),
                    )

    def goal_uses(self, legs: IntArray) -> Iterator[Use]:
        """What a leg takes of a goal's row: below zero where it brings the goal nearer."""
        for g, goal in enumerate(self.goals):
            adds = goal.adds(self.columns, legs)
            mine = adds * goal.members[self.owner[legs]]
            share = goal.goal.kind == "share"
            use = goal.goal.target * adds - mine if share else -mine
            slots = np.flatnonzero(use)
            yield g, 0.0 if share else -goal.goal.target, -np.inf, slots, use[slots]


class _GoalTables:
    def __init__(self, t: Tables, goal: Goal, at: dict[str, int]) -> None:
        self.goal = goal
        self.members: BoolArray = np.zeros(t.shape[0], dtype=bool)
        self.members[[at[name] for name in goal.group]] = True
        self.needs: BoolArray = np.array(
            [goal.needs is None or need.id in goal.needs for need in t.problem.needs], dtype=bool
        )

    def already(self, columns: Columns) -> BoolArray:
        """Per leg: was the future counted in the goal by an earlier leg?"""
        legs = columns.legs
        before = np.concatenate([[0], np.cumsum(self.needs[legs.need])])
        flags: BoolArray = before[:-1] > before[legs.begin[:-1]][legs.column]
        return flags

    def adds(self, columns: Columns, chosen: IntArray) -> FloatArray:
        """What those legs add to the goal's measure over everybody."""
        legs = columns.legs
        here = self.needs[legs.need[chosen]]
        if self.goal.measure == "weeks":
            return np.where(here, (legs.end - legs.start)[chosen], 0).astype(float)
        return (here & ~self.already(columns)[chosen]).astype(float)


def places_of(t: Tables) -> list[IntArray]:
    """Per group: the place that counts, for every need: its site, or the need itself."""
    needs = np.arange(t.shape[1])
    return [t.site_of if group.scope == "site" else needs for group in t.problem.together]


def free_members(t: Tables, columns: Columns, members: list[list[int]]) -> list[list[int]]:
    """Per group: those who are not locked."""
    locked = set(columns.candidate[columns.locked].tolist())
    return [[i for i in group if i not in locked] for group in members]


def grouped(t: Tables) -> BoolArray:
    """Per candidate: does she belong to a group that is placed together?"""
    found = np.zeros(t.shape[0], dtype=bool)
    at = {person.id: i for i, person in enumerate(t.problem.candidates)}
    found[[at[name] for group in t.problem.together for name in group.candidates]] = True
    return found


def allowed(t: Tables, columns: Columns) -> BoolArray:
    """Per column: False where she belongs to a group whose locked member works elsewhere."""
    good = np.ones(len(columns), dtype=bool)
    at = {person.id: i for i, person in enumerate(t.problem.candidates)}
    locked = {int(columns.candidate[c]): int(c) for c in np.flatnonzero(columns.locked)}
    places = places_of(t)
    for g, group in enumerate(t.problem.together):
        members = {at[name] for name in group.candidates}
        there = {int(places[g][columns.need[locked[i]]]) for i in members & set(locked)}
        if there:
            theirs = np.isin(columns.candidate, sorted(members - set(locked)))
            placed = theirs & (columns.need >= 0)
            elsewhere = ~np.isin(places[g][columns.need], sorted(there))
            # Locked at different places: nobody can be with them all.
            good &= ~(placed & (elsewhere | (len(there) > 1)))
    return good


def subset(columns: Columns, kept: BoolArray) -> Columns:
    """The columns kept, in their order."""
    legs = columns.legs
    leg = np.flatnonzero(kept[legs.column])
    count = np.diff(legs.begin)[kept]
    place = np.cumsum(kept) - 1
    return replace(
        columns,
        candidate=columns.candidate[kept],
        need=columns.need[kept],
        path=columns.path[kept],
        value=columns.value[kept],
        openings={int(place[c]): o for c, o in columns.openings.items() if kept[c]},
        locked=columns.locked[kept],
        legs=Legs(
            begin=np.concatenate([[0], np.cumsum(count)]),
            need=legs.need[leg],
            start=legs.start[leg],
            end=legs.end[leg],
            tutor_hours=legs.tutor_hours[leg],
        ),
    )


def goal_counts(t: Tables, columns: Columns, plan: IntArray) -> list[tuple[float, float]]:
    """Per goal what the plan adds to its measure: over everybody, and by its group."""
    at = {person.id: i for i, person in enumerate(t.problem.candidates)}
    mine = subset(columns, np.isin(np.arange(len(columns)), plan))
    legs = np.arange(len(mine.legs))
    found = []
    for goal in t.problem.goals:
        tables = _GoalTables(t, goal, at)
        adds = tables.adds(mine, legs)
        theirs = tables.members[mine.candidate[mine.legs.column]]
        found.append((float(adds.sum()), float(adds @ theirs)))
    return found
