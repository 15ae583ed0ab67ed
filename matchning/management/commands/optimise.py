"""``manage.py optimise``: one run on the database, in the foreground, told truthfully."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bas.api.errors import Conflict
from konton.actors import Actor
from konton.enums import Role
from konton.models import Membership
from matchning.models import OptimisationRun
from matchning.run_words import run_sentence
from matchning.services.execution import execute_run
from matchning.services.runs import request_run


class Command(BaseCommand):
    help = "Optimera en gång på databasen och spara förslagen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="Skriv körningen som JSON.")
        parser.add_argument("--as", dest="email", help="Samordnarens e-post (annars den första).")
        parser.add_argument("--time-limit", type=float, default=60.0, help="Sekunder.")
        parser.add_argument("--gap", type=float, default=0.001, help="0 = bevisa.")
        parser.add_argument("--seed", type=int, default=0)

    def handle(self, *args: Any, **options: Any) -> None:
        coordinators = Membership.objects.filter(
            role=Role.COORDINATOR, is_active=True
        ).select_related("user", "organisation")
        if options["email"]:
            coordinators = coordinators.filter(user__email=options["email"].lower())
        membership = coordinators.order_by("created_at").first()
        if membership is None:
            raise CommandError("Ingen samordnare finns. Kör manage.py demo eller ange --as E-POST.")
        if not 1 <= options["time_limit"] <= 3600:
            raise CommandError("--time-limit ska vara 1–3600 sekunder.")
        if not 0 <= options["gap"] <= 1:
            raise CommandError("--gap ska vara 0–1.")
        try:
            run = request_run(
                actor=Actor.of(membership),
                time_limit_seconds=options["time_limit"],
                gap_target=options["gap"],
                seed=options["seed"],
                ring=False,
            )
        except Conflict as conflict:
            raise CommandError(str(conflict.detail)) from conflict
        execute_run(run_id=run.pk)
        run = OptimisationRun.objects.get(pk=run.pk)
        if run.status != "finished":
            raise CommandError(f"Körningen blev inte klar: {run.message or run.status}")
        facts = {
            "run": str(run.pk),
            "number": run.number,
            "outcome": run.outcome,
            "objective": run.objective,
            "bound": run.bound,
            "gap": run.gap,
            "bound_scope": run.bound_scope,
            "seconds": run.solve_seconds,
            "input_sha256": run.input.sha256,
            "plan_sha256": run.result_sha256,
            "summary": run.summary,
        }
        if options["json"]:
            self.stdout.write(json.dumps(facts, ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"Körning {run.number}, {run.solve_seconds:.1f} s. {run_sentence(run)}")
