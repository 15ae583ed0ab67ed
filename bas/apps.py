from typing import Any

from django.apps import AppConfig
from django.core import checks


class BasConfig(AppConfig):
    name = "bas"
    verbose_name = "Bas"

    def ready(self) -> None:
        checks.register(fonts_are_there, deploy=True)


def fonts_are_there(**_: Any) -> list[checks.CheckMessage]:
    """Told when it is installed (``check --deploy``), not when somebody asks for the first PDF."""
    from .fonts import FontsMissing, font_sources

    try:
        font_sources()
    except FontsMissing as missing:
        return [checks.Error(str(missing), id="bas.E001")]
    return []
