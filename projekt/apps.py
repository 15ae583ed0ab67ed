from django.apps import AppConfig


class ProjektConfig(AppConfig):
    name = "projekt"
    verbose_name = "Projekt"

    def ready(self) -> None:
        from bas.guards import install_after_migrate, state_guard

        from . import policies  # noqa: F401 - registers the policy rows
        from .states import NEED_MACHINE

        install_after_migrate(self, state_guard("projekt_labourneed", NEED_MACHINE))
