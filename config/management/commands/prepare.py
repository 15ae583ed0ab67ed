"""``manage.py prepare``: everything a start needs, again and again without harm."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from grunddata.services import load_reference
from konton.demo_accounts import DEMO_ACCOUNTS
from konton.models import User


class Command(BaseCommand):
    help = "Databas, grunddata, statiska filer och (i övningsläge, första gången) demodata."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--candidates", type=int, default=settings.DEMO_CANDIDATES)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        load_reference()
        call_command("collectstatic", interactive=False, verbosity=0)
        # The demo is written in one transaction, so one of its accounts stands for all of it.
        demo_there = User.objects.filter(email=DEMO_ACCOUNTS[0].email).exists()
        if settings.DEMO and not demo_there:
            self.stdout.write(f"  Övningsdata: {options['candidates']} påhittade personer …")
            call_command(
                "demo",
                candidates=options["candidates"],
                seed=options["seed"],
                stdout=self.stdout,
            )
