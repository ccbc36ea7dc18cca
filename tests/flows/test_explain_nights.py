"""Why figures moved between two nights over real files, several causes at once, in every view that has figures."""

import os
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.explanation_folder import explanation_folder
from schemas.wording import CAUSES
from tests.nights import contracts_csv, night, one_epi
from warehouse.explain import Explanation, explain, explainable
from warehouse.manifest import Manifest
from warehouse.publish import MEMORY_MB
from warehouse.store import Store

HEADINGS = "N° pièce;N° opération;Poste de dépense;Mois;Montant déclaré;Date d'acquittement;{}\n"
OPERATION = (
    "N° opération;Programmation;Intitulé de l'opération;Début de réalisation;Fin de réalisation;Coût total éligible;"
    "Montant FSE conventionné\n201400026;2014-2020;Médiation;01/01/2014;31/12/2015;180 000,00;90 000,00\n"
)
SEPTEMBER, NEVER = "30/09/2014", "31/09/2014"
Line = tuple[int, str, str]
BEFORE: dict[str, list[Line] | None] = {
    "row": [(1, "100,00", SEPTEMBER)],
    "cell": [(1, "100,00", SEPTEMBER)],
    "gone": [(1, "100,00", SEPTEMBER), (2, "3,03", SEPTEMBER)],
    "late": None,
    "free": [(1, "100,00", SEPTEMBER), (2, "5,05", NEVER), (3, "1,00", SEPTEMBER)],
    "aside": [(1, "100,00", SEPTEMBER), (2, "6,06", SEPTEMBER), (3, "1,00", SEPTEMBER)],
    "same": [(1, "100,00", SEPTEMBER)],
    "mapped": [(1, "100,00", SEPTEMBER)],
}
AFTER: dict[str, list[Line] | None] = {
    "row": [(1, "100,00", SEPTEMBER), (2, "1,01", SEPTEMBER)],
    "cell": [(1, "102,02", SEPTEMBER)],
    "gone": [(1, "100,00", SEPTEMBER)],
    "late": [(1, "4,04", SEPTEMBER)],
    "free": [(1, "100,00", SEPTEMBER), (2, "5,05", SEPTEMBER), (3, "1,00", SEPTEMBER)],
    "aside": [(1, "100,00", SEPTEMBER), (2, "6,06", NEVER), (3, "1,00", SEPTEMBER)],
    "same": [(1, "100,00", SEPTEMBER)],
    "mapped": [(1, "100,00", SEPTEMBER)],
    "added": [(1, "8,08", SEPTEMBER)],
}
EXPECTED = {
    "configuration": Decimal("8.08"), "late_file": Decimal("4.04"), "new_rows": Decimal("1.01"),
    "corrected_cells": Decimal("2.02"), "quarantine_released": Decimal("5.05"), "withdrawn_rows": Decimal("-3.03"),
    "set_aside": Decimal("-6.06"),
}  # fmt: skip


