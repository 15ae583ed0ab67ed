"""Reading adverts in: one import at a time for each body, each advert in a savepoint of its own."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from bas.api.errors import Conflict
from bas.scanning import is_infected
from bas.sheets.reading import Unreadable
from bas.sheets.uploads import INFECTED
from konton.actors import Actor
from konton.enums import OrganisationKind
from konton.models import Organisation
from konton.services import audit

from ..enums import NeedState
from ..models import Project
from . import facts as reading_facts
from . import reference
from .enums import Outcome, Wait
from .facts import Facts, digits
from .models import Advert, AdvertImport, AdvertRow
from .needs import REMOVED, make_need, refresh_need, waits, withdraw
from .reading import read_file
from .tolerant import at, day, text

COUNTED = [outcome.value for outcome in Outcome]
LONGEST_NOTE = 300


@dataclass
class Result:
    outcome: Outcome
    note: str = ""


@dataclass
class Work:
    """What one import works with."""

    body_id: UUID
    actor: Actor | None
    ref: reference.Reference
    companies: dict[str, UUID]  # organisation number, ten digits → company
    needs: int = 0


@transaction.atomic
def import_adverts(
    *, body_id: UUID, entries: list[Any], source: str, actor: Actor | None = None
) -> AdvertImport:
    """Follow these adverts, in their order; the report tells what became of each.

    ``actor`` None: the command, run by nobody in particular. No need leaves draft here.
    """
    _lock(body_id)
    work = Work(body_id, actor, reference.load(), _companies(body_id))
    counts: Counter[str] = Counter()
    rows = []
    for number, entry in enumerate(entries, start=1):
        needs = work.needs
        try:
            with transaction.atomic():
                result = _follow(entry, work)
        except (ValidationError, IntegrityError, DataError) as refused:
            # Nothing of this advert is written: its savepoint is rolled back.
            work.needs = needs
            told = getattr(refused, "messages", ["Annonsen gick inte att spara"])
            result = Result(Outcome.FAULTY, " ".join(told))
        counts[result.outcome.value] += 1
        rows.append(
            AdvertRow(
                number=number,
                ad_id=reading_facts.advert_id(entry),
                label=reading_facts.label_of(entry),
                outcome=result.outcome,
                note=result.note[:LONGEST_NOTE],
            )
        )
    report = AdvertImport.objects.create(
        body_id=body_id,
        created_by_id=actor.user_id if actor else None,
        source=source[:120],
        total=len(entries),
        needs=work.needs,
        **{outcome: counts[outcome] for outcome in COUNTED},
    )
    for row in rows:
        row.report = report
    AdvertRow.objects.bulk_create(rows, batch_size=500)
    audit(
        actor=actor,
        action="advert.imported",
        object_type="advert_import",
        object_id=report.pk,
        organisation_id=body_id,
        data={outcome: counts[outcome] for outcome in COUNTED},
    )
    return report


def upload(*, actor: Actor, content: bytes, name: str) -> AdvertImport:
    """A coordinator's file, past the virus scanner. Raises Unreadable, Busy."""
    if actor.organisation_id is None:
        raise Http404
    # Before the transaction: both may take seconds, and SQLite has one writer at a time.
    if is_infected(content):
        raise Unreadable("infected", INFECTED)
    entries = read_file(content)
    return import_adverts(
        body_id=actor.organisation_id, entries=entries, source=text(name, 120), actor=actor
    )


@transaction.atomic
def attach(
    *, actor: Actor, advert: Advert, company_id: UUID | None, project_id: UUID | None
) -> Advert:
    """A coordinator says whose the advert is: a draft need of that company's, or in that project.

    ValidationError where the advert lacks what a need must have; Conflict when it has a need.
    """
    if actor.organisation_id is None:
        raise Http404
    _lock(actor.organisation_id)
    locked = Advert.objects.visible_to(actor).filter(pk=advert.pk).first()
    if locked is None:
        raise Http404
    if locked.need_id is not None:
        raise Conflict("Annonsen är redan ett behov. Ladda om sidan.")
    if locked.removed_on is not None:
        raise Conflict("Annonsen är borttagen och blir inget behov.")
    owner = _chosen(actor, locked, company_id, project_id)
    make_need(locked, actor, owner)
    locked.save()
    audit(actor=actor, action="advert.attached", object_type="advert", object_id=locked.pk)
    return locked


