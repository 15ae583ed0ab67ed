"""Writing needs. Content is everything an approved person would meet; see ``CONTENT_FREE``."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bas.api.errors import Conflict, StaleVersion
from grunddata.models import TaskDemand
from konton.actors import Actor
from konton.services import audit, move

from .. import hooks
from ..enums import NeedState
from ..models import LabourNeed, NeedRequirement, NeedStep, Project
from ..need_rules import (
    NeedFields,
    RequirementInput,
    Span,
    StepInput,
    check_booked,
    check_need,
    check_requirements,
    check_steps,
)
from ..states import NEED_MACHINE
from .bookings import refresh_filled
from .numbers import next_need_numbers

# Changing only these lifts no approval: they say when to answer and how many, not what the work is.
CONTENT_FREE = frozenset({"answer_by", "headcount"})


def draft_need(
    *,
    project: Project,
    fields: NeedFields,
    steps: Sequence[StepInput] = (),
    requirements: Sequence[RequirementInput] = (),
    task_demands: Sequence[TaskDemand] = (),
    pk: UUID | None = None,
) -> LabourNeed:
    """The need as it would be, with nothing stored: what reads a need's card can read it.

    ``pk``: of the need it is a change of. ValidationError as ``create_need``.
    """
    need = LabourNeed(project=project, **({"pk": pk} if pk else {}), **fields)
    check_need(need)
    check_steps(need, steps)
    check_requirements(requirements)
    # Held as if prefetched: the lists of a need that is not stored are in no table.
    need._prefetched_objects_cache = {  # type: ignore[attr-defined]
        "steps": [NeedStep(need=need, **step) for step in steps],
        "requirements": [_row(need, item) for item in requirements],
        "task_demands": list(task_demands),
    }
    return need


@transaction.atomic
def create_need(
    *,
    actor: Actor | None,
    project: Project,
    fields: NeedFields,
    steps: Sequence[StepInput] = (),
    requirements: Sequence[RequirementInput] = (),
    task_demands: Sequence[TaskDemand] = (),
) -> LabourNeed:
    """A new need in draft, with its steps and requirements; ``actor`` None: out of an advert.

    ValidationError (field → sentence) when dates, steps or requirements do not hold together.
    """
    need = draft_need(
        project=project,
        fields=fields,
        steps=steps,
        requirements=requirements,
        task_demands=task_demands,
    )
    new_steps, new_requirements = need.steps.all(), need.requirements.all()
    need._prefetched_objects_cache.clear()  # type: ignore[attr-defined]
    need.number = next_need_numbers()[0]
    need.save()
    NeedStep.objects.bulk_create(new_steps)
    NeedRequirement.objects.bulk_create(new_requirements)
    need.task_demands.set(task_demands)
    audit(
        actor=actor,
        action="need.created",
        object_type="need",
        object_id=need.pk,
        organisation_id=None if actor else project.organisation_id,
    )
    return need


@transaction.atomic
def update_need(
    *,
    need: LabourNeed,
    actor: Actor | None,
    expected_version: int,
    fields: NeedFields | None = None,
    steps: Sequence[StepInput] | None = None,
    requirements: Sequence[RequirementInput] | None = None,
    task_demands: Sequence[TaskDemand] | None = None,
) -> LabourNeed:
    """Change what is given (None: leave alone); nothing is written when nothing differs.

    A change of content raises ``profile_version`` and lifts approvals (``hooks.on_need_changed``);
    places that stay booked after that bind the new steps. Raises StaleVersion, Conflict for a
    closed need, ValidationError as ``create_need``. Without an actor (a machine) only a draft,
    which has been shown to nobody, so that there is nothing to lift.
    """
    locked = lock_need(need.pk, expected_version)
    if actor is None and locked.state != NeedState.DRAFT:
        raise Conflict("Behovet är inte längre ett utkast: bara en människa kan ändra det.")
    if locked.state == NeedState.CLOSED:
        raise Conflict("Behovet är stängt och kan inte ändras. Lägg upp ett nytt.")
    changed = _apply_fields(locked, fields or {})
    old_steps = list(locked.steps.values("start_date", "end_date", "headcount"))
    new_steps = old_steps if steps is None else list(steps)
    changed |= _changed_steps(old_steps, new_steps)
    old_requirements = list(locked.requirements.all())
    if requirements is not None and _keys(requirements) != {_key(r) for r in old_requirements}:
        changed.add("requirements")
    if task_demands is not None and {d.pk for d in task_demands} != set(
        locked.task_demands.values_list("pk", flat=True)
    ):
        changed.add("task_demands")
    if not changed:
        return locked

    check_need(locked)
    check_steps(locked, new_steps)
    if "requirements" in changed and requirements is not None:
        check_requirements(requirements)
        locked.requirements.all().delete()
        _write_requirements(locked, requirements)
    if "task_demands" in changed and task_demands is not None:
        locked.task_demands.set(task_demands)
    locked.version += 1
    content_changed = bool(changed - CONTENT_FREE)
    if content_changed:
        locked.profile_version += 1
    locked.save()
    if content_changed and actor is not None:
        _need_changed(locked, actor)
    if changed & {"steps", "headcount"}:
        _redraw_steps(locked, new_steps)
    if actor is not None:
        refresh_filled(locked, actor)
    audit(
        actor=actor,
        action="need.updated",
        object_type="need",
        object_id=locked.pk,
        organisation_id=None if actor else locked.project.organisation_id,
        data={"fields": sorted(changed)},
    )
    return locked


@transaction.atomic
def transition_need(
    *, need: LabourNeed, action: str, actor: Actor, expected_version: int, reason: str = ""
) -> LabourNeed:
    """Carry out one row of the state table.

    Raises StaleVersion, IllegalTransition, NotAllowed, or ValidationError when the table asks for
    a reason and there is none.
    """
    locked = lock_need(need.pk, expected_version)
    transition = NEED_MACHINE.check(action, locked, actor)
    reason = reason.strip()
    if transition.needs_reason and not reason:
        raise ValidationError({"reason": "Skriv ett skäl. Det sparas tillsammans med beslutet."})
    if action == "confirm":
        locked.confirmed_at = timezone.now()
    move(
        machine=NEED_MACHINE,
        obj=locked,
        transition=transition,
        actor=actor,
        reason=reason,
        save_fields=("confirmed_at",),
    )
    audit(actor=actor, action=f"need.{action}", object_type="need", object_id=locked.pk)
    if transition.target == NeedState.CLOSED:
        for hook in hooks.on_need_closed:
            hook(locked, actor)
    elif transition.target == NeedState.OPEN:
        refresh_filled(locked, actor)
    return locked


def lock_need(pk: UUID, expected_version: int | None = None) -> LabourNeed:
    """The need's row, locked until the transaction ends; StaleVersion unless it is the version."""
    found = lock_needs(LabourNeed.objects.filter(pk=pk))
    if not found:
        raise LabourNeed.DoesNotExist
    if expected_version is not None and found[0].version != expected_version:
        raise StaleVersion()
    return found[0]


