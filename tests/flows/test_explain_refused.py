"""Why figures moved where a file that had come did not stand: it is late only where another had to be sent."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.flows.test_explain_nights import HEADINGS, journal_of, parts
from tests.nights import night, one_epi
from warehouse.explain import explain
from warehouse.publish import MEMORY_MB
from warehouse.store import Store

UNREAD = HEADINGS.replace("Montant déclaré", "Sommes en jeu")
CONFIRMED = 'headings = { "Sommes en jeu" = "fse_spending.declared_eur" }\n'
LIMIT = "[thresholds]\nfse_spending = { rate = 0.9 }\n"
SEPTEMBER, NEVER = "30/09/2014", "31/09/2014"


def expenses(*lines: tuple[int, str, str], headings: str = HEADINGS) -> bytes:
    rows = (f"A{n};201400026;Fonctionnement;01/09/2014;{eur};{paid};\n" for n, eur, paid in lines)
    return (headings.format("Montant retenu") + "".join(rows)).encode()


def configured(folder: Path, content: bytes, headings: str = "", limits: str = "") -> Path:
    path = one_epi(folder, content)
    text = path.read_text(encoding="utf-8").replace("[[epis.sources]]", headings + "[[epis.sources]]")
    path.write_text(text + limits, encoding="utf-8")
    return path


def moved(home: Path, work: Path) -> dict[str, Any]:
    """Why what is declared moved between the last two nights."""
    *_, earlier, later = journal_of(home)
    work.mkdir()
    [told] = explain(Store(home / "store"), ["mart.answers"], earlier, later, None, work, MEMORY_MB)
    return parts(told, "spending_declared_eur")


@pytest.mark.parametrize(
    ("refused", "headings", "limits", "eur"),
    [
        (expenses((1, "100,00", SEPTEMBER), (2, "7,00", SEPTEMBER), headings=UNREAD), CONFIRMED, "", "57.00"),
        (expenses((1, "101,00", SEPTEMBER), (2, "7,00", NEVER), (3, "7,00", NEVER)), "", LIMIT, "51.00"),
    ],
    ids=["a heading confirmed", "a limit raised"],
)
@pytest.mark.parametrize("stood_before", [True, False])
def test_a_file_refused_and_taken_as_it_was_is_told_by_what_was_settled_and_not_as_late(
    tmp_path: Path, refused: bytes, headings: str, limits: str, eur: str, stood_before: bool
) -> None:
    home = tmp_path / "home"
    if stood_before:
        night(home, configured(tmp_path, expenses((1, "50,00", SEPTEMBER))))
    night(home, configured(tmp_path, refused))
    assert night(home, configured(tmp_path, refused, headings, limits), accept=True).outcome == "published"
    assert moved(home, tmp_path / "work") == {"rules": Decimal(eur) + (0 if stood_before else 50)}


def test_a_file_refused_in_place_of_which_another_was_sent_came_late(tmp_path: Path) -> None:
    home, sound = tmp_path / "home", expenses((1, "50,00", SEPTEMBER), (2, "7,00", SEPTEMBER))
    night(home, configured(tmp_path, expenses((1, "50,00", SEPTEMBER))))
    night(home, configured(tmp_path, expenses((1, "50,00", SEPTEMBER), (2, "7,00", SEPTEMBER), headings=UNREAD)))
    assert night(home, configured(tmp_path, sound), accept=True).outcome == "published"
    assert moved(home, tmp_path / "work") == {"late_file": Decimal("7.00")}


def test_a_file_held_for_the_rows_it_lost_and_let_through_withdraws_them(tmp_path: Path) -> None:
    home, lines = tmp_path / "home", [(n, "10,00", SEPTEMBER) for n in range(40)]
    night(home, configured(tmp_path, expenses(*lines)))
    config = configured(tmp_path, expenses(*lines[:10]))
    night(home, config)
    assert night(home, config, accept=True).outcome == "published"
    assert moved(home, tmp_path / "work") == {"withdrawn_rows": Decimal("-300.00")}
