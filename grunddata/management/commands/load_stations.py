from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from grunddata.loading import ReferenceDataError
from grunddata.stations import load_stations


class Command(BaseCommand):
    help = "Läs in stationer ur en CSV-fil med wikidata_id eller code, name, lat och lon."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, help="Varifrån filen kommer och dess licens")

    def handle(self, *args: Any, file: Path, source: str, **options: Any) -> None:
        try:
            count = load_stations(file, source=source)
        except ReferenceDataError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"stationer: {count.created} nya, {count.updated} ändrade, {count.unchanged} lika"
        )
