"""Words that discriminate or give a programme away, and words that only look like them."""

import json

import pytest

from projekt.wording import TABLE, check_wording, wording_rules


def test_every_row_says_why_what_instead_and_on_what_ground() -> None:
    rows = json.loads(TABLE.read_text(encoding="utf-8"))
    assert len({row["code"] for row in rows}) == len(rows) == len(wording_rules())
    for row in rows:
        assert row["ground"] in {"discrimination", "programme"}
        assert all(row[name].strip().endswith(".") for name in ("why", "advice"))
        assert row["source"]
        assert row["phrases"]


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        ("Kräver svensk modersmål.", "native_language", "svensk modersmål"),
        ("Du talar svenskt  modersmål", "native_language", "svenskt modersmål"),
        ("Vi söker dig som är ung!", "age", "ung"),
        ("Gärna KVINNLIGA snickare", "sex", "KVINNLIGA"),
        ("Vi får bidrag för platsen", "subsidy", "bidrag"),
        ("En nystartsjobb-person passar", "subsidy", "nystartsjobb"),
        ("Passar invandrare", "programme", "invandrare"),
        ("Du är fullt frisk.", "health", "fullt frisk"),
        ("Långtidsarbetslösa välkomna", "programme", "Långtidsarbetslösa"),
    ],
)
def test_the_words_are_found_as_they_were_written(text: str, code: str, found: str) -> None:
    findings = check_wording(text)
    assert [(f.rule.code, f.found) for f in findings] == [(code, found)]
    assert findings[0].sentence.startswith(f"Du skrev ”{found}”. ")
    assert findings[0].sentence.endswith(findings[0].rule.advice)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ungefär tolv veckor, du får bidra med egna idéer.",
        "Frisk luft och friskt humör. Vi bidrar med verktyg.",
        "Du talar svenska på nivå A2 eller engelska.",
        "Tunga lyft förekommer. Mangla inte.",
        "Stammanövrering och manlucka ingår.",
        "Jordbävning 😀 och ﬁna ord",
    ],
)
def test_words_that_only_look_like_them_are_left_alone(text: str) -> None:
    assert check_wording(text) == []


def test_letters_that_fold_into_several_keep_the_finding() -> None:
    findings = check_wording("ﬁnt för en ung person")
    assert [f.found for f in findings] == ["ung"]