def lock_needs(wanted: QuerySet[LabourNeed]) -> list[LabourNeed]:
    """These needs, locked in order after what the floors above lock before them.

    A run may finish between the two looks and concern more people. To lock those now would go
    back in the order, so both locks are given up with the savepoint and taken again.
    """
    rows = wanted.order_by("pk")
    while True:
        savepoint = transaction.savepoint()
        pks = list(rows.values_list("pk", flat=True))
        still_all = [hook(pks) for hook in hooks.before_need_lock]
        needs = list(rows.select_for_update(of=("self",)))
        if {need.pk for need in needs} <= set(pks) and all(still() for still in still_all):
            transaction.savepoint_commit(savepoint)
            return needs
        transaction.savepoint_rollback(savepoint)


def lock_live_needs(project: Project) -> list[LabourNeed]:
    """The project's needs that are not closed, locked. Needs come before projects in the order."""
    return lock_needs(LabourNeed.objects.filter(project=project).exclude(state=NeedState.CLOSED))


def site_changed(needs: Sequence[LabourNeed], actor: Actor) -> None:
    """The site itself is another: so is the content of its (locked) needs."""
    for need in needs:
        need.version += 1
        need.profile_version += 1
        need.save(update_fields=["version", "profile_version", "updated_at"])
        _need_changed(need, actor)
        refresh_filled(need, actor)


def _need_changed(need: LabourNeed, actor: Actor) -> None:
    for hook in hooks.on_need_changed:
        hook(need, actor)
    # A hook may have moved the need through an instance of its own.
    need.refresh_from_db()


def _apply_fields(need: LabourNeed, fields: NeedFields) -> set[str]:
    changed = {name for name, value in fields.items() if getattr(need, name) != value}
    for name in changed:
        setattr(need, name, fields[name])  # type: ignore[literal-required]
    return changed


def _changed_steps(old: Sequence[Any], new: Sequence[StepInput]) -> set[str]:
    """``steps`` when their dates differ, ``headcount`` when only the numbers do."""

    def dates(steps: Sequence[Any]) -> list[tuple[date, date]]:
        return [(step["start_date"], step["end_date"]) for step in steps]

    if dates(old) != dates(new):
        return {"steps"}
    return {"headcount"} if list(old) != list(new) else set()


def _redraw_steps(need: LabourNeed, steps: Sequence[StepInput]) -> None:
    old = list(need.steps.all())
    booked = check_booked(old, steps, _spans(need, old))
    need.steps.all().delete()
    NeedStep.objects.bulk_create(
        [NeedStep(need=need, booked=n, **step) for step, n in zip(steps, booked, strict=True)]
    )


def _spans(need: LabourNeed, steps: Sequence[NeedStep]) -> list[Span]:
    if hooks.booked_spans:
        return [span for source in hooks.booked_spans for span in source(need)]
    return [(step.start_date, step.end_date) for step in steps for _ in range(step.booked)]


def _key(row: NeedRequirement) -> tuple[str, str | None, str | None, str | None]:
    return row.level, row.skill_id, row.certificate_id, row.licence_id


def _row(need: LabourNeed, item: RequirementInput) -> NeedRequirement:
    return NeedRequirement(need=need, level=item["level"], **{item["kind"]: item["row"]})


def _keys(items: Sequence[RequirementInput]) -> set[tuple[str, str | None, str | None, str | None]]:
    return {_key(_row(LabourNeed(), item)) for item in items}


def _write_requirements(need: LabourNeed, items: Sequence[RequirementInput]) -> None:
    NeedRequirement.objects.bulk_create([_row(need, item) for item in items])
