"""What the optimiser answers about a plan, with the names and days this reader may see."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kandidater.models import Candidate
from konton.actors import Actor
from projekt.models import LabourNeed, Project
from utbildning.models import CourseIntake

from ..models import OptimisationRun
from ..optimering.diff import Changed, Diff
from ..optimering.prices import Price
from ..optimering.result import Placement, Training
from ..optimering.swaps import SwapChain
from ..optimering.whynot import WhyNot
from ..plan_words import in_calendar, with_names
from ..weeks import Calendar

SOMEBODY = "En deltagare"  # whom this reader may not see
MOST_LISTED = 100
WORTH_TELLING = 0.05  # weeks of work: less is written as 0


def need_title(need: LabourNeed) -> str:
    return f"{need.occupation} på {need.project.name}"


class Words:
    """Names and days for what the plan says, as this reader may see them: three queries."""

    def __init__(
        self,
        run: OptimisationRun,
        actor: Actor,
        diff: Diff | None = None,
        known: Mapping[str, str] | None = None,
    ) -> None:
        self.calendar = Calendar(run.first_monday)
        changed = [*diff.moved, *diff.gone, *diff.new][:MOST_LISTED] if diff else []
        self.changed = changed
        wheres = [w for c in changed for w in (c.before, c.after) if w is not None]
        people = Candidate.objects.visible_to(actor).filter(pk__in={c.candidate for c in changed})
        self.names = {str(p.pk): str(p) for p in people} | dict(known or {})
        needs = LabourNeed.objects.filter(
            pk__in={w.need for w in wheres if isinstance(w, Placement)}
        ).select_related("project", "occupation")
        self.needs = {str(need.pk): need_title(need) for need in needs}
        intakes = CourseIntake.objects.filter(
            pk__in={intake for w in wheres for intake in w.intakes}
        ).select_related("course")
        self.courses = {
            str(intake.pk): {"name": intake.course.name, "start_date": intake.start_date}
            for intake in intakes
        }

    def sentence(self, text: str) -> str:
        hidden = {c.candidate: SOMEBODY for c in self.changed}
        return with_names(in_calendar(text, self.calendar), hidden | self.names)

    def where(self, proposal: Placement | Training | None) -> dict[str, Any] | None:
        if proposal is None:
            return None
        placed = proposal if isinstance(proposal, Placement) else None
        return {
            "need_id": placed and placed.need,
            "need": self.needs.get(placed.need, "") if placed else "",
            "start_date": self.monday(placed.start_week) if placed else None,
            "end_date": self.monday(proposal.end_week),
            "courses": [self.courses[i] for i in proposal.intakes if i in self.courses],
        }

    def monday(self, week: int) -> date:
        return self.calendar.monday(week)

    def listed(self) -> list[dict[str, Any]]:
        return [self._change(change) for change in self.changed]

    def _change(self, change: Changed) -> dict[str, Any]:
        name = self.names.get(change.candidate)
        return {
            "candidate_id": change.candidate if name else None,
            "name": name or SOMEBODY,
            "change": change.word,
            "before": self.where(change.before),
            "after": self.where(change.after),
        }


def why_not_answer(told: WhyNot, words: Words) -> dict[str, Any]:
    return {
        "answer": told.answer,
        "sentence": words.sentence(told.sentence_sv),
        "blocked": [
            {
                "code": rule.code,
                "title_sv": rule.title_sv,
                "sentence_sv": words.sentence(rule.sentence_sv),
            }
            for rule in told.blocked
        ],
        "ways": [words.sentence(way.sentence_sv) for way in told.ways],
        "loss_at_least": told.loss_at_least,
    }


def swap_answer(chain: SwapChain, words: Words) -> dict[str, Any]:
    return {
        "status": chain.status,
        "sentence": words.sentence(chain.sentence_sv),
        "loss_at_most": chain.loss_at_most,
        "affected": words.listed(),
    }


def price_rows(run: OptimisationRun, prices: Iterable[Price]) -> list[dict[str, Any]]:
    """With what each price is of in words; three queries."""
    priced = [price for price in prices if (price.value or 0.0) >= WORTH_TELLING]
    items = {price.item for price in priced}
    calendar = Calendar(run.first_monday)
    intakes = CourseIntake.objects.filter(pk__in=items).select_related("course", "municipality")
    needs = LabourNeed.objects.filter(pk__in=items).select_related("project", "occupation")
    titles = {str(i.pk): f"{i.course.name} i {i.municipality.name}" for i in intakes}
    titles |= {str(need.pk): need_title(need) for need in needs}
    titles |= {str(p.pk): p.name for p in Project.objects.filter(pk__in=items)}
    starts = {str(intake.pk): intake.start_date for intake in intakes}
    return [
        {
            "kind": price.kind,
            "item_id": price.item,
            "title": titles[price.item],
            "amount": price.amount,
            "from_date": starts.get(price.item)
            or (None if price.week is None else calendar.monday(price.week)),
            "value": price.value,
            "exact": price.exact == "integer",
            "sentence": in_calendar(price.sentence_sv, calendar),
        }
        for price in priced
        if price.item in titles
    ]


def diff_answer(
    run: OptimisationRun, against: OptimisationRun, found: Diff, words: Words
) -> dict[str, Any]:
    counts = {
        "new": len(found.new),
        "moved": len(found.moved),
        "gone": len(found.gone),
        "unchanged": len(found.unchanged),
    }
    return {
        "run_number": run.number,
        "against_number": against.number,
        "sentence": found.sentence_sv,
        **counts,
        "objective_before": found.objective_before,
        "objective_after": found.objective_after,
        "changed": words.listed(),
        "listed_all": counts["new"] + counts["moved"] + counts["gone"] <= MOST_LISTED,
    }


def nothing_before(run: OptimisationRun) -> dict[str, Any]:
    return {
        "run_number": run.number,
        "against_number": None,
        "sentence": "Det finns ingen tidigare plan att jämföra med.",
        "new": 0,
        "moved": 0,
        "gone": 0,
        "unchanged": 0,
        "objective_before": None,
        "objective_after": run.objective,
        "changed": [],
        "listed_all": True,
    }
