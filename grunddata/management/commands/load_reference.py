from typing import Any

from django.core.management.base import BaseCommand, CommandError

from grunddata.loading import ReferenceDataError
from grunddata.services import load_reference


class Command(BaseCommand):
    help = "Läs in grunddata från projektets egna filer. Kan köras om: samma filer ger samma läge."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = load_reference()
        except ReferenceDataError as error:
            raise CommandError(str(error)) from error
        for name, count in counts.items():
            self.stdout.write(
                f"{name}: {count.created} nya, {count.updated} ändrade, {count.unchanged} lika"
            )
