"""A coach's day: what to do now, what others have, what runs out. Only her own people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import TruncDate
from django.utils import timezone

from grunddata.selectors import norms
from konton.actors import Actor

from .enums import CandidateState as S
from .enums import Owner
from .models import Activity, Candidate, CandidateCertificate, CandidateQuerySet
from .selectors import warned_until
from .stalled import stalled

# Used when the norm of the same name is not loaded.
DRAFT_DAYS = 14
# So long a certificate that has ended is still told of among those that end.
ENDED_DAYS = 30
# What another does later than this is waited for when its day is nearer.
WAIT_AHEAD_DAYS = 14
NEXT_STEP, ACTIVITY = "next_step", "activity"
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
    # What can be done where it stands.
    activity: Activity | None = None


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
    """Lines of several kinds in one order; counted and sliced in the database, so that only a
    page is read. Each query of ``_kinds`` gives what ``_told`` asks for."""

    ordered = True

    def __init__(self, day: date, *kinds: QuerySet[Any, Any]) -> None:
        first, *rest = kinds
        self.day = day
        self.rows = first.union(*rest, all=True).order_by("rank", "day", "since", "kind", "key")

    def count(self) -> int:
        return int(self.rows.count())

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, page: slice) -> list[Todo]:
        """The page's rows, then its people and activities: three queries."""
        found = list(self.rows[page])
        keys = {
            one: [key for kind, key, *_ in found if (kind == ACTIVITY) is one]
            for one in (False, True)
        }
        people = Candidate.objects.in_bulk(keys[False])
        activities = Activity.objects.select_related("candidate").in_bulk(keys[True])
        return [
            self._activity(activities[key]) if kind == ACTIVITY else self.line(kind, people[key])
            for kind, key, *_ in found
        ]

    def line(self, kind: str, row: Candidate) -> Todo:
        raise NotImplementedError

    def _activity(self, row: Activity) -> Todo:
        return Todo(row.candidate, ACTIVITY, self.sentence_of(row), self._since(row.due), row)

    def sentence_of(self, activity: Activity) -> str:
        return activity.what

    def _since(self, due: date | None) -> int | None:
        return None if due is None else (self.day - due).days


def _told(rows: QuerySet[Any], kind: str, *, rank: int, day: Any, since: str) -> QuerySet[Any, Any]:
    """``(kind, key, rank, day, since)`` of each row, to be put together with other kinds."""
    told: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(
            kind=Value(kind),
            key=F("pk"),
            rank=Value(rank),
            day=day,
            since=F(since),
        )
        .values_list("kind", "key", "rank", "day", "since")
    )
    return told


def _open_activities(actor: Actor) -> QuerySet[Activity]:
    return Activity.objects.filter(
        done_on=None, candidate__in=own(actor).exclude(state=S.CLOSED).order_by()
    )


class Today(Lines):
    """Next steps and activities whose day has come, oldest first; then who stands still, longest
    first."""

    def __init__(self, actor: Actor, day: date) -> None:
        due = Q(next_step_due__lte=day, next_step_owner=Owner.COACH) & ~Q(state=S.CLOSED)
        still = stalled(day) & Q(state__in=[S.DRAFT, S.READY, S.FOLLOWED_UP, S.RESTING])
        mine = _open_activities(actor).filter(owner=Owner.COACH, due__lte=day)
        own_people = own(actor)
        since = "state_since"
        super().__init__(
            day,
            _told(own_people.filter(due), NEXT_STEP, rank=0, day=F("next_step_due"), since=since),
            _told(mine, ACTIVITY, rank=0, day=F("due"), since=f"candidate__{since}"),
            _told(
                own_people.filter(still).exclude(due),
                "stalled",
                rank=1,
                day=TruncDate(since),
                since=since,
            ),
        )

    def line(self, kind: str, row: Candidate) -> Todo:
        if kind == NEXT_STEP:
            sentence = row.next_step or "Nästa steg saknas"
            return Todo(row, kind, sentence, self._since(row.next_step_due))
        days = _age(row, self.day)
        return Todo(row, kind, f"Inget har hänt på {days} dagar", days)


class Waiting(Lines):
    """Who has been asked and not answered, and steps and activities that others take soon, should
    have taken or have no day for; longest first."""

    def __init__(self, actor: Actor, day: date) -> None:
        ahead = day + timedelta(days=WAIT_AHEAD_DAYS)
        others = ~Q(next_step_owner=Owner.COACH) & ~Q(next_step="") & ~Q(state=S.CLOSED)
        soon = Q(next_step_due=None) | Q(next_step_due__lte=ahead)
        rows = own(actor).filter(Q(state__in=list(WAITS_FOR)) | (others & soon))
        theirs = _open_activities(actor).filter(
            ~Q(owner=Owner.COACH), Q(due=None) | Q(due__lte=ahead)
        )
        since = "state_since"
        super().__init__(
            day,
            _told(rows, NEXT_STEP, rank=0, day=TruncDate(since), since=since),
            _told(theirs, ACTIVITY, rank=0, day=TruncDate("created_at"), since="created_at"),
        )

    def line(self, kind: str, row: Candidate) -> Todo:
        if (asked := WAITS_FOR.get(S(row.state))) is not None:
            return Todo(row, row.state, asked, _age(row, self.day))
        sentence = f"{row.get_next_step_owner_display()}: {row.next_step}"
        return Todo(row, kind, sentence, self._since(row.next_step_due))

    def sentence_of(self, activity: Activity) -> str:
        return f"{activity.get_owner_display()}: {activity.what}"


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
