from django.apps import AppConfig


class UtbildningConfig(AppConfig):
    name = "utbildning"
    verbose_name = "Utbildning"

    def ready(self) -> None:
        from . import policies  # noqa: F401 - registers the policy rows
