"""Seal every encrypted field anew with the first key of FIELD_KEYS."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bas.keyring import current_id, new_key
from bas.rotation import BATCH, Rotation, kept_by_key, not_current, rotate
from konton.services import audit


def _batch(text: str) -> int:
    size = int(text)
    if size < 1:
        raise argparse.ArgumentTypeError("minst 1")
    return size


class Command(BaseCommand):
    help = (
        "Krypterar om med den första nyckeln i FIELD_KEYS. Kan avbrytas och köras igen. "
        "När inget är kvar kan de äldre nycklarna tas bort."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--batch", type=_batch, default=BATCH, help="Rader per transaktion.")
        parser.add_argument(
            "--new", metavar="ID", help="Skriv bara ut en ny nyckel med detta id och sluta."
        )
        parser.add_argument(
            "--check", action="store_true", help="Räkna bara vad som är kvar; fel om något är det."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["new"]:
            self.stdout.write(new_key(options["new"]))
            return
        if not options["check"]:
            self._rotate(options["batch"])
        left = {m._meta.label: not_current(m, fields).count() for m, fields in kept_by_key()}
        for label, count in left.items():
            self.stdout.write(f"{label}: {count} rader kvar med en äldre nyckel")
        if any(left.values()):
            raise CommandError("Allt är inte omkrypterat. Behåll de äldre nycklarna.")

    def _rotate(self, batch: int) -> None:
        done = rotate(batch=batch, report=self._tell)
        for one in done:
            for key in one.broken:
                self.stderr.write(f"{one.model._meta.label} {key}: går inte att öppna")
        audit(
            actor=None,
            action="keys.rotated",
            object_type="keys",
            object_id=None,
            data={
                "key": current_id(),
                "rows": {one.model._meta.label: one.done for one in done},
                "broken": sum(len(one.broken) for one in done),
            },
        )

    def _tell(self, so_far: Rotation) -> None:
        self.stdout.write(f"{so_far.model._meta.label}: {so_far.done} av {so_far.total}")
