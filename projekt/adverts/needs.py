"""An advert's facts as a draft need; what somebody has edited by hand stays hers."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import ValidationError

from bas.api.errors import Conflict
from grunddata.models import Certificate, DrivingLicence, Municipality, Occupation, Skill
from konton.actors import Actor
from konton.services import audit, move

from ..enums import NeedState
from ..models import LabourNeed, NeedRequirement, Project
from ..need_rules import NeedFields, RequirementInput, StepInput
from ..services import create_need, create_project, update_need
from ..services.needs import lock_need
from ..states import NEED_MACHINE
from .enums import Wait
from .models import Advert

REMOVED = "Annonsen är borttagen."
_KINDS: dict[str, Any] = {
    "skill": Skill.objects,
    "certificate": Certificate.objects,
    "licence": DrivingLicence.objects,
}
_COLUMNS = ("min_rung", "start_date", "end_date", "hours_per_week", "employment_form", "answer_by")
_DAYS = frozenset({"start_date", "end_date", "answer_by"})


def content(advert: Advert) -> dict[str, Any]:
    """What the need should hold, as JSON: column → value, and ``steps`` and ``requirements``."""
    facts = advert.facts
    return {
        "occupation": advert.occupation_id,
        "min_rung": advert.rung,
        **{name: facts[name] for name in _COLUMNS if name != "min_rung"},
        "steps": [[facts["start_date"], facts["end_date"], facts["headcount"]]],
        "requirements": facts["requirements"],
    }


def held(need: LabourNeed) -> dict[str, Any]:
    """What the need holds now, in the same shape."""
    rows = NeedRequirement.objects.filter(need=need)
    return {
        "occupation": need.occupation_id,
        **{name: _plain(getattr(need, name)) for name in _COLUMNS},
        "steps": [
            [a.isoformat(), b.isoformat(), n]
            for a, b, n in need.steps.order_by("start_date").values_list(
                "start_date", "end_date", "headcount"
            )
        ],
        "requirements": sorted(
            [
                row.level,
                row.kind,
                str(row.skill_id or row.certificate_id or row.licence_id),
            ]
            for row in rows.order_by("id")
        ),
    }


def waits(advert: Advert, company_id: UUID | None) -> Wait:
    """What is missing before the advert can be a need of this company."""
    if company_id is None:
        return Wait.COMPANY
    if advert.municipality_id is None or advert.facts["lat"] is None:
        return Wait.PLACE
    return Wait.NOTHING if advert.facts["start_date"] else Wait.DATES


def make_need(advert: Advert, actor: Actor | None, owner: UUID | Project) -> LabourNeed:
    """The advert as a draft: in a project, or in a new one of this company at the advert's place.

    The advert is not saved. ValidationError where the need's rules say no.
    """
    wanted = content(advert)
    project = owner if isinstance(owner, Project) else _project_of(advert, actor, owner)
    parts = _parts(wanted)
    advert.need = create_need(actor=actor, project=project, **parts)
    advert.need_version = advert.need.version
    advert.written = wanted
    advert.waits_for = Wait.NOTHING
    advert.flagged = False
    return advert.need


def refresh_need(advert: Advert, actor: Actor | None) -> str:
    """Write what the advert has changed and nobody has edited; why nothing was, where so.

    The advert's ``written`` follows; it is not saved.
    """
    need = advert.need
    if need is None:
        return ""
    if need.state != NeedState.DRAFT:
        return f"Behov {need.number} är inte längre ett utkast och lämnades som det är"
    now, wanted = held(need), content(advert)
    own = {name for name in wanted if now[name] != advert.written.get(name)}
    changes = {name: value for name, value in wanted.items() if name not in own}
    changes = {name: value for name, value in changes.items() if now[name] != value}
    kept = sorted(name for name in own if now[name] != wanted[name])
    if changes:
        try:
            after = update_need(
                need=need, actor=actor, expected_version=need.version, **_parts(changes)
            )
        except ValidationError as refused:
            return f"Behov {need.number} ändrades inte: {' '.join(refused.messages)}"[:300]
        except Conflict as refused:
            return f"Behov {need.number} ändrades inte: {refused.detail}"[:300]
        if need.version == advert.need_version:
            advert.need_version = after.version
    advert.written |= changes
    return f"Behov {need.number}: det ni har ändrat för hand är kvar" if kept else ""


def withdraw(advert: Advert, actor: Actor | None, reason: str = REMOVED) -> str:
    """The advert is no more: an untouched draft is closed, all else is flagged for a human."""
    need = lock_need(advert.need_id) if advert.need_id else None
    if need is None or need.state == NeedState.CLOSED:
        return ""
    if need.state == NeedState.DRAFT and need.version == advert.need_version:
        move(
            machine=NEED_MACHINE,
            obj=need,
            transition=NEED_MACHINE.find("close", need.state),
            actor=actor,
            reason=reason,
        )
        audit(
            actor=actor,
            action="need.close",
            object_type="need",
            object_id=need.pk,
            organisation_id=None if actor else need.project.organisation_id,
        )
        return f"Utkastet till behov {need.number} stängdes"
    advert.flagged = True
    return f"Behov {need.number} är kvar: avgör om det ska stängas"


def _project_of(advert: Advert, actor: Actor | None, company_id: UUID) -> Project:
    name = f"Annons {advert.ad_id}"
    found = Project.objects.filter(organisation_id=company_id, name=name).first()
    if found is not None:
        return found
    facts = advert.facts
    start, end = (date.fromisoformat(facts[key]) for key in ("start_date", "end_date"))
    return create_project(
        actor=actor,
        organisation_id=company_id,
        fields={
            "name": name,
            "municipality": Municipality.objects.get(pk=advert.municipality_id),
            "lat": facts["lat"],
            "lon": facts["lon"],
            "start_date": start,
            "duration_weeks": max((end - start).days // 7, 1),
        },
    )


def _parts(values: dict[str, Any]) -> dict[str, Any]:
    """The services' arguments out of content as JSON."""
    fields = {
        name: date.fromisoformat(value) if name in _DAYS and value else value
        for name, value in values.items()
        if name in _COLUMNS
    }
    if "occupation" in values:
        fields["occupation"] = Occupation.objects.get(pk=values["occupation"])
    parts: dict[str, Any] = {"fields": cast(NeedFields, fields)}
    if "steps" in values:
        parts["steps"] = [
            StepInput(start_date=date.fromisoformat(a), end_date=date.fromisoformat(b), headcount=n)
            for a, b, n in values["steps"]
        ]
    if "requirements" in values:
        rows = {
            kind: manager.in_bulk([code for _, k, code in values["requirements"] if k == kind])
            for kind, manager in _KINDS.items()
        }
        parts["requirements"] = [
            RequirementInput(level=level, kind=kind, row=rows[kind][code])
            for level, kind, code in values["requirements"]
        ]
    return parts


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
