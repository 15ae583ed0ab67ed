"""Read adverts from a file, or from the configured address, into draft needs."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bas.sheets.reading import Unreadable
from konton.enums import OrganisationKind
from konton.models import Organisation
from projekt.adverts.models import AdvertImport
from projekt.adverts.reading import MAX_BYTES, read_file
from projekt.adverts.services import COUNTED, import_adverts

FETCH_SECONDS = 60


class Command(BaseCommand):
    help = "Läs in annonser (JobSearch eller JobStream, JSON) som utkast till behov."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", help="en fil; annars adressen i ADVERTS_URL")
        parser.add_argument("--json", action="store_true", help="skriv antalen som JSON")
        parser.add_argument(
            "--organisation", default="", help="samordnande organisation: namn, nummer eller id"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        content, source = _content(options["file"])
        try:
            entries = read_file(content)
        except Unreadable as fault:
            raise CommandError(str(fault)) from fault
        body = _body(options["organisation"])
        report = import_adverts(body_id=body.pk, entries=entries, source=source)
        self.stdout.write(_as_json(report) if options["json"] else _as_text(report))


def _as_json(report: AdvertImport) -> str:
    names = ["total", *COUNTED, "needs"]
    counts = {name: getattr(report, name) for name in names}
    return json.dumps({"source": report.source, **counts}, ensure_ascii=False)


def _as_text(report: AdvertImport) -> str:
    columns = {f.name: f.verbose_name for f in AdvertImport._meta.fields}
    names = ["total", *COUNTED, "needs"]
    lines = [f"{getattr(report, name):>7}  {columns[name]}" for name in names]
    return "\n".join([report.source, *lines])


def _body(wanted: str) -> Organisation:
    bodies = Organisation.objects.filter(kind=OrganisationKind.COORDINATING_BODY).order_by("name")
    found = [
        body
        for body in bodies
        if not wanted or wanted in (body.name, body.organisation_number, str(body.pk))
    ]
    if len(found) == 1:
        return found[0]
    names = ", ".join(body.name for body in bodies) or "ingen finns"
    raise CommandError(f"Säg vilken samordnande organisation med --organisation: {names}.")


def _content(file: str | None) -> tuple[bytes, str]:
    if file:
        try:
            return Path(file).read_bytes(), Path(file).name
        except OSError as error:
            raise CommandError(f"Filen {file} går inte att öppna.") from error
    address = settings.ADVERTS_URL
    if not address:
        raise CommandError("Säg vilken fil, eller sätt adressen i ADVERTS_URL.")
    if urlsplit(address).scheme != "https":
        raise CommandError("Adressen i ADVERTS_URL måste börja med https://.")
    try:
        with urlopen(address, timeout=FETCH_SECONDS) as answer:  # noqa: S310 - https, the operator's
            return answer.read(MAX_BYTES + 1), urlsplit(address).hostname or ""
    except (URLError, OSError) as error:
        raise CommandError("Adressen i ADVERTS_URL svarar inte. Försök igen senare.") from error
