"""Writes docs/klausuler.md from the worked cases: ``python -m projekt.clause_page``.

The tests read the same cases; the models are the reference data's own.
"""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

CASES = Path(__file__).resolve().parent / "clause_cases.json"
ROOT = Path(__file__).resolve().parents[1]
MODELS = ROOT / "grunddata" / "data" / "clause_models.json"
DOCUMENT = ROOT / "docs" / "klausuler.md"
HEAD = """# Sociala krav i avtal: modeller och prövade fall

Skriven av `python -m projekt.clause_page` ur `projekt/clause_cases.json` och
`grunddata/data/clause_models.json`; testerna läser samma filer.

- Ett avtal fryser klausulens regel när det läggs in. En ny version av regeln är en ny modell.
- Månader räknas som i lag, från en dag till samma dag nästa månad, och varje dag är sin månads
  del. Tolv månader är tolv månader var på året de än börjar, och delarna blir alltid det hela.
- Alla tal är exakta bråk; bara det som visas avrundas.
- Uppfyllt är det som varit i placeringar som har börjat. Planerat är dagarna framåt. Saknas räknas
  för alla månader till och med den på raden: arbete i förväg räknas mot senare månader.
- Placeringar i avtalets projekt räknas. Löper två avtal samtidigt i projektet sägs det.
- En placering räknas från den avtalade första dagen (eller den tidigare dag den rapporterades
  börjad) till den dag den rapporterades slut: vårt antagande, eftersom det är vad som är känt.
- Personer med skyddade uppgifter räknas aldrig med. Var deltagare bor visas inte för ett företag,
  inte heller som andel: skillnaden mellan två dagar kan röja en person. Filerna till beställaren
  säger antalet personer först när de är minst fem.

"""
MODEL_COLUMNS = ("Modell", "Regel", "Källa", "Antaganden och kontroll")
COLUMNS = (
    *("Nr", "Fall", "Modell", "Avtalstid", "Räknat", "Krävt", "Uppfyllt", "Planerat", "Saknas"),
    *("Bonus, kr", "Inget krävs"),
)


def page() -> str:
    models = json.loads(MODELS.read_text(encoding="utf-8"))
    cases = json.loads(CASES.read_text(encoding="utf-8"))
    of_models = [[m["name_sv"], m["rule"], m["source"], m["verification_note"]] for m in models]
    return (
        HEAD
        + "## Modeller\n\n"
        + _table(MODEL_COLUMNS, of_models)
        + "\n## Prövade fall\n\nTid är från och med första dagen till och med sista.\n\n"
        + _table(COLUMNS, [_cells(case) for case in cases])
    )


def _table(columns: tuple[str, ...], rows: list[list[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _cells(case: dict[str, Any]) -> list[str]:
    contract, expect = case["contract"], case["expect"]
    last = date.fromordinal(date.fromisoformat(contract["end"]).toordinal() - 1)
    return [
        str(case["number"]),
        case["case"],
        case["model"],
        f"{contract['start']} – {last}",
        case["today"],
        *(_shown(expect[name]) for name in ("required", "fulfilled", "planned", "missing")),
        f"{expect.get('bonus_sek', 0):,}".replace(",", " "),
        " ".join(expect.get("not_required", [])),
    ]


def _shown(exact: str) -> str:
    """The fraction, and what it is about."""
    amount = Fraction(exact)
    if amount.denominator == 1:
        return exact
    return f"{exact} (≈ {float(amount):.3f})".replace(".", ",")


if __name__ == "__main__":
    DOCUMENT.write_text(page(), encoding="utf-8")
