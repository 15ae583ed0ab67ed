"""Who may be the same person: found by number, phone, address or name, told in words, no stop."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast
from uuid import UUID

from django.db.models import Case, F, IntegerField, Q, TextField, Value, When
from django.db.models.functions import Concat

from bas.text import phone_key
from konton.actors import Actor

from .enums import Likeness, Verdict
from .identity import find_by_number
from .models import MIN_PHONE_DIGITS, Candidate, CandidateQuerySet, DuplicateCheck
from .names import latin, sounds_of
from .selectors import candidate_rows

MAX_SHOWN = 10
# So many are weighed for the ten shown: a common name alone has hundreds of bearers.
MAX_WEIGHED = 60
# A whole phone number, area code included; fewer digits name nobody.
WHOLE_PHONE_DIGITS = 8
# As much of a record as says who she is.
_SAYING = ("id", "first_name", "last_name", "birth_date", "sort_key")


@dataclass(frozen=True)
class LookAlike:
    """Somebody in the actor's own organisation, how like, and what of her is the same."""

    candidate: Candidate
    likeness: Likeness
    because: tuple[str, ...]


@dataclass(frozen=True)
class Duplicates:
    """``own``: who may be the same person, fully shown. ``elsewhere``: only that somebody is."""

    own: list[LookAlike]
    elsewhere: bool


def possible_duplicates(
    *, actor: Actor, query: str, birth_date: date | None = None, candidate_id: UUID | None = None
) -> Duplicates:
    """People like a name, phone number or e-mail address; a protected person never shows.

    Other organisations answer only to a whole phone number, a whole address or a full name, and
    only with yes or no. ``candidate_id`` is the record being written: never like itself, nor like
    those a coach has said are somebody else.
    """
    if actor.organisation_id is None or not query.strip():
        return Duplicates([], False)
    own = Candidate.objects.visible_to(actor)
    if candidate_id is not None:
        own = _others(own, candidate_id)
    return Duplicates(
        _whole(_look_alikes(own, query, birth_date)),
        _known_elsewhere(elsewhere_of(actor), query, birth_date).exists(),
    )


def elsewhere_of(actor: Actor) -> CandidateQuerySet:
    """Everybody of whom this organisation may at most learn that somebody is."""
    everybody = Candidate.objects.filter(is_protected=False, merged_into=None)
    return everybody.exclude(organisation=cast(UUID, actor.organisation_id))


def known_elsewhere(
    *, actor: Actor, query: str, birth_date: date | None = None
) -> CandidateQuerySet:
    """The records behind ``Duplicates.elsewhere``; for the services only, never for a screen."""
    return _known_elsewhere(elsewhere_of(actor), query, birth_date)


def look_alikes_of(*, actor: Actor, candidate: Candidate) -> list[LookAlike]:
    """Who of the own organisation may be the same person as this stored record."""
    own = _others(Candidate.objects.visible_to(actor), candidate.pk)
    name = f"{candidate.first_name} {candidate.last_name}"
    found: dict[UUID, LookAlike] = {}
    for query in filter(None, (candidate.phone, candidate.email, name)):
        for one in _look_alikes(own, query, candidate.birth_date):
            before = found.get(one.candidate.pk)
            if before is None or before.likeness == Likeness.LIKE:
                found[one.candidate.pk] = one
    return _whole(sorted(found.values(), key=_most_like_first)[:MAX_SHOWN])


def _others(own: CandidateQuerySet, candidate_id: UUID) -> CandidateQuerySet:
    return own.exclude(pk__in=[candidate_id, *_told_apart(candidate_id)])


def _whole(found: list[LookAlike]) -> list[LookAlike]:
    """The same with all that a list shows of each: weighing needed but names and birth dates."""
    if not found:
        return []
    rows = candidate_rows(Candidate.objects.filter(pk__in=[one.candidate.pk for one in found]))
    whole = rows.in_bulk()
    # Somebody may have been joined or removed between the two questions.
    return [
        replace(one, candidate=whole[one.candidate.pk])
        for one in found
        if one.candidate.pk in whole
    ]


def _told_apart(candidate_id: UUID) -> list[UUID]:
    said = DuplicateCheck.objects.filter(
        Q(candidate_id=candidate_id) | Q(other_id=candidate_id), verdict=Verdict.NOT_SAME
    ).values_list("candidate_id", "other_id")
    return [pk for pair in said.order_by() for pk in pair if pk != candidate_id]


