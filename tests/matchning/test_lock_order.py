"""Needs that close or change while runs finish and people are approved: in order, no deadlock."""

import json
import random
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connection, connections, transaction

from matchning.locks import lock_candidates
from matchning.models import Proposal
from matchning.optimering.io import read_problem
from matchning.optimering.result import Options
from matchning.optimering.solve import solve
from matchning.services import decisions, runs
from matchning.services.results import store_result
from projekt import hooks
from projekt.models import LabourNeed
from projekt.services import transition_need

from .test_races import REFUSED, assert_nothing_overbooked, deadlocks, in_threads
from .world import World

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PATIENCE_SECONDS = 20


@pytest.fixture
def world(transactional_db: None) -> World:
    return World()


def somebody_waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return bool(cursor.fetchone()[0])


def test_a_proposal_born_while_the_need_closes_is_locked_in_order(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The closer has looked whom the need concerns; then a run proposes one more person, and a
    colleague who decides about her holds her row and wants the need's."""
    need, person = world.add_need(headcount=2), world.add_candidate()
    looked, born = Event(), Event()
    (look,) = hooks.before_need_lock

    def slowly(pks: Any) -> Any:
        still_all = look(pks)
        looked.set()
        assert born.wait(PATIENCE_SECONDS)
        return still_all

    monkeypatch.setattr(hooks, "before_need_lock", [slowly])
    before = deadlocks()

    def close() -> str:
        try:
            transition_need(
                need=need,
                action="close",
                actor=world.company,
                expected_version=need.version,
                reason="Bygget är slut",
            )
        finally:
            connections.close_all()
        return "closed"

    with ThreadPoolExecutor(1) as pool:
        closing = pool.submit(close)
        assert looked.wait(PATIENCE_SECONDS)
        proposal = world.add_proposal(person, need)
        with transaction.atomic():
            lock_candidates([person.pk])
            born.set()
            deadline = time.monotonic() + PATIENCE_SECONDS
            while not somebody_waits_for_a_lock() and time.monotonic() < deadline:
                time.sleep(0.02)
            decisions.lock(proposal_id=proposal.pk, expected_version=1, actor=world.coordinator)
        assert closing.result(PATIENCE_SECONDS) == "closed"
    proposal.refresh_from_db()
    need.refresh_from_db()
    assert (proposal.state, need.state) == ("expired", "closed")
    assert_nothing_overbooked()
    assert deadlocks() == before


def test_runs_finish_while_needs_close_and_people_are_approved(world: World) -> None:
    for _ in range(16):
        world.add_candidate()
    for start in range(8):
        world.add_need(headcount=3, weeks=(2 + start, 14 + start))
    before = deadlocks()
    needs = list(LabourNeed.objects.order_by("pk").values_list("pk", flat=True))

    def work(number: int) -> int:
        draw, done = random.Random(number), 0
        for turn in range(8):
            try:
                if number == 0:
                    run = runs.request_run(actor=world.coordinator, ring=False, seed=turn)
                    claim = runs.claim(run_id=run.pk, owner="one")
                    assert claim is not None
                    result = solve(read_problem(json.dumps(run.input.problem)), Options(seed=turn))
                    assert store_result(held=claim, result=result)
                elif number % 2:
                    need = LabourNeed.objects.get(pk=draw.choice(needs))
                    action = "resume" if need.state == "paused" else "pause"
                    transition_need(
                        need=need,
                        action="close" if turn == 7 and number == 1 else action,
                        actor=world.coordinator,
                        expected_version=need.version,
                        reason="Prövar",
                    )
                else:
                    time.sleep(0.05)
                    fresh = Proposal.objects.filter(state="new").order_by("?").first()
                    if fresh is None:
                        continue
                    decisions.approve(
                        proposal_id=fresh.pk,
                        expected_version=fresh.version,
                        actor=world.coordinator,
                    )
                done += 1
            except REFUSED:
                pass
        return done

    done = in_threads(work, threads=6)
    assert done[0] == 8
    assert_nothing_overbooked()
    assert deadlocks() == before
