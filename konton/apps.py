from django.apps import AppConfig


class KontonConfig(AppConfig):
    name = "konton"
    verbose_name = "Konton"

    def ready(self) -> None:
        from bas.guards import append_only_guard, install_after_migrate

        from . import policies  # noqa: F401 - registers the policy rows
        from .sign_in import connect

        install_after_migrate(
            self,
            append_only_guard("konton_auditevent"),
            append_only_guard("konton_statechange"),
        )
        connect()
