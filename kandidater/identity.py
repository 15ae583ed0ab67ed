"""Who a person is to the authorities: her number, or why there is none.

The organisation's own id stays the key. A number is sealed in the row, unique within the
organisation by its blind index, found only whole, and shown whole only on an audited request.
"""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from bas.keyring import blind_indexes
from bas.states import NotAllowed
from bas.text import phone_key
from konton.actors import Actor
from konton.enums import Role
from konton.models import Organisation
from konton.services import audit

from .changes import IdentityChange
from .enums import IdentityGrade, IdentityKind, NoNumberReason
from .locking import locked_candidate
from .models import Candidate, CandidateQuerySet
from .numbers import IdentityNumber, NumberProblem, masked, parse_number

# The columns ``set_identity`` writes.
IDENTITY_COLUMNS = frozenset(
    {"identity_number", "identity_kind", "identity_grade", "no_number_reason"}
)
TAKEN = (
    "Numret finns redan hos en deltagare i er organisation. Sök på numret i rutan "
    "”Personnummer, samordningsnummer, mobil eller namn”."
)


def set_identity(candidate: Candidate, change: IdentityChange) -> set[str]:
    """Put the identity on the row, unsaved; the keys that differ, empty when none.

    A number also fills in an empty birth date. Raises ValidationError naming ``identity`` when the
    number is wrong, does not go with the rest, or is somebody else's in the organisation.
    """
    text = change.get("number", "").strip()
    if candidate.identity_number and text == masked(candidate.identity_number):
        # As a screen showed it: the number that stands.
        text = candidate.identity_number
    number = _parsed(text) if text else None
    after = {
        "identity_number": number.digits if number else "",
        "identity_kind": number.kind if number else "",
        "identity_grade": change.get("grade", ""),
        "no_number_reason": change.get("no_number_reason", ""),
    }
    if after["no_number_reason"]:
        after["identity_kind"] = after["identity_kind"] or IdentityKind.NONE
    _check(after)
    if all(getattr(candidate, column) == value for column, value in after.items()):
        return set()
    if number and number.digits != candidate.identity_number:
        refuse_taken(candidate, number)
    for column, value in after.items():
        setattr(candidate, column, value)
    if number and candidate.birth_date is None:
        candidate.birth_date = number.birth_date
        return {"identity", "birth_date"}
    return {"identity"}


def in_words(candidate: Candidate) -> str:
    """The masked number, or why there is none; empty before anybody asked."""
    if candidate.identity_number:
        return masked(candidate.identity_number)
    return str(candidate.get_no_number_reason_display())


def differ(one: Candidate, other: Candidate) -> bool:
    return any(getattr(one, column) != getattr(other, column) for column in IDENTITY_COLUMNS)


def take_identity(kept: Candidate, other: Candidate) -> None:
    """What ``other`` is known by becomes ``kept``'s, unsaved; ``other``, saved, has none."""
    for column in IDENTITY_COLUMNS:
        setattr(kept, column, getattr(other, column))
        setattr(other, column, "")
    other.save(update_fields=IDENTITY_COLUMNS)


def refuse_taken(candidate: Candidate, number: IdentityNumber) -> None:
    """ValidationError when another person of the organisation has this number.

    Nothing is said of protected people: they have no index, or this would be a way to find them.
    """
    if candidate.index_scope is None:
        return
    others = Candidate.objects.exclude(pk=candidate.pk)
    if others.filter(has_number(number, [candidate.organisation_id])).exists():
        raise ValidationError({"identity": [TAKEN]})


def save_with_identity(candidate: Candidate, update_fields: Iterable[str] | None = None) -> None:
    """Save; ValidationError naming ``identity`` when somebody gave another the number just now."""
    try:
        with transaction.atomic():
            candidate.save(update_fields=update_fields)
    except IntegrityError as error:
        if "identity_index" in str(error):
            raise ValidationError({"identity": [TAKEN]}) from error
        raise


def has_number(number: IdentityNumber, organisations: Iterable[UUID | None]) -> Q:
    """Rows of these organisations with exactly this number; never a protected person's."""
    indexes = [
        index
        for organisation in organisations
        for index in blind_indexes(number.digits, "identity_number", str(organisation))
    ]
    return Q(identity_index__in=indexes)


def find_by_number(rows: CandidateQuerySet, text: str) -> CandidateQuerySet | None:
    """Those of ``rows``, of whatever organisation, with the number that ``text`` is; one query
    for the organisations. Ten digits can be a phone number as well. None: not a whole number."""
    try:
        number = parse_number(text)
    except NumberProblem:
        return None
    organisations = Organisation.objects.order_by("pk").values_list("pk", flat=True)
    return rows.filter(has_number(number, organisations) | Q(phone_key=phone_key(text)))


@transaction.atomic
def reveal_number(*, actor: Actor, candidate_id: UUID, reason: str) -> str:
    """The whole number, "19900101-2385"; the audit event says who asked and why.

    Raises Http404, NotAllowed, or ValidationError when there is none.
    """
    if actor.role != Role.COACH:
        raise NotAllowed("Bara en jobbcoach ser hela numret.")
    candidate = locked_candidate(actor, candidate_id)
    if not candidate.identity_number:
        raise ValidationError("Det finns inget nummer att visa.")
    audit(
        actor=actor,
        action="candidate.identity_revealed",
        object_type="candidate",
        object_id=candidate.pk,
        organisation_id=candidate.organisation_id,
        reason_code=reason,
        data={"fields": ["identity"]},
    )
    return str(parse_number(candidate.identity_number))


def _parsed(text: str) -> IdentityNumber:
    try:
        return parse_number(text)
    except NumberProblem as problem:
        raise ValidationError({"identity": [str(problem)]}) from problem


def _check(after: dict[str, str]) -> None:
    problem = None
    if after["identity_number"] and after["no_number_reason"]:
        problem = "Skriv numret eller välj varför det saknas, inte båda."
    elif after["identity_grade"] and after["identity_kind"] != IdentityKind.COORDINATION:
        problem = "Styrkt, sannolik eller osäker identitet gäller bara samordningsnummer."
    elif after["identity_grade"] not in {"", *IdentityGrade.values}:
        problem = "Välj styrkt, sannolik eller osäker identitet."
    elif after["no_number_reason"] not in {"", *NoNumberReason.values}:
        problem = "Välj varför numret saknas ur listan."
    if problem:
        raise ValidationError({"identity": [problem]})
