from django.apps import AppConfig


class MatchningConfig(AppConfig):
    name = "matchning"
    verbose_name = "Matchning"

    def ready(self) -> None:
        from bas.guards import append_only_guard, install_after_migrate, state_guard

        from . import (
            policies,  # noqa: F401 - registers the policy rows
            reactions,
        )
        from .guards import booking_overlap_guard
        from .states import PLACEMENT_MACHINE, PROPOSAL_MACHINE

        reactions.register()
        install_after_migrate(
            self,
            state_guard("matchning_proposal", PROPOSAL_MACHINE),
            state_guard("matchning_placement", PLACEMENT_MACHINE),
            append_only_guard("matchning_decision"),
            append_only_guard("matchning_runinput"),
            booking_overlap_guard(),
        )