def _chosen(
    actor: Actor, advert: Advert, company_id: UUID | None, project_id: UUID | None
) -> UUID | Project:
    """What was chosen, if the advert can become a need there."""
    if (company_id is None) == (project_id is None):
        raise ValidationError({"company": "Välj ett företag eller ett projekt."})
    field = "project" if project_id else "company"
    if not advert.facts["start_date"]:
        raise ValidationError(
            {field: "Annonsen säger ingen dag. Företaget får lägga upp behovet självt."}
        )
    if project_id is not None:
        project = Project.objects.visible_to(actor).filter(pk=project_id).first()
        if project is None:
            raise ValidationError({field: "Projektet finns inte. Välj ett ur listan."})
        return project
    companies = own_companies(actor.organisation_id)
    company = companies.filter(pk=company_id).first() if company_id else None
    if company is None:
        raise ValidationError({field: "Företaget finns inte. Välj ett ur listan."})
    if waits(advert, company.pk) == Wait.PLACE:
        raise ValidationError(
            {field: "Annonsens kommun finns inte i grunddatan. Välj ett projekt i stället."}
        )
    return company.pk


def _follow(entry: Any, work: Work) -> Result:
    ad_id = reading_facts.advert_id(entry)
    if not ad_id:
        is_advert = isinstance(entry, dict)
        return Result(Outcome.FAULTY, "Annonsen saknar id" if is_advert else "Ingen annons")
    rows = Advert.objects.select_related("need__project")
    advert = rows.filter(body_id=work.body_id, ad_id=ad_id).first()
    if at(entry, "removed") is True:
        if advert is None:
            return Result(Outcome.SKIPPED, "Borttagen innan vi hade den")
        return _remove(advert, entry, work)
    found = reading_facts.read(entry, work.ref)
    if isinstance(found, Facts):
        return _create(ad_id, found, work) if advert is None else _update(advert, found, work)
    if advert is not None and advert.removed_on is None:
        return _remove(advert, entry, work, f"{found.why}.")
    return Result(Outcome.UNMATCHED if found.ours else Outcome.SKIPPED, found.why)


def _create(ad_id: str, found: Facts, work: Work) -> Result:
    advert = Advert(body_id=work.body_id, ad_id=ad_id)
    _take(advert, found)
    note = _needed(advert, work)
    advert.save()
    return Result(Outcome.CREATED, note)


def _update(advert: Advert, found: Facts, work: Work) -> Result:
    back = advert.removed_on is not None
    if back:
        advert.removed_on, advert.flagged = None, False
        if advert.need is not None and advert.need.state == NeedState.CLOSED:
            advert.need, advert.written, advert.need_version = None, {}, 0
    changed = advert.facts != found.as_json()
    if changed:
        _take(advert, found)
    before, needs = advert.waits_for, work.needs
    note = _needed(advert, work) if advert.need_id is None else ""
    made = work.needs > needs
    if changed and not made:
        note = refresh_need(advert, work.actor) or note
    if not (back or changed or made or advert.waits_for != before):
        return Result(Outcome.UNCHANGED, note)
    advert.save()
    return Result(Outcome.UPDATED, note)


def _take(advert: Advert, found: Facts) -> None:
    advert.facts = found.as_json()
    advert.occupation_id = found.occupation
    advert.rung = found.rung
    advert.municipality_id = found.municipality or None


def _needed(advert: Advert, work: Work) -> str:
    """Make the draft where everything is there; says what is lacking otherwise."""
    company_id = work.companies.get(advert.facts["employer_number"])
    advert.waits_for = waits(advert, company_id)
    if company_id is None or advert.waits_for:
        return f"Inget behov ännu: saknar {Wait(advert.waits_for).label.lower()}"
    need = make_need(advert, work.actor, company_id)
    work.needs += 1
    return f"Utkast till behov {need.number}"


def _remove(advert: Advert, entry: Any, work: Work, why: str = REMOVED) -> Result:
    if advert.removed_on is not None:
        return Result(Outcome.UNCHANGED, "Redan borttagen")
    note = withdraw(advert, work.actor, why)
    advert.removed_on = day(at(entry, "removed_date")) or timezone.localdate()
    advert.waits_for = Wait.NOTHING
    advert.save()
    return Result(Outcome.REMOVED, note)


def own_companies(body_id: UUID | None) -> QuerySet[Organisation]:
    return Organisation.objects.filter(coordinated_by_id=body_id, kind=OrganisationKind.COMPANY)


def _companies(body_id: UUID) -> dict[str, UUID]:
    rows = own_companies(body_id).exclude(organisation_number="").order_by("pk")
    return {digits(number): pk for pk, number in rows.values_list("pk", "organisation_number")}


def _lock(body_id: UUID) -> None:
    """One writer of a body's adverts at a time; rows that only point at the body go on."""
    rows = Organisation.objects.select_for_update(of=("self",), no_key=True)
    rows.get(pk=body_id)
