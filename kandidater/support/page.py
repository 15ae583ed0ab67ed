"""Writes docs/stodformer.md from the worked cases: ``python -m kandidater.support.page``."""

import json
from pathlib import Path
from typing import Any

CASES = Path(__file__).resolve().parent / "cases.json"
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "stodformer.md"
HEAD = """# Möjliga stödformer: prövade fall

Skriven av `python -m kandidater.support.page` ur `kandidater/support/cases.json`; testerna läser
samma fil. Produkten visar bara vad som är möjligt. Arbetsförmedlingen beslutar.

Reglerna är data (`grunddata/data/support_rules.json`) med paragraf, källa och giltighet. Beloppen
gäller en månad på heltid med lön vid taket 20 000 kr och arbetsgivaravgiften 31,42 %.
Etableringsjobbets belopp är 2023 års högsta steg.

- Tid räknas i kalendermånader bakåt från dagen. Båda dagarna i en angiven tid räknas.
- Är tiden delad räknas dagarna: tolv månader är så många dagar som de senaste tolv månaderna har
  (vårt antagande).
- Vård av eget barn under två år räknas bort: ramen förlängs med lika många dagar.
- ”Saknas” är det som inte är känt. Det som talar emot sägs alltid.

"""
COLUMNS = (
    "Nr",
    "Fall",
    "Lagrum",
    "Dag",
    "Svar",
    "Belopp, kr",
    "Längst, månader",
    "Saknas eller talar emot",
    "Antagande",
)
VERDICTS = {
    "possible": "möjligt",
    "unknown": "kan vara möjligt",
    "no": "inte nu",
    "not in force": "regeln gäller inte",
}


def page() -> str:
    cases = json.loads(CASES.read_text(encoding="utf-8"))
    lines = [COLUMNS, ["---"] * len(COLUMNS), *map(_cells, cases)]
    return HEAD + "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _cells(case: dict[str, Any]) -> list[str]:
    amounts = [
        text.format(f"{case[key]:,}".replace(",", " "))
        for key, text in (
            ("month_sek", "{} i månaden"),
            ("extra_month_sek", "därtill högst {} i månaden"),
            ("year_sek", "{} om året"),
        )
        if case[key] is not None and case["verdict"] in {"possible", "unknown"}
    ]
    return [
        str(case["nr"]),
        case["what"],
        case["law"],
        case["day"],
        VERDICTS[case["verdict"]],
        "; ".join(amounts),
        str(case["longest_months"] or ""),
        ", ".join(case["missing"] + case["against"]),
        case["assumption"],
    ]


if __name__ == "__main__":
    DOCUMENT.write_text(page(), encoding="utf-8")
