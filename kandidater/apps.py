from django.apps import AppConfig


class KandidaterConfig(AppConfig):
    name = "kandidater"
    verbose_name = "Kandidater"

    def ready(self) -> None:
        from bas.guards import install_after_migrate, state_guard

        from . import policies  # noqa: F401 - registers the policy rows
        from .states import CANDIDATE_MACHINE

        install_after_migrate(self, state_guard("kandidater_candidate", CANDIDATE_MACHINE))
