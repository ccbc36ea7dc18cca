"""The catalogue of rules: complete, in the words of the staff, and neither short nor long of a code."""

import ast
import re
from dataclasses import replace

import pytest

from schemas.rules import RULES, by_code
from schemas.wording import FAMILIES
from tests.nights import ROOT

CODE = re.compile(r"[A-Z]+-\d\d")
PARAMETER = re.compile(r"\{(\w+)\}")
FORBIDDEN = re.compile(
    r"\b(null|none|nan|string|regex|schema|schéma|warning|data ?frame|polars|pandera|duckdb|python|exception|error|parse\w*|token|"
    r"boolean|booléen|float|integer|bug|json|xml|utf|unicode|byte|octets?|sha256|hash|none|true|false)\b",
    re.IGNORECASE,
)
# What to type is then the column's own affair (its example is in its note), or there is nothing to type.
WITHOUT_EXAMPLE = {
    "MONTANT-41",
    "IDENT-40",
    "LISTE-01",
    "LISTE-40",
    *(f"LISTE-{n:02}" for n in (*range(5, 16), *range(30, 40))),
}


def raised_codes() -> set[str]:
    """The codes that stand in the program outside the catalogue, and in the checks across the network."""
    found: set[str] = set()
    for package in ("schemas", "transforms", "flows", "warehouse"):
        for path in (ROOT / package).rglob("*.py"):
            if path.is_relative_to(ROOT / "schemas" / "rules"):
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"))
            texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
            found |= {text for text in texts if isinstance(text, str) and CODE.fullmatch(text)}
    for path in (ROOT / "warehouse").rglob("*.sql"):
        found |= set(re.findall(r"^-- code: (\S+)", path.read_text(encoding="utf-8"), re.MULTILINE))
    return found


def test_every_code_that_can_be_raised_has_its_entry_and_every_entry_is_raised() -> None:
    raised = raised_codes()
    assert len(raised) > 150
    assert raised - RULES.keys() == set()
    assert RULES.keys() - raised == set()


def test_two_rules_of_one_code_are_an_error() -> None:
    rule = RULES["IDENT-40"]
    with pytest.raises(TypeError, match="IDENT-40"):
        by_code([rule, replace(rule, name="another")])


def test_every_rule_is_complete() -> None:
    for code, rule in RULES.items():
        assert CODE.fullmatch(code)
        assert rule.family in FAMILIES
        for sentence in (rule.what, rule.why, rule.fix):
            assert sentence.strip() == sentence, code
            assert sentence.endswith("."), code
            assert sentence[0].isupper() or sentence[0] in "«{", code
        if rule.family not in ("FICHIER", "ENTETE") and code not in WITHOUT_EXAMPLE:
            assert rule.example, code


def test_names_of_rules_are_their_own() -> None:
    by_family = [(rule.family, rule.name) for rule in RULES.values()]
    assert len(by_family) == len(set(by_family))


def test_no_sentence_holds_a_word_of_ours() -> None:
    for code, rule in RULES.items():
        for sentence in (rule.what, rule.why, rule.fix, rule.example):
            assert not FORBIDDEN.search(PARAMETER.sub("", sentence)), (code, sentence)


def test_only_what_is_wrong_takes_parameters() -> None:
    for code, rule in RULES.items():
        assert not PARAMETER.search(rule.why + rule.fix + rule.example), code


def test_the_committed_page_of_messages_is_what_the_catalogue_gives() -> None:
    from flows.letters import errors_page

    page = (ROOT / "docs" / "erreurs.md").read_text(encoding="utf-8")
    assert page == errors_page(), "run: epi errors > docs/erreurs.md"
    assert re.findall(r"^### (\S+)$", page, re.MULTILINE) == [
        code for family in FAMILIES for code in sorted(RULES) if code.startswith(f"{family}-")
    ]
    assert not re.search(r"[{}]", page)
