from .placements import Booking, Placement
from .proposals import Decision, Proposal, ProposalIntake
from .runs import OptimisationRun, RunInput, WorkerBeat

__all__ = [
    "Booking",
    "Decision",
    "OptimisationRun",
    "Placement",
    "Proposal",
    "ProposalIntake",
    "RunInput",
    "WorkerBeat",
]
