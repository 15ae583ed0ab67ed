"""The main contractors' contracts, each with a social clause."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from grunddata.models import ClauseModel
from projekt.contract_models import SocialContract
from projekt.enums import Purchase

from .buildings import DEVELOPER, Contract
from .draw import Draw

# 41 103 kr/m² in new rental houses 2018 times 62.3 m² a dwelling (SCB), rounded.
SEK_PER_DWELLING: Final = 2_560_000
MODEL: Final = "trafikverket-2016"
FULL_TIME: Final = 30


def write_clauses(draw: Draw, contracts: Sequence[Contract]) -> int:
    """One a building, with the company that answers for it whole; how many."""
    key = draw.keys("social contracts")
    model = ClauseModel.objects.get(pk=MODEL)
    terms = {name: value for name, value in model.payload.items() if name != "chosen"}
    projects = [c.project for c in contracts if c.project.dwellings is not None]
    rows = [
        SocialContract(
            id=key(),
            project=project,
            buyer=DEVELOPER,
            number=f"Ö-{number:03}",
            value_sek=(project.dwellings or 0) * SEK_PER_DWELLING,
            purchase=Purchase.WORKS,
            start_date=project.start_date,
            end_date=project.start_date + timedelta(weeks=project.duration_weeks),
            full_time_people=FULL_TIME,
            clause_model=model,
            terms=terms,
        )
        for number, project in enumerate(projects, start=1)
    ]
    return len(SocialContract.objects.bulk_create(rows))
