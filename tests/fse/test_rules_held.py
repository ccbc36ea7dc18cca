"""Every numbered rule is held: by the catalogue, a check or a test, and by a test that bears its number."""

import ast
import re
from pathlib import Path

import pytest

import schemas.rules as catalogue
from schemas.rules import RULES
from tests.fse.test_rules import CASES

ROOT = Path(__file__).parents[2]
HELD = dict(
    line.split(maxsplit=1)
    for line in (Path(__file__).parent / "rules.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)
RANGES = {"R-S": 7, "R-C": 11, "R-P": 11, "R-E": 15, "R-O": 10, "P": 7, "X": 3}


def _names_of_tests() -> set[str]:
    """Names of test functions and ids of their cases, with the numbers as the rules write them."""
    names = {f"{case.rule} " for case in CASES}
    for path in (ROOT / "tests").rglob("test_*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                names.add(
                    re.sub(r"^test_((?:r_)?[a-z]\d+)_", lambda m: m[1].upper().replace("_", "-") + " ", node.name)
                )
                ids = [
                    word.value for d in node.decorator_list for word in ast.walk(d) if isinstance(word, ast.Constant)
                ]
                names |= {f"{one} " for one in ids if isinstance(one, str)}
    return names


def test_the_list_names_every_rule() -> None:
    listed = {f"{family}{number}" for family, last in RANGES.items() for number in range(1, last + 1)}
    assert listed <= HELD.keys()


@pytest.mark.parametrize("number", list(HELD))
def test_the_rule_is_where_the_list_says(number: str) -> None:
    if HELD[number] == "catalogue":
        assert [rule.code for rule in RULES.values() if re.search(rf"\b{number}\b", rule.source)]
    else:
        assert number in (ROOT / HELD[number]).read_text(encoding="utf-8")


def test_every_rule_is_in_the_name_of_a_test() -> None:
    names = _names_of_tests()
    assert [number for number in HELD if not any(name.startswith(f"{number} ") for name in names)] == []


def test_every_case_is_of_a_rule_that_has_its_number() -> None:
    for case in CASES:
        if case.rule.startswith("R-") and case.code != "LISTE-01":  # any value outside a list, two statuses among them
            assert re.search(rf"\b{case.rule}\b", RULES[case.code].source), case


def test_every_code_of_a_numbered_rule_has_a_case_or_a_test() -> None:
    numbered = {code for code, rule in RULES.items() if re.match(r"R-", rule.source)}
    tested = {case.code for case in CASES}
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert {code for code in numbered - tested if f'"{code}"' not in text} == set()


def test_no_code_is_used_twice() -> None:
    given = [
        rule.code for name, rules in vars(catalogue).items() if name.isupper() and name != "RULES" for rule in rules
    ]
    assert len(given) == len(set(given)) == len(RULES)
