"""What the database holds: read as a thief would, moved as a tamperer would, sealed anew."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from pytest_django import Settings

from bas.keyring import KEY_BYTES, SealBroken
from bas.rotation import Rotation, rotate
from bas.sealed import SealedTextField
from kandidater.models import Candidate
from konton.actors import Actor
from konton.models import AuditEvent, User
from matchning.models import RunInput
from matchning.services.runs import request_run
from tests.factories.kandidater import candidate_of, protect
from tests.factories.konton import client_of
from tests.kandidater.conftest import Place
from tests.matchning.world import World

CANARY = "Kanariefågel"
ADAPTATION = "Kort pass på förmiddagen"
NOTE = "Har berättat om sin ekonomi"
ADDRESS = "skyddad.person@prov.example"
PLAIN = [
    *("199001012385", "9001012385", "900101-2385", "19900101-2385"),
    *("197010632391", "7010632391", "701063-2391"),
    *("0701740666", "070-174 06 66", "701740666"),
    *(ADDRESS, ADAPTATION, "Kort pass", NOTE),
]


def dump() -> bytes:
    """Every byte the database holds: its files on SQLite, every table's rows on PostgreSQL."""
    if connection.vendor == "sqlite":
        path = Path(str(connection.settings_dict["NAME"]))
        files = [path, path.with_name(f"{path.name}-wal")]
        return b"".join(file.read_bytes() for file in files if file.exists())
    held = b""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            with cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
                held += b"".join(bytes(part) for part in rows)
    return held


def patch(actor: Actor, candidate: Candidate, **changes: Any) -> None:
    candidate.refresh_from_db()
    response = client_of(actor).patch(
        f"/api/candidates/{candidate.pk}/",
        changes,
        headers={"If-Match": f'"{candidate.version}"'},
    )
    assert response.status_code == 200, response.content


@pytest.mark.django_db(transaction=True)
def test_no_dump_tells_a_number_a_hidden_phone_or_an_adaptation() -> None:
    world = World()
    world.add_need()
    known = world.add_candidate(first_name=CANARY)
    patch(
        world.coach,
        known,
        identity={"number": "19900101-2385"},
        adaptation_note=ADAPTATION,
        adaptations=["tunga-lyft"],
    )
    hidden = world.add_candidate(is_protected=True, phone="")
    hidden.handlers.add(User.objects.get(pk=world.coach.user_id))
    patch(
        world.coach,
        hidden,
        phone="070-174 06 66",
        email=ADDRESS,
        identity={"number": "701063-2391", "grade": "uncertain"},
        adaptation_note=ADAPTATION,
    )
    for person in (known, hidden):
        person.refresh_from_db()
        written = client_of(world.coach).post(
            f"/api/candidates/{person.pk}/add_note/",
            {"text": NOTE},
            headers={"If-Match": f'"{person.version}"'},
        )
        assert written.status_code in {200, 201}, written.content
    reveal = f"/api/candidates/{known.pk}/reveal_identity/"
    assert client_of(world.coach).post(reveal, {"reason": "register"}).status_code == 200
    request_run(actor=world.coordinator, ring=False)
    frozen = str(RunInput.objects.get().problem)
    assert str(known.pk) in frozen
    events = str(list(AuditEvent.objects.values_list("action", "data", "reason_code")))
    assert "identity_revealed" in events

    held = dump()
    # It is a dump of what was written: her name, which is searched for, is in it.
    assert CANARY.encode() in held
    for text in PLAIN:
        assert text.encode() not in held, text
        assert text not in frozen
        assert text not in events
    hidden.refresh_from_db()
    assert (hidden.phone, hidden.email) == ("070-174 06 66", ADDRESS)
    assert (hidden.identity_number, hidden.adaptation_note) == ("197010632391", ADAPTATION)


@pytest.mark.django_db(transaction=True)
def test_what_is_written_over_does_not_stay_in_the_file(place: Place) -> None:
    if connection.vendor != "sqlite":
        # Dead rows are PostgreSQL's own to vacuum; no dump of it holds them.
        return
    candidate = candidate_of(place.coach, phone="070-174 06 77")
    protect(candidate, place.coach)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"0701740677" not in dump()


