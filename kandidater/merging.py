"""Two records of one person made one, field by field, and made two again within a day."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import Http404
from django.utils import timezone

from bas import rows as raw
from bas.api.errors import Conflict, StaleVersion
from konton.actors import Actor
from konton.services import audit, expire_login_links

from . import hooks, identity
from .changes import COLUMNS, MATCHING_KEYS
from .enums import CandidateState, MergeChoice
from .merge_words import label_of, rows_in_words, value_in_words
from .models import AccessRequest, Candidate, CandidateMerge, DuplicateCheck, Handover
from .models.sameness import UNDO_FOR
from .services import check_columns, refuse_new_gaps

KEPT, OTHER, BOTH = MergeChoice
# What was said about the records, not what is in them.
TRAILS = frozenset({AccessRequest, CandidateMerge, DuplicateCheck, Handover})
IN_PLACE = frozenset({CandidateState.CONFIRMED, CandidateState.IN_TRAINING, CandidateState.ON_SITE})
WAITS_FOR_ANSWER = frozenset({CandidateState.ASKED, CandidateState.ACCEPTED})


@dataclass(frozen=True)
class Field:
    """One thing the two records say differently, in words, and what may come of it.

    A list has one line a row.
    """

    name: str
    label: str
    kept: str
    other: str
    choices: tuple[str, ...]
    suggested: str


@dataclass(frozen=True)
class Preview:
    kept: Candidate
    other: Candidate
    fields: list[Field]
    # Why it cannot be done now, in words; empty when it can.
    obstacles: list[str]


def preview(*, actor: Actor, kept_id: UUID, other_id: UUID) -> Preview:
    """What would come of joining ``other`` with ``kept``; nothing is written.

    Http404 when the actor may not see both, or they are of two organisations.
    """
    kept, other = _pair(Candidate.objects.readable_by(actor), kept_id, other_id)
    return Preview(kept, other, _differences(kept, other), _obstacles(kept, other))


@transaction.atomic
def merge(
    *,
    actor: Actor,
    kept_id: UUID,
    expected_version: int,
    other_id: UUID,
    other_version: int,
    choices: Mapping[str, str],
) -> Candidate:
    """Join ``other`` with ``kept``: per field what was chosen, else what was suggested.

    Raises Http404, StaleVersion for either record, Conflict with the obstacles in words,
    ValidationError for a field or a choice that is not one.
    """
    kept, other = _locked_pair(actor, kept_id, other_id)
    if kept.version != expected_version or other.version != other_version:
        raise StaleVersion()
    if obstacles := _obstacles(kept, other):
        raise Conflict(" ".join(obstacles))
    chosen = _chosen(_differences(kept, other), choices)
    before = _snapshot(kept, other)
    lacked = set(kept.missing_for_ready())
    changed = _set_columns(kept, other, chosen)
    if chosen.get("identity") == OTHER:
        identity.take_identity(kept, other)
        changed.add("identity")
    check_columns(kept, changed & set(COLUMNS))
    if kept.user_id is None and other.user_id is not None:
        moved, other.user = other.user, None
        other.save(update_fields=["user"])
        kept.user = moved
    elif other.user is not None:
        expire_login_links(other.user)
    for model, field in _tables():
        choice = chosen.get(_relation(model, field), BOTH)
        if choice != KEPT and _move(model, field, kept, other, choice):
            changed.add(_relation(model, field))
    _start_afresh(kept)
    refuse_new_gaps(kept, lacked)
    kept.version += 1
    if changed & MATCHING_KEYS:
        kept.profile_version += 1
    kept.save()
    other.version += 1
    other.merged_into = kept
    other.save(update_fields=["merged_into", "version", "updated_at"])
    _forget_old_snapshots()
    done = CandidateMerge.objects.create(
        kept=kept,
        other=other,
        merged_by_id=actor.user_id,
        before=json.dumps(before),
        kept_version=kept.version,
        other_version=other.version,
    )
    _audit(actor, "merged", done, {"fields": sorted(changed), "choices": chosen})
    if changed & MATCHING_KEYS:
        hooks.call(
            hooks.on_profile_changed,
            candidate=kept,
            actor=actor,
            reason="Registreringar slogs ihop",
        )
    return kept


@transaction.atomic
def undo_merge(*, actor: Actor, kept_id: UUID, expected_version: int) -> Candidate:
    """Both records as they were, to the byte; only within a day and while nobody has written since.

    Raises Http404, StaleVersion, Conflict that says why not.
    """
    done = (
        CandidateMerge.objects.filter(
            kept_id=kept_id, undone_at=None, kept__in=Candidate.objects.readable_by(actor)
        )
        .select_for_update(of=("self",))
        .first()
    )
    if done is None:
        raise Http404
    kept, other = _locked_pair(actor, done.kept_id, done.other_id)
    if kept.version != expected_version:
        raise StaleVersion()
    done.kept, done.other = kept, other
    if timezone.now() >= done.undo_until:
        raise Conflict("Det har gått mer än 24 timmar. Sammanslagningen går inte att ångra längre.")
    if not done.can_be_undone:
        raise Conflict(
            "Registreringen har ändrats efter sammanslagningen. Det nya skulle försvinna, "
            "så den går inte att ångra."
        )
    keys = [kept.pk, other.pk]
    for model, field in _tables():
        raw.remove(model, field, keys)
    before = json.loads(done.before)
    for taken in before["owned"]:
        raw.put_back(taken)
    # What only one may have (an account) goes back from the one to the other: never at both.
    alone = [f.attname for f in Candidate._meta.concrete_fields if f.unique and f.null]
    Candidate.objects.filter(pk__in=keys).update(**dict.fromkeys(alone))
    raw.write_over(before["candidates"])
    done.undone_at, done.undone_by_id, done.before = timezone.now(), actor.user_id, ""
    done.save(update_fields=["undone_at", "undone_by", "before", "updated_at"])
    _audit(actor, "merge_undone", done)
    return Candidate.objects.get(pk=kept.pk)


def merges_of(candidate: Candidate) -> models.QuerySet[CandidateMerge]:
    """What was joined with this record, newest first; two queries with ``kept`` and ``other``."""
    return CandidateMerge.objects.filter(kept=candidate).select_related(
        "kept", "other", "merged_by"
    )


def _tables() -> list[tuple[type[models.Model], str]]:
    """Every table whose rows belong to a candidate, found by its foreign key."""
    return [pair for pair in raw.owned_models(Candidate) if pair[0] not in TRAILS]


def _relation(model: type[models.Model], field: str) -> str:
    """What the candidate calls these rows: "languages", "licences"; else the table's name."""
    for many in Candidate._meta.many_to_many:
        if many.remote_field.through is model:
            return many.name
    back = model._meta.get_field(field).remote_field
    name = getattr(back, "related_name", None)
    return name if name and name != "+" else model._meta.model_name or ""


