"""``manage.py regional_demand``: what 40 real buildings asked of each trade, beside adverts."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from projekt.region import NoTemplate, regional_demand, table

NAME_WIDTH = 44


class Command(BaseCommand):
    help = "Skriv personår per yrke och år för 40 verkliga hus bredvid länets annonser."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="Skriv raderna som JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            demand = regional_demand(today=timezone.localdate())
        except NoTemplate as missing:
            raise CommandError(
                "Grunddata saknar en bemanningsmall. Kör manage.py load_reference."
            ) from missing
        header, rows = table(demand)
        if options["json"]:
            named = [dict(zip(header, row, strict=True)) for row in rows]
            self.stdout.write(json.dumps(named, ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"{demand.sentence}\n\n")
        short: list[str | float | int | None] = [
            "SSYK",
            "Yrkesgrupp",
            *demand.years,
            "totalt",
            "högst",
            "annonser",
        ]
        for line in [short, *rows]:
            cells = ["–" if cell is None else str(cell) for cell in line]
            figures = "".join(cell.rjust(9) for cell in cells[2:])
            self.stdout.write(f"{cells[0]:<6}{cells[1][:NAME_WIDTH]:<{NAME_WIDTH}}{figures}")
        self.stdout.write("")
        for note in [*demand.notes, *demand.sources]:
            self.stdout.write(note)
