"""Projects and needs in any state; their companies are coordinated."""

# factory-boy's declarations carry no types.
# mypy: disable-error-code="no-untyped-call"

from datetime import date
from typing import Any

from factory.declarations import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from grunddata.models import ClauseModel
from konton.enums import OrganisationKind
from projekt.contract_models import SocialContract
from projekt.enums import NeedState, Purchase
from projekt.models import LabourNeed, NeedStep, Project
from projekt.services import next_need_numbers

from .actors import organisation

# The shortest legal way to each state; the database lets no other be taken.
PATHS: dict[str, tuple[NeedState, ...]] = {
    NeedState.DRAFT: (),
    NeedState.IN_REVIEW: (NeedState.IN_REVIEW,),
    NeedState.OPEN: (NeedState.IN_REVIEW, NeedState.OPEN),
    NeedState.PARTLY_FILLED: (NeedState.IN_REVIEW, NeedState.OPEN, NeedState.PARTLY_FILLED),
    NeedState.FILLED: (NeedState.IN_REVIEW, NeedState.OPEN, NeedState.FILLED),
    NeedState.PAUSED: (NeedState.IN_REVIEW, NeedState.OPEN, NeedState.PAUSED),
    NeedState.CLOSED: (NeedState.CLOSED,),
}


class ProjectFactory(DjangoModelFactory[Project]):
    class Meta:
        model = Project

    organisation = LazyFunction(
        lambda: organisation(body=organisation(OrganisationKind.COORDINATING_BODY))
    )
    name = Sequence(lambda n: f"Kvarteret Påhittet {n}")
    developer = "Påhittad byggherre"
    dwellings = 120
    municipality_id = "0180"
    lat = 59.33
    lon = 18.06
    start_date = date(2026, 3, 2)
    duration_weeks = 80
    tutor_hours_per_week = 40


class NeedFactory(DjangoModelFactory[LabourNeed]):
    """A carpenter's apprentice need of 2 people, 2026-04-06 to 2026-08-03, in ``state``."""

    class Meta:
        model = LabourNeed

    project = SubFactory(ProjectFactory)
    number = LazyFunction(lambda: next_need_numbers()[0])
    occupation_id = "traarbetare"
    start_date = date(2026, 4, 6)
    end_date = date(2026, 8, 3)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> LabourNeed:
        """``steps=[(start, end, headcount), …]``; by default one of 2 people all the time."""
        state = kwargs.pop("state", NeedState.DRAFT)
        steps = kwargs.pop("steps", None)
        need: LabourNeed = super()._create(model_class, *args, **kwargs)
        rows = [(need.start_date, need.end_date, 2)] if steps is None else steps
        NeedStep.objects.bulk_create(
            [NeedStep(need=need, start_date=a, end_date=b, headcount=n) for a, b, n in rows]
        )
        for step in PATHS[state]:
            LabourNeed.objects.filter(pk=need.pk).update(state=step)
            need.state = step
        return need


class ContractFactory(DjangoModelFactory[SocialContract]):
    """Works of 100 million kronor in 2026, bound by Trafikverket's clause: two places."""

    class Meta:
        model = SocialContract

    project = SubFactory(ProjectFactory)
    buyer = "Påhittad beställare"
    number = Sequence(lambda n: f"2026-{n}")
    value_sek = 100_000_000
    purchase = Purchase.WORKS
    start_date = date(2026, 1, 1)
    end_date = date(2027, 1, 1)
    clause_model_id = "trafikverket-2016"

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> SocialContract:
        """``figures``: the contract's own; the rest of the terms are the model's."""
        model = ClauseModel.objects.get(pk=kwargs.get("clause_model_id", cls.clause_model_id))
        terms = {**model.payload, **kwargs.pop("figures", {})}
        del terms["chosen"]
        made: SocialContract = super()._create(model_class, *args, terms=terms, **kwargs)
        return made
