"""The page of the mathematics is the one the registry gives, and leaves nothing out."""

from matchning.optimering.page import FORMULAS, PAGE, PART_FORMULAS, text
from matchning.optimering.registry import PAIR_RULES, PATH_RULES, PLAN_RULES
from matchning.optimering.value import PARTS


def test_the_committed_page_is_the_one_the_registry_gives() -> None:
    assert PAGE.read_text(encoding="utf-8") == text(), "run python -m matchning.optimering.page"


def test_every_rule_and_part_is_on_it() -> None:
    page = text()
    told = [(rule.code, rule.title_sv) for rule in PAIR_RULES]
    told += [(rule.code, rule.title_sv) for rule in (*PATH_RULES, *PLAN_RULES)]
    for code, title in told:
        assert f"| `{code}` | {title} |" in page
    assert set(PART_FORMULAS) == set(PARTS)


def test_formulas_are_of_rules_there_are() -> None:
    assert set(FORMULAS) <= {rule.code for rule in (*PATH_RULES, *PLAN_RULES)}
