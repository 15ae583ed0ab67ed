"""The questions on the command line, as another program asks them."""

import json
from pathlib import Path
from typing import Any

import pytest

from matchning.optimering import io
from matchning.optimering.cli import main

from .test_cli import run, write

PROBLEM: dict[str, Any] = {
    "schema": "byggvagen/problem/1",
    "weeks": 20,
    "candidates": [{"id": f"c{k}"} for k in (1, 2, 3)],
    "sites": [{"id": "s1"}],
    "needs": [
        {"id": "n1", "site": "s1", "start_week": 0, "end_week": 10, "headcount": 1},
        {"id": "n2", "site": "s1", "start_week": 0, "end_week": 5, "headcount": 1},
    ],
    "pairs": [
        {"candidate": "c1", "need": "n1", "value": 10.0},
        {"candidate": "c2", "need": "n1", "value": 7.0},
        {"candidate": "c2", "need": "n2", "value": 2.0},
    ],
    "labels": {"n1": "Kv. Eken"},
}


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    problem, out = write(tmp_path / "problem.json", PROBLEM), tmp_path / "out.json"
    assert run("solve", problem, "--json", out, "--gap", 0).returncode == 0
    return problem, out


def answer(*arguments: object) -> Any:
    done = run(*arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_explain(files: tuple[Path, Path]) -> None:
    one = answer("explain", *files, "--candidate", "c1")
    assert one["placement"]["need"] == "n1"
    assert [r["code"] for r in one["placement"]["reasons"]] == ["pair"]
    (next_one,) = answer("explain", *files, "--need", "n1")
    assert (next_one["candidate"], next_one["loss_at_least"]) == ("c2", pytest.approx(5.0))
    everyone = answer("explain", *files)
    assert [u["code"] for u in everyone["unplaced"]] == ["no_pair"]
    assert answer("explain", *files, "--conflicts")["broken"] == []


def test_why_not(files: tuple[Path, Path]) -> None:
    found = answer("why-not", *files, "--candidate", "c2", "--need", "n1", "--swap")
    assert found["why_not"]["answer"] == "possible"
    chain = found["swap_chain"]
    assert (chain["status"], chain["loss_at_most"]) == ("found", pytest.approx(5.0))
    assert [c["candidate"] for c in chain["diff"]["gone"]] == ["c1"]
    blocked = answer("why-not", *files, "--candidate", "c3", "--need", "n1")["why_not"]
    assert blocked["sentence_sv"] == "Paret finns inte bland de givna."


def test_price(files: tuple[Path, Path]) -> None:
    place = answer("price", *files, "--kind", "place", "--item", "n1")
    assert place["value"] == pytest.approx(5.0)
    assert place["sentence_sv"] == "1 plats till på Kv. Eken ger 5,0 arbetsveckor."
    assert [p["item"] for p in answer("price", *files)] == ["n1"]
    half = run("price", *files, "--kind", "place")
    assert (half.returncode, half.stdout) == (2, "")


def test_diff_and_replay(files: tuple[Path, Path], tmp_path: Path) -> None:
    problem, out = files
    banned = {**PROBLEM, "forbidden": [{"candidate": "c1", "need": "n1"}]}
    other = tmp_path / "other.json"
    run("solve", write(tmp_path / "banned.json", banned), "--json", other, "--gap", 0)
    found = answer("diff", problem, out, other)
    assert [c["candidate"] for c in found["gone"]] == ["c1"]
    assert [c["sentence_sv"] for c in found["moved"]] == [
        "c2 flyttas från n2 vecka 0 till 5 till Kv. Eken vecka 0 till 10."
    ]
    assert answer("diff", problem, out, "--replay", "--gap", 0)["equal"] is True
    assert run("diff", problem, out).returncode == 2


def test_what_if(files: tuple[Path, Path], tmp_path: Path) -> None:
    changes = write(tmp_path / "changes.json", [{"kind": "place", "item": "n1"}])
    found = answer("what-if", *files, "--changes", changes, "--gap", 0)
    assert found["changes"] == ["1 plats till på Kv. Eken"]
    assert (found["before"], found["after"]) == (pytest.approx(12.0), pytest.approx(17.0))
    assert [c["candidate"] for c in found["diff"]["moved"]] == ["c2"]
    wrong = write(tmp_path / "wrong.json", [{"kind": "plats", "item": "n1"}])
    done = run("what-if", *files, "--changes", wrong)
    assert (done.returncode, done.stdout) == (2, "")
    assert run("what-if", *files, "--changes", files[0]).returncode == 2


def test_groups(files: tuple[Path, Path], tmp_path: Path) -> None:
    groups = write(tmp_path / "groups.json", {"alla": ["c1", "c2", "c3"]})
    (one,) = answer("groups", *files, "--groups", groups)
    assert one["sentence_sv"] == "alla: färre än 5 personer, inga siffror visas."
    wrong = write(tmp_path / "wrong.json", {"alla": ["c9"]})
    assert run("groups", *files, "--groups", wrong).returncode == 2


LATER = {"known_from_week": 2, "available_from_week": 5}
YEAR: dict[str, Any] = {
    "schema": "byggvagen/problem/1",
    "weeks": 20,
    "candidates": [
        {"id": "c1", "consent": True, "trades": [{"trade": "snickare", "rank": 2}]},
        {"id": "c2", "consent": True, "trades": [{"trade": "snickare", "rank": 1}], **LATER},
    ],
    "sites": [{"id": "s1"}],
    "needs": [
        {
            "id": "n1",
            "site": "s1",
            "trade": "snickare",
            "start_week": 1,
            "end_week": 16,
            "headcount": 1,
            "max_delay_weeks": 8,
        }
    ],
}


def test_weekly_decides_a_week_and_replays_a_year(tmp_path: Path) -> None:
    """c1 can begin in week 1 and have 15 weeks, c2, whose first choice it is, 11 from week 5."""
    year = write(tmp_path / "year.json", YEAR)
    alone = answer("weekly", year, "--week", 0)
    assert [p["candidate"] for p in alone["placements"]] == ["c1"]
    waits = answer("weekly", year, "--week", 0, "--year", year)
    assert waits == {"placements": [], "begun": []}
    replayed = answer("weekly", year, "--year", year, "--gap", 0)
    assert replayed["replayed"]["decided"] == {"c1": 1}
    assert replayed["share"] == pytest.approx(1.0)


def test_no_time_for_a_week_is_no_plan(tmp_path: Path) -> None:
    done = run("weekly", write(tmp_path / "year.json", YEAR), "--week", 0, "--time-limit", 1e-9)
    assert (done.returncode, done.stdout) == (4, "")


@pytest.mark.parametrize(
    "wrong",
    [
        ("--week", -1),
        ("--week", 0, "--notice", 0),
        ("--week", 0, "--begun", "c1"),
        ("--week", 0, "--begun", "c9=t1"),
        ("--begun", "c1=t1"),
    ],
)
def test_a_wrong_week_is_bad_input(tmp_path: Path, wrong: tuple[object, ...]) -> None:
    done = run("weekly", write(tmp_path / "year.json", YEAR), *wrong)
    assert (done.returncode, done.stdout) == (2, "")


def test_pareto(files: tuple[Path, Path]) -> None:
    found = answer("pareto", files[0], "--aims", "filled,value", "--points", 3)
    assert [point["measures"] for point in found["points"]] == [{"filled": 15.0, "value": 12.0}]


def test_an_interrupted_question_is_one_line(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(text: bytes) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(io, "read_problem", interrupted)
    assert main(["explain", str(files[0]), str(files[1])]) == 130
    assert capsys.readouterr() == ("", "interrupted\n")


def test_a_result_of_another_problem_is_bad_input(files: tuple[Path, Path], tmp_path: Path) -> None:
    other = write(tmp_path / "other.json", {**PROBLEM, "weeks": 30})
    done = run("why-not", other, files[1], "--candidate", "c1", "--need", "n1")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Resultatet är räknat på ett annat problem." in done.stderr
    assert run("explain", files[0], files[0]).returncode == 2
