"""The page of the mathematics, written from the registry: `python -m matchning.optimering.page`.

Rules, parts of the value, weights and assumptions are read where the optimiser reads them, so the
page cannot say anything else; a test compares it with docs/matematik.md.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .conditions import Yrkesbevis
from .problem import TravelRules, Weights
from .registry import PAIR_RULES, PATH_RULES, PLAN_RULES
from .swedish import decimal
from .value import PARTS

PAGE = Path(__file__).parents[2] / "docs" / "matematik.md"

# What each rule of a path or a plan says in symbols, where it is more than a sentence.
FORMULAS: Mapping[str, str] = MappingProxyType(
    {
        "path_order": "slut(k) ≤ start(k+1), slut(sista) ≤ start på arbetet",
        "one_future": "Σ x_c ≤ 1 över framtiderna c för varje kandidat",
        "weeks": "start_j ≤ start_c < slut_c ≤ slut_j",
        "headcount": "Σ x_c ≤ h_j(v) över dem som är på behov j vecka v",
        "seats": "Σ x_c ≤ q_t − upptagna_t över dem som går kurstillfälle t",
        "tutor_hours": "Σ u_c x_c ≤ U_s(v) över dem som är på plats s vecka v",
        "budget": "Σ kostnad_c x_c ≤ B_f över kurstillfällen som betalas ur budget f",
        "together": "alla i gruppen på samma plats, eller ingen i arbete",
        "goals": "minst: z ≥ mål − Σ g; andel: z ≥ mål · Σ alla − Σ g; z ≥ 0",
        "objective": "Σ v_c x_c − Σ pris_g z_g",
        "lock": "x_c = 1",
    }
)

# How each part of the value is counted; names in brackets are weights of the table below.
PART_FORMULAS: Mapping[str, str] = MappingProxyType(
    {
        "work": "veckor × behovets vikt",
        "wish": "work × [wish_share] × (1 för förstaval, 0,5 för andraval, 0 för senare)",
        "nice": "work × [nice_share] × andelen av meriterna som hon har vid start",
        "rung": "work × [rung_share] × (1 på lägsta nivån, 0,5 en nivå från, 0 två nivåer från)",
        "travel": "−work × [travel_share_per_hour] × restimmar enkel väg",
        "waiting": "−[waiting_per_week] × veckor från tillgänglig till start och mellan behov",
        "cost": "−[cost_per_1000_sek] × kurskostnad / 1 000",
        "hours": "[per_1000_hours] × min(räknade timmar, det som är kvar) / 1 000",
        "yrkesbevis": "[yrkesbevis] om de räknade timmarna räcker till det som är kvar",
        "opening": "värdet av det bästa väntade arbete kursen öppnar",
        "keep": "[keep_weeks] för samma besked, hälften för samma behov på annat sätt",
        "pair": "värdet i indata när paren är givna",
    }
)

WEIGHTS: Mapping[str, str] = MappingProxyType(
    {
        "wish_share": "önskat yrke, andel av arbetsveckorna",
        "nice_share": "meriter, andel av arbetsveckorna",
        "rung_share": "yrkesnivå, andel av arbetsveckorna",
        "travel_share_per_hour": "avdrag per restimme, andel av arbetsveckorna",
        "waiting_per_week": "avdrag per väntevecka",
        "cost_per_1000_sek": "avdrag per 1 000 kr i kurskostnad",
        "keep_weeks": "för ett besked som står fast",
        "per_1000_hours": "per 1 000 timmar mot yrkesbevis",
        "yrkesbevis": "för ett färdigt yrkesbevis",
    }
)

TRAVEL: Mapping[str, str] = MappingProxyType(
    {
        "detour_factor": "vägen är fågelvägen gånger",
        "public_speed_kmh": "kollektivtrafik, km/h",
        "public_fixed_minutes": "kollektivtrafik, fasta minuter",
        "public_first_arrival_hour": "kollektivtrafik kommer tidigast fram klockan",
        "car_speed_kmh": "bil, km/h",
        "car_fixed_minutes": "bil, fasta minuter",
        "car_licence": "bil kräver körkort",
        "bicycle_speed_kmh": "cykel, km/h",
        "bicycle_fixed_minutes": "cykel, fasta minuter",
        "neutral_minutes": "okänd restid räknas i värdet som minuter",
    }
)

ASSUMPTIONS = (
    "Det som inte är känt ger mittpoängen 0,5 i värdet: det varken hjälper eller stjälper.",
    "Kön, ursprung, ålder och funktionsnedsättning finns inte i värdet. Åldern läses bara av "
    "åldersgränsen i lag; arbetsmoment hon inte klarar läses bara av regeln om arbetets krav.",
    "Okänd restid, okänt språk i arbetslaget och okänd stödform hindrar inget. Okänd ålder "
    "uppfyller ingen åldersgräns. Ett intyg som inte är inlagt finns inte.",
    "Det en kurs ger gäller från veckan då den slutar. Kursens egna veckor räknas som väntan.",
    "Senaste start räknas från det senaste steg där behovet vill ha fler.",
    "Ett låst förslag är en människas beslut: det står även mot kandidatens regler, men inte mot "
    "platser, handledartid, kursplatser, budget eller ett samtycke som saknas.",
)

INTRODUCTION = """\
# Matematiken i matchningen

