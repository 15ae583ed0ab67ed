"""Words in a need's text that discriminate or give a programme away, with what to write instead.

The words are data (``data/wording.json``): a list of phrases per reason, with its source. A phrase
matches whole words; a final ``*`` on a word lets it go on ("kvinnlig*" also finds "kvinnliga").
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bas.text import search_key

TABLE = Path(__file__).parent / "data" / "wording.json"


@dataclass(frozen=True, slots=True)
class WordingRule:
    code: str
    ground: str
    pattern: re.Pattern[str]
    why: str
    advice: str
    source: str


@dataclass(frozen=True, slots=True)
class WordingFinding:
    """``found`` is the text as it was written."""

    rule: WordingRule
    found: str

    @property
    def sentence(self) -> str:
        return f"Du skrev ”{self.found}”. {self.rule.why} {self.rule.advice}"


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    """One expression over text folded by ``search_key``; longest phrase first."""
    alternatives = []
    for phrase in sorted(phrases, key=len, reverse=True):
        words = [
            re.escape(search_key(word.rstrip("*"))) + (r"\w*" if word.endswith("*") else "")
            for word in phrase.split()
        ]
        alternatives.append(r"\W+".join(words))
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)")


@cache
def wording_rules() -> tuple[WordingRule, ...]:
    rows = json.loads(TABLE.read_text(encoding="utf-8"))
    return tuple(
        WordingRule(
            code=row["code"],
            ground=row["ground"],
            pattern=_pattern(row["phrases"]),
            why=row["why"],
            advice=row["advice"],
            source=row["source"],
        )
        for row in rows
    )


def check_wording(text: str) -> list[WordingFinding]:
    """At most one finding per rule, in the table's order."""
    folded = search_key(text)
    written = _same_length(text, folded)
    findings = []
    for rule in wording_rules():
        match = rule.pattern.search(folded)
        if match:
            findings.append(WordingFinding(rule, written[match.start() : match.end()]))
    return findings


def _same_length(text: str, folded: str) -> str:
    """The text as written if folding kept every position, else the folded text."""
    plain = " ".join(text.split())
    return plain if len(plain) == len(folded) else folded
