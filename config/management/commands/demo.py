"""``manage.py demo``: practice data, the same every time for the same seed and day."""

import json
from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config.demo.load import DemoRefused, Size, accounts, demo_is_loaded, load_demo

MOST_CANDIDATES = 50_000
MOST_PROJECTS = 1_000


def _number(most: int) -> Any:
    def read(text: str) -> int:
        if not text.isdecimal() or not 1 <= int(text) <= most:
            raise ArgumentTypeError(f"ska vara ett tal 1–{most}")
        return int(text)

    return read


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError("ska vara en dag, till exempel 2026-11-23") from error


class Command(BaseCommand):
    help = "Övningsdata: påhittade personer, företag och behov på verkliga byggnaders fakta."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--candidates", type=_number(MOST_CANDIDATES), default=400)
        parser.add_argument("--projects", type=_number(MOST_PROJECTS), default=40)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--today", type=_day, help="Dagen som räknas som i dag.")
        parser.add_argument("--json", action="store_true", help="Skriv antal och konton som JSON.")
        parser.add_argument("--force", action="store_true", help="Även bland riktiga deltagare.")
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--fresh", action="store_true", help="Ersätt tidigare övningsdata.")
        choice.add_argument(
            "--keep", action="store_true", help="Låt tidigare övningsdata vara (görs alltid)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if demo_is_loaded() and not options["fresh"]:
            self._tell(options, {}, "Övningsdata finns redan. Inget ändrades (--fresh ersätter).")
            return
        size = Size(options["candidates"], options["projects"], options["seed"])
        try:
            counts = load_demo(
                size=size,
                today=options["today"] or timezone.localdate(),
                fresh=options["fresh"],
                force=options["force"],
            )
        except DemoRefused as refused:
            raise CommandError(str(refused)) from refused
        needs, states = counts["needs"], counts["candidates_by_state"]
        self._tell(
            options,
            counts,
            f"Övningsdata: {counts['candidates']} påhittade deltagare ({states.get('ready', 0)} "
            f"klara), {counts['buildings']} byggen, {sum(needs.values())} behov "
            f"({needs.get('open', 0)} öppna), {counts['intakes']} kurstillfällen.",
        )

    def _tell(self, options: dict[str, Any], counts: dict[str, Any], sentence: str) -> None:
        if options["json"]:
            facts = {"loaded": bool(counts), "counts": counts, "accounts": accounts()}
            self.stdout.write(json.dumps(facts, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(sentence)