Sidan skrivs av `python -m matchning.optimering.page` ur samma register som optimeraren räknar med.
Ändra där, inte här. Hur det räknas snabbt och bevisas står i [optimering.md](optimering.md).

En *framtid* c är en kandidats hela väg: kurstillfällen (inga till fyra), ett behov eller en kedja
av behov, och veckor. Planen väljer framtider, x_c = 1 för en vald och 0 annars:

    största Σ v_c x_c − Σ pris_g z_g     v_c framtidens värde, z_g det som fattas till mål g

Värdet räknas i arbetsveckor på ett behov med vikten 1. Med *steg* blir varje steg (arbetsveckor,
mål, värde, stabilitet) så stort det går i tur och ordning, och får sedan minska högst sin tolerans
när nästa räknas.
"""


def text() -> str:
    """The whole page."""
    parts = [
        INTRODUCTION,
        "## Regler för kandidat och behov\n",
        _table(
            ("Kod", "Regel", "Enhet", "När den håller", "När den hindrar", "Kurs kan hjälpa"),
            (
                (
                    f"`{rule.code}`",
                    rule.title_sv,
                    rule.unit,
                    _blank(rule.met_sv),
                    _blank(rule.blocked_sv),
                    "ja" if rule.closable else "nej",
                )
                for rule in PAIR_RULES
            ),
        ),
        "## Regler för kurserna på vägen\n",
        _named(PATH_RULES),
        "## Regler för planen\n",
        _named(PLAN_RULES),
        "## Värdets delar\n",
        _table(
            ("Kod", "Del", "Räknas som"),
            (
                (f"`{code}`", name[0].upper() + name[1:], PART_FORMULAS[code])
                for code, name in PARTS.items()
            ),
        ),
        "## Vikter, om inget annat är sagt\n",
        _defaults(Weights(), WEIGHTS),
        "## Restid där ingen är given\n",
        "Restiden är fasta minuter + väg / fart med det snabbaste färdsätt som går.\n",
        _defaults(TravelRules(), TRAVEL),
        "## Antaganden\n",
        _list((*ASSUMPTIONS, _hours())),
    ]
    return "\n".join(parts)


def main(arguments: list[str]) -> None:
    """Write the page to the file named, else to docs/matematik.md."""
    target = Path(arguments[0]) if arguments else PAGE
    target.write_text(text(), encoding="utf-8")


def _named(rules: Iterable[Any]) -> str:
    rows = (
        (f"`{r.code}`", r.title_sv, r.unit, r.blocked_sv, FORMULAS.get(r.code, "")) for r in rules
    )
    return _table(("Kod", "Regel", "Enhet", "När den bryts", "Formel"), rows)


def _defaults(given: object, words: Mapping[str, str]) -> str:
    rows = [(f.name, getattr(given, f.name)) for f in fields(given)]  # type: ignore[arg-type]
    return _table(
        ("Namn", "Betydelse", "Värde"),
        (
            (f"`{name}`", words[name], decimal(value) if isinstance(value, float) else value)
            for name, value in rows
        ),
    )


def _hours() -> str:
    counted = decimal(Yrkesbevis().hours_per_week)
    return (
        f"Mot yrkesbeviset räknas {counted} timmar per vecka i arbete, där yrkets krav är angivet."
    )


def _blank(sentence: str) -> str:
    """The sentence with its facts left open."""
    return re.sub(r"\{[^}]*\}", "…", sentence)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    def line(cells: Iterable[str]) -> str:
        return f"| {' | '.join(cells)} |"

    def lines() -> Iterator[str]:
        yield line(head)
        yield line("---" for _ in head)
        for row in rows:
            yield line(row)

    return "\n".join(lines()) + "\n"


def _list(items: Iterable[str]) -> str:
    return "".join(f"- {item}\n" for item in items)


if __name__ == "__main__":
    main(sys.argv[1:])
