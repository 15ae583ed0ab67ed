"""Why a proposal: rules met, what the value is made of, how close it was, what nobody has told."""

from typing import Any

from rest_framework import serializers

from ..enums import Margin, ReasonKind
from ..models import Proposal
from ..optimering.swedish import number
from ..optimering.value import PARTS
from ..run_words import run_sentence
from .fields import ReasonItemSerializer

SAME = 0.05  # weeks of work: closer than this counts as equal


class ValuePartSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    value = serializers.FloatField(help_text="Arbetsveckor, med tecken.")


class MarginWordsSerializer(serializers.Serializer[Any]):
    code = serializers.ChoiceField(choices=Margin.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    sentences = serializers.ListField(child=serializers.CharField())


class MissingFactSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    sentence = serializers.CharField()
    may_block = serializers.BooleanField(help_text="Om uppgiften kan visa att förslaget inte går.")


class WhySerializer(serializers.Serializer[Any]):
    run_number = serializers.IntegerField()
    run_sentence = serializers.CharField()
    rules = ReasonItemSerializer(many=True)
    against = ReasonItemSerializer(many=True)
    value = serializers.FloatField(help_text="Arbetsveckor.")
    value_parts = ValuePartSerializer(many=True)
    margin = MarginWordsSerializer()
    missing = MissingFactSerializer(many=True)


def why(proposal: Proposal) -> dict[str, Any]:
    """The stored reasons, grouped; no question is asked of the optimiser."""
    reasons: list[dict[str, Any]] = proposal.reasons
    return {
        "run_number": proposal.run.number,
        "run_sentence": run_sentence(proposal.run),
        "rules": [r for r in reasons if r["kind"] == ReasonKind.MET],
        "against": [
            r
            for r in reasons
            if r["kind"] == ReasonKind.MINUS and r["code"] not in proposal.value_parts
        ],
        "value": proposal.value,
        "value_parts": [
            {"code": code, "label": PARTS[code], "value": value}
            for code, value in proposal.value_parts.items()
        ],
        "margin": {
            "code": proposal.margin,
            "label": proposal.get_margin_display(),
            "sentences": _margin_words(proposal.margin_data),
        },
        "missing": [
            {
                "code": r["code"],
                "sentence": r["sentence_sv"],
                "may_block": bool(r["data"].get("may_block")),
            }
            for r in reasons
            if r["kind"] == ReasonKind.MISSING
        ],
    }


def _margin_words(margin: dict[str, Any]) -> list[str]:
    person = margin.get("to_next_candidate_for_need")
    need = margin.get("to_next_need_for_candidate")
    return [
        _closeness(
            person, "Nästa person på samma behov", "Ingen annan utan förslag kan ta platsen."
        ),
        _closeness(
            need,
            "Nästa behov för samma person",
            "Inget annat behov med plats passar personen.",
        ),
    ]


def _closeness(loss: float | None, who: str, nobody: str) -> str:
    if loss is None:
        return nobody
    if abs(loss) < SAME:
        return f"{who} är lika bra."
    word = "mindre" if loss > 0 else "mer"
    return f"{who} är värt {number(abs(loss))} arbetsveckor {word}."