def network(folder: Path, files: dict[str, list[Line] | None], mapping: str) -> Path:
    lines = ['[network]\nname = "Essai"\nas_of = 2015-07-31\n']
    (folder / "operations.csv").write_text(OPERATION, encoding="utf-8")
    for epi, spent in files.items():
        lines.append(
            f'[[epis]]\nid = "{epi}"\nname = "EPI {epi}"\ncommune = "Die"\ninsee_code = "26113"\npostcode = "26150"\n'
            f'{mapping if epi == "mapped" else ""}\n[[epis.sources]]\nname = "depenses"\npath = "{epi}.csv"\n'
        )
        if epi == "same":
            lines.append('[[epis.sources]]\nname = "operations"\npath = "operations.csv"\n')
        if spent is not None:
            rows = (f"{epi}{n};201400026;Fonctionnement;01/09/2014;{eur};{paid};{eur}\n" for n, eur, paid in spent)
            heading = "Somme du Service" if epi == "mapped" else "Montant retenu"
            (folder / f"{epi}.csv").write_text(HEADINGS.format(heading) + "".join(rows), encoding="utf-8")
    path = folder / "epis.toml"
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two nights between which every cause has moved something, each in an EPI of its own."""
    folder = tmp_path_factory.mktemp("net")
    made = folder / "home"
    assert night(made, network(folder, BEFORE, 'headings = { "Somme du Service" = false }')).outcome == "published"
    config = network(folder, AFTER, 'headings = { "Somme du Service" = "fse_spending.retained_eur" }')
    assert night(made, config).outcome == "published"
    return made


def told(home: Path, folder: Path, *asked: str) -> list[Explanation]:
    store = Store(home / "store")
    first, last = (store.journal.manifest(run_id) for run_id in store.journal.nights())
    assert first is not None
    assert last is not None
    folder.mkdir(exist_ok=True)
    return explain(store, asked, first, last, None, folder, MEMORY_MB)


def parts(made: Explanation, column: str) -> dict[str, Any]:
    return next(one.parts for one in made.figures if one.column == column)


def test_each_cause_has_its_cents_when_all_come_at_once(home: Path, tmp_path: Path) -> None:
    [made] = told(home, tmp_path / "work", "mart.answers")
    assert parts(made, "spending_declared_eur") == EXPECTED
    assert parts(made, "spending_retained_eur") == EXPECTED | {"rules": Decimal("100.00")}
    assert set(made.n_rows) == {*EXPECTED, "rules"}


def test_the_parts_of_every_figure_lead_from_the_one_published_to_the_other(home: Path, tmp_path: Path) -> None:
    nights = sorted((home / "snapshots").glob("*.duckdb"))
    with duckdb.connect(str(nights[0]), read_only=True) as connection:
        figured = [view for view in explainable() if any(map(is_figure, connection.sql(f"FROM {view}").columns))]
    assert len(figured) > 10
    for made in told(home, tmp_path / "work", *figured):
        columns = [one.column for one in made.figures]
        before, after = (summed(path, made.view, columns) for path in nights)
        assert [one.before for one in made.figures] == before, made.view
        assert [one.after for one in made.figures] == after, made.view
        for figure in made.figures:
            assert figure.before + sum(figure.parts.values()) == figure.after
            assert set(figure.parts) <= set(CAUSES)


def is_figure(column: str) -> bool:
    return column.startswith("n_") or (column.endswith(("_eur", "_months", "_hours")) and "cost_per" not in column)


def summed(path: Path, view: str, columns: list[str]) -> list[Any]:
    sums = ", ".join(f"coalesce(sum({column}), 0)" for column in columns)
    with duckdb.connect(str(path), read_only=True) as connection:
        return list(connection.execute(f"SELECT {sums} FROM {view}").fetchall()[0])


def test_what_an_explanation_left_that_was_killed_is_removed_once_it_is_a_day_old(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1))
    home.mkdir()
    with explanation_folder(home) as under_way:
        left = under_way.with_name(f"{under_way.name}-left")
        left.mkdir()
        (left / "a.duckdb").write_bytes(b"rows")
        os.utime(left, (0, 0))
        assert night(home, config).outcome == "published"
        assert (under_way.exists(), left.exists()) == (True, False)


ENTRIES = "Nom;Prénom;Date de naissance;N° opération;Date d'entrée;Sexe\n"
PAUL, LEA = "L.;Paul;;201400026;01/09/2014;Homme\n", "M.;Léa;;201400026;01/09/2014;{}\n"
ANA = "N.;Ana;12/03/1990;201400026;{};Femme\n"


def test_an_entry_without_a_birth_date_or_once_set_aside_has_its_cause(tmp_path: Path) -> None:
    (tmp_path / "operations.csv").write_text(OPERATION, encoding="utf-8")
    home, config = tmp_path / "home", network(tmp_path, {"same": None}, "")
    text = config.read_text(encoding="utf-8")
    config.write_text(text + '[[epis.sources]]\nname = "entrees"\npath = "entrees.csv"\n', encoding="utf-8")
    nights = (
        PAUL + LEA.format("") + ANA.format("31/09/2014"),
        PAUL + LEA.format("Femme") + ANA.format("30/09/2014"),
        PAUL + LEA.format("Femme") + ANA.format("31/09/2014"),
    )
    expected = ({"corrected_cells": 1, "quarantine_released": 1}, {"set_aside": 1})
    moved: list[dict[str, Any]] = []
    for rows in nights:
        (tmp_path / "entrees.csv").write_text(ENTRIES + rows, encoding="utf-8")
        assert night(home, config, accept=True).outcome == "published"
    for n, (first, last) in enumerate(pairwise(journal_of(home))):
        (tmp_path / f"work{n}").mkdir()
        [made] = explain(
            Store(home / "store"), ["mart.operation_results"], first, last, None, tmp_path / f"work{n}", MEMORY_MB
        )
        assert made.n_rows == expected[n]
        moved.append(parts(made, "n_participants"))
    assert moved == [{"quarantine_released": 1}, {"set_aside": -1}]


def journal_of(home: Path) -> list[Manifest]:
    journal = Store(home / "store").journal
    return [manifest for run_id in journal.nights() if (manifest := journal.manifest(run_id))]
