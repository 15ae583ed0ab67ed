"""Writing contracts with social clauses. The clause's terms are frozen when the contract is made;
everything else may be put right, and the audit trail tells which field was."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from bas.api.errors import StaleVersion
from bas.days import months_later
from grunddata.models import ClauseModel
from konton.actors import Actor
from konton.services import audit

from ..contract_models import ClauseEvidence, ClauseExemption, ContractHours, SocialContract
from ..models import Project

Rows = Sequence[Mapping[str, Any]]


@transaction.atomic
def create_contract(
    *,
    actor: Actor,
    project: Project,
    model: ClauseModel,
    fields: Mapping[str, Any],
    figures: Mapping[str, Any],
    exemptions: Rows = (),
    evidence: Rows = (),
    hours: Rows = (),
) -> SocialContract:
    """``figures``: the contract's own, of those the model lets it choose.

    ValidationError names the field that does not hold.
    """
    contract = SocialContract(project=project, clause_model=model, **fields)
    contract.terms = _terms(model, figures)
    _check(contract)
    if not _in_force(model, contract.start_date):
        raise ValidationError(
            {"model": "Den versionen av klausulen gällde inte avtalets första dag."}
        )
    _save(contract)
    _write_exemptions(contract, exemptions, actor)
    _write_evidence(contract, evidence)
    _write_hours(contract, hours)
    audit(actor=actor, action="contract.created", object_type="contract", object_id=contract.pk)
    return contract


@transaction.atomic
def update_contract(
    *,
    contract: SocialContract,
    actor: Actor,
    expected_version: int,
    fields: Mapping[str, Any] | None = None,
    exemptions: Rows | None = None,
    evidence: Rows | None = None,
    hours: Rows | None = None,
) -> SocialContract:
    """Change what is given; a given list replaces the old one. Never the clause's terms.

    Raises StaleVersion and ValidationError.
    """
    locked = SocialContract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    if locked.version != expected_version:
        raise StaleVersion()
    for name, value in (fields or {}).items():
        setattr(locked, name, value)
    _check(locked)
    if exemptions is not None:
        _write_exemptions(locked, exemptions, actor)
    if evidence is not None:
        _write_evidence(locked, evidence)
    # Checked against the contract's time, which may have moved.
    kept = list(locked.hours.values("month", "total", "skilled")) if hours is None else hours
    _write_hours(locked, kept)
    locked.version += 1
    _save(locked)
    lists = {"exemptions": exemptions, "evidence": evidence, "hours": hours}
    changed = [*(fields or {}), *(name for name, rows in lists.items() if rows is not None)]
    audit(
        actor=actor,
        action="contract.updated",
        object_type="contract",
        object_id=locked.pk,
        data={"fields": sorted(changed)},
    )
    return locked


def _terms(model: ClauseModel, figures: Mapping[str, Any]) -> dict[str, Any]:
    chosen = model.payload["chosen"]
    for name in figures:
        if name not in chosen:
            raise ValidationError({name: "Den klausulen har en fast regel här. Lämna fältet tomt."})
    terms: dict[str, Any] = {**model.payload, **figures}
    del terms["chosen"]
    for name in chosen:
        if terms[name] is None:
            raise ValidationError({name: "Klausulen behöver den uppgiften."})
    return terms


def _in_force(model: ClauseModel, day: date) -> bool:
    return not (
        (model.valid_from and day < model.valid_from) or (model.valid_to and day > model.valid_to)
    )


def _check(contract: SocialContract) -> None:
    if contract.end_date <= contract.start_date:
        raise ValidationError({"end_date": "Sista dagen måste komma efter första dagen."})
    free = contract.terms.get("free_months", 0)
    if free and months_later(contract.start_date, free) >= contract.end_date:
        raise ValidationError(
            {"free_months": "Den fria tiden är lika lång som avtalet. Skriv färre månader."}
        )


def _save(contract: SocialContract) -> None:
    try:
        with transaction.atomic():
            contract.save()
    except IntegrityError as error:
        same = SocialContract.objects.filter(
            project_id=contract.project_id, buyer=contract.buyer, number=contract.number
        )
        if same.exclude(pk=contract.pk).exists():
            raise ValidationError(
                {"number": f"Projektet har redan avtal {contract.number} med den beställaren."}
            ) from error
        raise


def _write_exemptions(contract: SocialContract, rows: Rows, actor: Actor) -> None:
    for number, row in enumerate(rows, start=1):
        if row["end_date"] <= row["start_date"]:
            raise ValidationError(
                {"exemptions": f"Undantag {number}: sista dagen måste komma efter första dagen."}
            )
    recorded = {
        (old.start_date, old.end_date, old.reason, old.granted_by): old.recorded_by_id
        for old in contract.exemptions.all()
    }
    _replace(
        contract.exemptions.all(),
        [
            ClauseExemption(
                contract=contract,
                # Who wrote it first stands, also when another row is changed.
                recorded_by_id=recorded.get(
                    (row["start_date"], row["end_date"], row["reason"], row["granted_by"]),
                    actor.user_id,
                ),
                **row,
            )
            for row in rows
        ],
    )


def _write_evidence(contract: SocialContract, rows: Rows) -> None:
    _replace(contract.evidence.all(), [ClauseEvidence(contract=contract, **row) for row in rows])


def _write_hours(contract: SocialContract, rows: Rows) -> None:
    seen: set[date] = set()
    for number, row in enumerate(rows, start=1):
        month, skilled = row["month"].replace(day=1), row.get("skilled")
        if month >= contract.end_date or months_later(month, 1) <= contract.start_date:
            raise ValidationError({"hours": f"Rad {number}: månaden ligger utanför avtalets tid."})
        if month in seen:
            raise ValidationError({"hours": f"Rad {number}: månaden finns redan."})
        if skilled is not None and skilled > row["total"]:
            raise ValidationError(
                {"hours": f"Rad {number}: fackutbildades timmar är fler än alla timmar."}
            )
        seen.add(month)
    _replace(
        contract.hours.all(),
        [
            ContractHours(contract=contract, **{**row, "month": row["month"].replace(day=1)})
            for row in rows
        ],
    )


def _replace(old: "models.QuerySet[Any]", new: list[Any]) -> None:
    old.delete()
    old.model._default_manager.bulk_create(new)
