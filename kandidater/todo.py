"""A coach's day: what to do now, what others have, what runs out. Only her own people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, Count, Q, When
from django.utils import timezone

from grunddata.selectors import norms
from konton.actors import Actor

from .enums import CandidateState as S
from .enums import Owner
from .models import Candidate, CandidateCertificate, CandidateQuerySet
from .selectors import warned_until
from .stalled import stalled

# Used when the norm of the same name is not loaded.
DRAFT_DAYS = 14
# So long a certificate that has ended is still told of among those that end.
ENDED_DAYS = 30
PLACED = (S.CONFIRMED, S.IN_TRAINING, S.ON_SITE)
WAITS_FOR = {
    S.ASKED: "Svarar deltagaren ja eller nej?",
    S.ACCEPTED: "Väntar på företagets besked",
}


@dataclass(frozen=True)
class Todo:
    """One line: what, and how many days since it was due (``today``, ``waiting``) or until it ends
    (``expiring``); below nought the other way, None without a day. ``kind``: what it is about."""

    candidate: Candidate
    kind: str
    sentence: str
    days: int | None


def own(actor: Actor) -> CandidateQuerySet:
    return Candidate.objects.visible_to(actor).filter(coach_id=actor.user_id)


def counts(actor: Actor) -> dict[str, int]:
    """How many of the actor's people stand where. One query."""
    found: dict[str, int] = own(actor).aggregate(
        drafts=Count("pk", filter=Q(state=S.DRAFT)),
        ready=Count("pk", filter=Q(state=S.READY)),
        proposed=Count("pk", filter=Q(state=S.PROPOSED)),
        placed=Count("pk", filter=Q(state__in=PLACED)),
    )
    return found


class Lines:
    """A queryset told as lines; sliced and counted by the paginator, so only a page is read."""

    ordered = True

    def __init__(self, rows: Any, day: date) -> None:
        self.rows = rows
        self.day = day

    def count(self) -> int:
        return int(self.rows.count())

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, page: slice) -> list[Todo]:
        return [self.line(row) for row in self.rows[page]]

    def line(self, row: Any) -> Todo:
        raise NotImplementedError


class Today(Lines):
    """Next steps whose day has come, oldest first; then who stands still, longest first."""

    def __init__(self, actor: Actor, day: date) -> None:
        due = Q(next_step_due__lte=day, next_step_owner=Owner.COACH) & ~Q(state=S.CLOSED)
        still = stalled(day) & Q(state__in=[S.DRAFT, S.READY, S.FOLLOWED_UP, S.RESTING])
        rows = own(actor).filter(due | still)
        is_due = Case(When(due, then=0), default=1)
        super().__init__(rows.order_by(is_due, "next_step_due", "state_since", "id"), day)

    def line(self, row: Candidate) -> Todo:
        is_own = row.next_step_owner == Owner.COACH
        if is_own and row.next_step_due is not None and row.next_step_due <= self.day:
            days = (self.day - row.next_step_due).days
            return Todo(row, "next_step", row.next_step or "Nästa steg saknas", days)
        days = _age(row, self.day)
        return Todo(row, "stalled", f"Inget har hänt på {days} dagar", days)


class Waiting(Lines):
    """Who has been asked and not answered, and next steps that others take, longest first."""

    def __init__(self, actor: Actor, day: date) -> None:
        others = ~Q(next_step_owner=Owner.COACH) & ~Q(next_step="") & ~Q(state=S.CLOSED)
        rows = own(actor).filter(Q(state__in=list(WAITS_FOR)) | others)
        super().__init__(rows.order_by("state_since", "id"), day)

    def line(self, row: Candidate) -> Todo:
        if (asked := WAITS_FOR.get(S(row.state))) is not None:
            return Todo(row, row.state, asked, _age(row, self.day))
        days = (self.day - row.next_step_due).days if row.next_step_due else None
        return Todo(row, "next_step", f"{row.get_next_step_owner_display()}: {row.next_step}", days)


def expiring(actor: Actor, day: date) -> list[Todo]:
    """Certificates that end or have just ended, then drafts left lying; soonest first.

    Three queries. A coach has some hundred people, so the whole list is made.
    """
    known = norms(day)
    held = (
        CandidateCertificate.objects.filter(
            candidate__in=own(actor).exclude(state=S.CLOSED),
            expires__range=(day - timedelta(days=ENDED_DAYS), warned_until(day, known)),
        )
        .select_related("candidate", "certificate")
        .order_by("expires", "candidate__sort_key", "certificate_id")
    )
    before = day - timedelta(days=known.get("draft_days", DRAFT_DAYS))
    # Those that stand still are among what to do today.
    drafts = own(actor).filter(
        ~stalled(day, known), state=S.DRAFT, state_since__lt=_midnight(before)
    )
    return [
        *(_certificate(row, row.expires, day) for row in held if row.expires),
        *_drafts(drafts.order_by("state_since", "id"), day),
    ]


def _certificate(held: CandidateCertificate, expires: date, day: date) -> Todo:
    days = (expires - day).days
    verb = "har gått ut" if days < 0 else "går ut"
    return Todo(held.candidate, "certificate", f"{held.certificate.name_sv} {verb}", days)


def _drafts(rows: CandidateQuerySet, day: date) -> Iterator[Todo]:
    for row in rows:
        age = _age(row, day)
        yield Todo(row, "draft", f"Utkastet är {age} dagar gammalt", -age)


def _age(candidate: Candidate, day: date) -> int:
    return (day - timezone.localtime(candidate.state_since).date()).days


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