def _pair(
    rows: models.QuerySet[Candidate], kept_id: UUID, other_id: UUID
) -> tuple[Candidate, Candidate]:
    if kept_id == other_id:
        raise ValidationError({"other": ["Välj en annan registrering än den här."]})
    found = {row.pk: row for row in rows.filter(pk__in=[kept_id, other_id]).order_by("pk")}
    if len(found) < 2 or len({row.organisation_id for row in found.values()}) > 1:
        raise Http404
    return found[kept_id], found[other_id]


def _locked_pair(actor: Actor, kept_id: UUID, other_id: UUID) -> tuple[Candidate, Candidate]:
    """Both rows, locked by key in one order, so that two merges cannot wait for each other."""
    readable = Candidate.objects.readable_by(actor).select_for_update(of=("self",))
    return _pair(readable, kept_id, other_id)


def _obstacles(kept: Candidate, other: Candidate) -> list[str]:
    found = []
    if other.merged_into_id or kept.merged_into_id:
        found.append("En av registreringarna är redan sammanslagen med en annan.")
    if kept.is_protected != other.is_protected:
        found.append("En av dem har skyddade personuppgifter. Be en administratör om hjälp.")
    if kept.identity_number and other.identity_number:
        # One person has one number; the same in one organisation twice cannot be.
        found.append("De har olika personnummer. Är det samma person: rätta det som är fel först.")
    if kept.state == CandidateState.CLOSED:
        found.append(f"{kept} är avslutad. Behåll den andra registreringen i stället.")
    if kept.state in IN_PLACE and other.state in IN_PLACE:
        found.append("Båda har en placering som pågår. Avsluta eller bryt den ena först.")
    elif other.state in IN_PLACE:
        found.append(f"{other} har en placering som pågår. Behåll den registreringen i stället.")
    found += [
        f"{one} är tillfrågad om en plats. Vänta in svaret först."
        for one in (kept, other)
        if one.state in WAITS_FOR_ANSWER
    ]
    if other.state == CandidateState.PROPOSED:
        found.append(
            f"{other} har ett öppet förslag. Behåll den registreringen i stället, eller låt den "
            "vila först, så faller förslaget."
        )
    above = (obstacle(kept=kept, other=other) for obstacle in hooks.merge_obstacles)
    return found + [said for said in above if said]