def rows() -> list[dict[str, Any]]:
    """As they stand, tokens and all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM kandidater_candidate ORDER BY id")
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


SEALED = [f.attname for f in Candidate._meta.concrete_fields if isinstance(f, SealedTextField)]


@pytest.fixture
def people(place: Place) -> list[Candidate]:
    """Seven, every other with all that is sealed."""
    found = []
    for serial in range(7):
        one = candidate_of(place.coach, phone=f"070-174 06 {serial:02d}", birth_date=None)
        if serial % 2:
            one.identity_number, one.identity_kind = f"19900101{serial:04d}", "personal"
            one.adaptation_note, one.email = ADAPTATION, f"p{serial}@prov.example"
            one.save()
        found.append(one)
    return found


@pytest.mark.parametrize("column", SEALED)
def test_a_text_moved_to_another_row_is_refused(people: list[Candidate], column: str) -> None:
    mine, theirs = people[1].pk, people[3].pk
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE kandidater_candidate SET {column} = "  # noqa: S608
            f"(SELECT {column} FROM kandidater_candidate WHERE id = %s) WHERE id = %s",
            [Candidate._meta.pk.get_db_prep_value(pk, connection) for pk in (theirs, mine)],
        )
    assert getattr(Candidate.objects.get(pk=theirs), column)
    with pytest.raises(SealBroken):
        getattr(Candidate.objects.get(pk=mine), column)


def test_a_text_moved_to_another_field_is_refused(people: list[Candidate]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kandidater_candidate SET adaptation_note = phone")
    with pytest.raises(SealBroken):
        _ = Candidate.objects.get(pk=people[0].pk).adaptation_note


def test_a_sealed_field_is_neither_searched_nor_written_past_its_row(
    people: list[Candidate],
) -> None:
    with pytest.raises(TypeError, match="krypterat"):
        list(Candidate.objects.filter(phone="070-174 06 00"))
    with pytest.raises(TypeError, match="krypterat"), transaction.atomic():
        Candidate.objects.filter(pk=people[0].pk).update(phone="070-174 06 00")
    assert {str(text) for text in Candidate.objects.values_list("phone", flat=True)} == {"•••"}


def test_reading_and_saving_something_else_leaves_the_token_alone(people: list[Candidate]) -> None:
    before = rows()
    for candidate in Candidate.objects.order_by("pk"):
        candidate.next_step = "Ring"
        candidate.save(update_fields=["next_step"])
    assert [row["phone"] for row in rows()] == [row["phone"] for row in before]


def contents() -> list[tuple[Any, ...]]:
    return [
        (c.pk, c.version, c.updated_at, c.phone, c.email, c.identity_number, c.adaptation_note)
        for c in Candidate.objects.order_by("pk")
    ]


def with_new_key(settings: Settings) -> None:
    settings.FIELD_KEYS = {"ny": b"n" * KEY_BYTES, **settings.FIELD_KEYS}


def test_rotation_seals_everything_anew_and_loses_nothing(
    people: list[Candidate], settings: Settings
) -> None:
    before = contents()
    with_new_key(settings)
    with pytest.raises(CommandError, match="Behåll de äldre"):
        call_command("rotate_keys", "--check", stdout=StringIO())
    said = StringIO()
    call_command("rotate_keys", "--batch", "3", stdout=said)
    told = re.findall(r"kandidater.Candidate: (\d) av 7", said.getvalue())
    assert told == ["3", "6", "7"]
    settings.FIELD_KEYS = {"ny": b"n" * KEY_BYTES}
    assert contents() == before
    for row in rows():
        for column in [*SEALED, "identity_index"]:
            assert not row[column] or row[column].startswith("ny$"), column
    call_command("rotate_keys", "--check", stdout=StringIO())
    event = AuditEvent.objects.get(action="keys.rotated")
    assert (event.data["key"], event.data["rows"]["kandidater.Candidate"]) == ("ny", 7)


def test_a_rotation_that_stops_goes_on_where_it_was(
    people: list[Candidate], settings: Settings
) -> None:
    before = contents()
    with_new_key(settings)

    def stop(so_far: Rotation) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotate(batch=3, report=stop)
    assert sum(row["phone"].startswith("ny$") for row in rows()) == 3
    assert contents() == before
    (candidates,) = [one for one in rotate(batch=3) if one.model is Candidate]
    assert (candidates.total, candidates.done, candidates.broken) == (4, 4, [])
    settings.FIELD_KEYS = {"ny": b"n" * KEY_BYTES}
    assert contents() == before


def test_a_row_that_does_not_open_is_left_and_told_of(
    people: list[Candidate], settings: Settings
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE kandidater_candidate SET adaptation_note = phone WHERE id = %s",
            [Candidate._meta.pk.get_db_prep_value(people[0].pk, connection)],
        )
    with_new_key(settings)
    told = StringIO()
    with pytest.raises(CommandError, match="Behåll de äldre"):
        call_command("rotate_keys", stdout=StringIO(), stderr=told)
    assert f"{people[0].pk}: går inte att öppna" in told.getvalue()
    assert Candidate.objects.get(pk=people[0].pk).phone == "070-174 06 00"


def test_numbers_are_found_and_unique_while_keys_are_rotated(
    people: list[Candidate], place: Place, settings: Settings
) -> None:
    one = candidate_of(place.coach)
    patch(place.coach, one, identity={"number": "19900101-2385"})
    with_new_key(settings)
    client = client_of(place.coach)
    found = client.post("/api/candidates/possible_duplicates/", {"q": "900101-2385"}).json()
    assert [row["id"] for row in found["own"]] == [str(one.pk)]
    two = candidate_of(place.coach)
    refused = client.patch(
        f"/api/candidates/{two.pk}/",
        {"identity": {"number": "19900101-2385"}},
        headers={"If-Match": '"1"'},
    )
    assert refused.status_code == 400


def test_whatever_names_a_secret_is_sealed() -> None:
    """A new table cannot keep in plain text what this one seals."""
    names = {"phone", "email", "adaptation_note", "identity_number"}
    plain = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_app_config("kandidater").get_models()
        for field in model._meta.local_concrete_fields
        if field.name in names and not isinstance(field, SealedTextField)
    ]
    assert plain == []