def _look_alikes(own: CandidateQuerySet, query: str, birth_date: date | None) -> list[LookAlike]:
    if "@" in query:
        addressed = own.filter(email_key=query.strip().lower())
        return _all(addressed, Likeness.VERY_LIKE, "samma e-post")
    if (numbered := find_by_number(own, query)) is not None:
        return _all(numbered, Likeness.VERY_LIKE, "samma nummer")
    digits = phone_key(query)
    if len(digits) >= WHOLE_PHONE_DIGITS:
        same = _all(own.filter(phone_key=digits), Likeness.VERY_LIKE, "samma mobil")
        if same:
            return same
    if len(digits) >= MIN_PHONE_DIGITS:
        return _all(own.filter(phone_key__contains=digits), Likeness.LIKE, "liknande nummer")
    sounds = sounds_of(query)
    if not sounds:
        return []
    rows = own.matching(query)
    if birth_date is not None:
        born = Q()
        for sound in sounds:
            born |= Q(sound_key__contains=f" {sound} ")
        # One database order for both kinds: those born the same day come first.
        rows = own.filter(Q(pk__in=rows.order_by().values("pk")) | born & Q(birth_date=birth_date))
        rows = rows.annotate(
            other_birth=Case(
                When(birth_date=birth_date, then=Value(0)),
                default=Value(1),
                output_field=IntegerField(),
            )
        ).order_by("other_birth", "sort_key", "id")
    else:
        rows = rows.order_by("sort_key", "id")
    weighed = [_weigh(row, query, sounds, birth_date) for row in rows.only(*_SAYING)[:MAX_WEIGHED]]
    return sorted((one for one in weighed if one), key=_most_like_first)[:MAX_SHOWN]


def _all(rows: CandidateQuerySet, likeness: Likeness, because: str) -> list[LookAlike]:
    found = rows.only(*_SAYING).order_by("sort_key", "id")[:MAX_SHOWN]
    return [LookAlike(row, likeness, (because,)) for row in found]


def _weigh(
    row: Candidate, query: str, sounds: Sequence[str], birth_date: date | None
) -> LookAlike | None:
    """How like a name, and a birth date where both are known, this record is; None: not."""
    name = f"{row.first_name} {row.last_name}"
    same = set(latin(query).split()) == set(latin(name).split())
    alike = same or set(sounds) == set(sounds_of(name))
    because = ["samma namn" if same else "namnet låter lika" if alike else "del av namnet"]
    if birth_date is None or row.birth_date is None:
        return LookAlike(row, Likeness.LIKE, tuple(because))
    if row.birth_date == birth_date:
        likeness = Likeness.VERY_LIKE if alike else Likeness.LIKE
        return LookAlike(row, likeness, (*because, "samma födelsedatum"))
    if alike and mistyped(row.birth_date, birth_date):
        return LookAlike(row, Likeness.LIKE, (*because, "födelsedatum som liknar"))
    # Two people of one name born on different days are two people.
    return None


def mistyped(one: date, other: date) -> bool:
    """The same digits in another order, or one digit wrong: what a hand does to a date."""
    a, b = one.isoformat(), other.isoformat()
    return sorted(a) == sorted(b) or sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _most_like_first(one: LookAlike) -> tuple[bool, str, str]:
    row = one.candidate
    return (one.likeness != Likeness.VERY_LIKE, row.sort_key, str(row.pk))


def _known_elsewhere(
    others: CandidateQuerySet, query: str, birth_date: date | None
) -> CandidateQuerySet:
    """Those meant by a whole number, a whole address or a full name; no part of any of them."""
    if "@" in query:
        return others.filter(email_key=query.strip().lower())
    if (numbered := find_by_number(others, query)) is not None:
        return numbered
    digits = phone_key(query)
    if len(digits) >= MIN_PHONE_DIGITS:
        return (
            others.filter(phone_key=digits) if len(digits) >= WHOLE_PHONE_DIGITS else others.none()
        )
    words, sounds = latin(query).split(), sounds_of(query)
    if min(len(words), len(sounds)) < 2:
        return others.none()
    written = others.annotate(
        _name=Concat(Value(" "), F("search_key"), Value(" "), output_field=TextField())
    )
    for word in words:
        # The first can use the index, the second says that it is a whole word.
        written = written.filter(search_key__contains=word, _name__contains=f" {word} ")
    if birth_date is None:
        return written
    # Only who knows the birth date as well hears of another spelling.
    heard = others.filter(birth_date=birth_date)
    for sound in sounds:
        heard = heard.filter(sound_key__contains=f" {sound} ")
    same_day = Q(birth_date=birth_date) | Q(birth_date=None)
    return others.filter(
        Q(pk__in=written.filter(same_day).values("pk")) | Q(pk__in=heard.values("pk"))
    )