def _differences(kept: Candidate, other: Candidate) -> list[Field]:
    found = []
    for name, column in COLUMNS.items():
        mine, theirs = getattr(kept, column), getattr(other, column)
        if mine == theirs or name == "has_none":
            continue
        found.append(
            Field(
                name,
                label_of(name),
                value_in_words(kept, name),
                value_in_words(other, name),
                (KEPT, OTHER),
                OTHER if mine in ("", None) else KEPT,
            )
        )
    if identity.differ(kept, other):
        found.append(
            Field(
                "identity",
                label_of("identity"),
                identity.in_words(kept),
                identity.in_words(other),
                (KEPT, OTHER),
                OTHER if other.identity_number or not kept.identity_kind else KEPT,
            )
        )
    for model, field in _tables():
        name = _relation(model, field)
        mine, theirs = rows_in_words(model, field, kept), rows_in_words(model, field, other)
        if mine != theirs:
            found.append(
                Field(
                    name,
                    label_of(name, model),
                    "\n".join(mine),
                    "\n".join(theirs),
                    (KEPT, OTHER, BOTH),
                    BOTH,
                )
            )
    return found


def _chosen(fields: list[Field], choices: Mapping[str, str]) -> dict[str, str]:
    known = {field.name: field for field in fields}
    wrong = {
        name: ["Det valet finns inte. Hämta jämförelsen på nytt."]
        for name, choice in choices.items()
        if name not in known or choice not in known[name].choices
    }
    if wrong:
        raise ValidationError(wrong)
    return {name: choices.get(name, field.suggested) for name, field in known.items()}


def _set_columns(kept: Candidate, other: Candidate, chosen: Mapping[str, str]) -> set[str]:
    changed = set()
    for name, choice in chosen.items():
        if name not in COLUMNS or choice == KEPT:
            continue
        column = COLUMNS[name]
        setattr(kept, column, getattr(other, column))
        changed.add(name)
    return changed


def _snapshot(kept: Candidate, other: Candidate) -> dict[str, Any]:
    keys = [kept.pk, other.pk]
    return {
        "candidates": raw.take(Candidate, "id", keys),
        "owned": [raw.take(model, field, keys) for model, field in _tables()],
    }


def _move(
    model: type[models.Model], field: str, kept: Candidate, other: Candidate, choice: str
) -> bool:
    """Give ``kept`` the rows of ``other``; with OTHER its own go the other way. True if any moved.

    With BOTH a row that says something of what ``kept`` already tells stays where it is.
    """
    column = str(model._meta.get_field(field).column)  # type: ignore[union-attr]
    theirs = raw.take(model, field, [other.pk])
    mine = raw.take(model, field, [kept.pk])
    place = theirs["columns"].index(column)
    mine_key, theirs_key = (raw.stored_key(one.pk) for one in (kept, other))
    if choice == BOTH:
        told = {_about(model, field, mine["columns"], row) for row in mine["rows"]}
        moving = [
            row
            for row in theirs["rows"]
            if _about(model, field, theirs["columns"], row) not in told
        ]
        if "rank" in theirs["columns"]:
            rank = theirs["columns"].index("rank")
            last = max((int(row[rank]) for row in mine["rows"]), default=0)
            for row in moving:
                row[rank] = type(row[rank])(int(row[rank]) + last)
        staying = [row for row in theirs["rows"] if row not in moving]
        returning: list[list[Any]] = []
    else:
        moving, staying, returning = theirs["rows"], [], mine["rows"]
    if not moving and not returning:
        return False
    for row in moving:
        row[place] = mine_key
    for row in returning:
        row[place] = theirs_key
    raw.remove(model, field, [other.pk] if choice == BOTH else [kept.pk, other.pk])
    for held in (moving, staying, returning):
        raw.put_back({**theirs, "rows": held})
    return True


def _about(
    model: type[models.Model], field: str, columns: list[str], row: list[Any]
) -> tuple[Any, ...]:
    """What a candidate has one of: the language of a level, the purpose of a consent."""
    uniques = [set(names) for names in model._meta.unique_together if field in names]
    uniques += [
        set(rule.fields)
        for rule in model._meta.constraints
        if isinstance(rule, models.UniqueConstraint) and field in rule.fields
    ]
    about = set.union(*uniques) - {field} if uniques else {"id"}
    wanted = [str(model._meta.get_field(name).column) for name in sorted(about)]  # type: ignore[union-attr]
    return tuple(row[columns.index(column)] for column in wanted)


def _start_afresh(candidate: Candidate) -> None:
    """What was read with the row is not what its tables hold any more."""
    vars(candidate).pop("_prefetched_objects_cache", None)


def _forget_old_snapshots() -> None:
    """Nobody can undo these: what they hold of a person is kept no longer than it is of use."""
    over = CandidateMerge.objects.filter(created_at__lt=timezone.now() - UNDO_FOR)
    over.exclude(before="").update(before="")


def _audit(
    actor: Actor, what: str, done: CandidateMerge, data: dict[str, Any] | None = None
) -> None:
    """On both records: each has its own history."""
    for one, two in ((done.kept, done.other), (done.other, done.kept)):
        audit(
            actor=actor,
            action=f"candidate.{what}",
            object_type="candidate",
            object_id=one.pk,
            organisation_id=one.organisation_id,
            data={**(data or {}), "with": str(two.pk), "kept": str(done.kept_id)},
        )
