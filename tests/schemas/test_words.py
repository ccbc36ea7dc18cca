"""The words that staff and the coordinator read stand where they are kept, and nowhere else."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from schemas.letters import TAKEN
from schemas.wording import counted, french_period, held_back, place
from tests.nights import ROOT

FRENCH = re.compile(r"[à-öø-ÿœÀ-ÖØ-ÞŒ«»]")
# What is looked for in the files of the staff: patterns of what they type, and the spellings of damaged letters.
READERS = ("transforms/read/", "transforms/values/", "transforms/layout/", "transforms/inspect/hints.py")
TEMPLATES = ("flows/templates/",)  # verify.py goes into each evidence pack, for the auditor


def texts_of(path: Path) -> Iterator[tuple[int, str]]:
    """The texts that a module says, with their lines: its literals without the docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in said:
            yield node.lineno, node.value


def test_no_french_stands_outside_the_declarations_and_the_templates() -> None:
    found = []
    for package in ("flows", "transforms", "warehouse"):
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not name.startswith(READERS + TEMPLATES):
                found += [f"{name}:{line}: {text}" for line, text in texts_of(path) if FRENCH.search(text)]
    assert found == []


def test_words_agree_with_their_number() -> None:
    assert [counted(n, TAKEN) for n in (0, 1, 2)] == ["0 ligne prise", "1 ligne prise", "2 lignes prises"]
    assert counted(1200, TAKEN, "1 200") == "1 200 lignes prises"


def test_a_period_is_said_in_words() -> None:
    periods = ("2015", "2015-08", "2015-T1", "2015-T2", "2015-S2")
    assert list(map(french_period, periods)) == [
        "2015", "août 2015", "1er trimestre 2015", "2e trimestre 2015", "2e semestre 2015",
    ]  # fmt: skip


def test_a_place_is_told_as_the_spreadsheet_shows_it() -> None:
    assert [place("Contrats", "D7"), place("Contrats", ""), place(None, "D7"), place(None, None)] == [
        "Contrats!D7", "Contrats", "D7", "Fichier",
    ]  # fmt: skip


def test_a_night_is_held_back_for_three_reasons_at_most_and_the_number_of_the_others() -> None:
    assert held_back(["a", "b", "c"]) == "a ; b ; c"
    assert held_back(["a", "b", "c", "d", "e"]) == "a ; b ; c ; et 2 de plus"
