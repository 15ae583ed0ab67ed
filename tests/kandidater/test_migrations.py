"""What was written before a change of the tables is still there after it, and after going back."""

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kandidater.enums import HourSource
from kandidater.models import Candidate, CandidateNote, HourEntry
from tests.factories.konton import OrganisationFactory, UserFactory

BEFORE = ("kandidater", "0005_longer_keys")


def _migrate(*targets: tuple[str, str]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets) or executor.loader.graph.leaf_nodes())
    return executor.loader.project_state(list(targets)).apps if targets else None


@pytest.mark.django_db(transaction=True)
def test_the_hours_and_the_note_of_before_become_entries_and_can_go_back() -> None:
    try:
        old = _migrate(BEFORE)
        candidates = old.get_model("kandidater", "Candidate").objects
        wishes = old.get_model("kandidater", "CandidateOccupation").objects
        candidate = candidates.create(
            organisation_id=OrganisationFactory.create().pk,
            coach_id=UserFactory.create().pk,
            first_name="Amina",
            last_name="Prov",
            notes="Ringer helst efter tre.",
        )
        wishes.create(candidate=candidate, occupation_id="traarbetare", hours_worked=250)
        wishes.create(candidate=candidate, occupation_id="malare")

        _migrate()
        entry, note = HourEntry.objects.get(), CandidateNote.objects.get()
        assert (entry.occupation_id, entry.hours, entry.source, entry.written_by_id) == (
            "traarbetare",
            250,
            HourSource.EARLIER,
            None,
        )
        assert (note.candidate_id, note.text, note.written_by_id) == (
            candidate.pk,
            "Ringer helst efter tre.",
            None,
        )
        with connection.cursor() as cursor:
            cursor.execute("SELECT text FROM kandidater_candidatenote")
            assert "Ringer" not in cursor.fetchone()[0]
        HourEntry.objects.create(
            candidate=Candidate.objects.get(),
            occupation_id="traarbetare",
            hours=50,
            source=HourSource.OWN_WORD,
        )

        _migrate(BEFORE)
        hours = dict(wishes.order_by("pk").values_list("occupation_id", "hours_worked"))
        assert hours == {"traarbetare": 300, "malare": 0}
        assert candidates.get().notes == "Ringer helst efter tre."
    finally:
        _migrate()
