import csv
import json
from pathlib import Path

import openpyxl
import pytest

from flows.operation_list import operation_list, write_operation_list
from flows.settings import ConfigurationError, Settings
from schemas.operation_list import LAYOUTS, NAME_UNKNOWN, NAME_WITHHELD
from tests.flows.test_cli import epi
from tests.nights import night

OPERATIONS = (
    "N° opération;Programmation;Intitulé de l'opération;SIRET du bénéficiaire;Début de réalisation;Fin de réalisation;"
    "Date d'achèvement;Coût total éligible;Montant FSE conventionné;Axe;Résumé;Catégorie d'intervention;Code postal;Lieu\n"
    "202100001;2021-2027;@Avenir;26123451200018;01/01/2022;31/12/2023;;1000,00;400,00;h;Accompagner;145;26150;Die\n"
    "202100002;2021-2027;Suite;26123452000011;01/01/2022;31/12/2023;30/11/2023;1000,00;600,00;h;;145;;\n"
    "202100003;2021-2027;Relais;26123453800013;01/01/2022;31/12/2023;;1000,00;600,00;h;Aider;145;26150;Die\n"
    "202100004;2021-2027;Étape;;01/01/2022;31/12/2023;;1000,00;600,00;h;Aider;145;26150;Die\n"
)
STRUCTURES = (
    "Raison sociale;SIRET;RNA;Nature juridique;Code postal;Commune\n"
    "Le Fil;26123451200018;W262001234;Privée;26150;Die\n"
    "Léa M.;26123452000011;;Privée;26150;Die\n"
    "Mme Julie P. Association;26123453800013;;Privée;26150;Die\n"
)


def test_the_list_of_the_samples_has_the_words_of_the_regulation_and_says_what_it_lacks(
    settings: Settings, tmp_path: Path
) -> None:
    told = epi("list-operations", "--out", str(tmp_path), "--json", home=settings.home)
    assert (told.returncode, json.loads(told.stdout)["operations"]) == (0, {"2014-2020": 1, "2021-2027": 0})
    [row] = csv.DictReader((tmp_path / "liste-operations-2014-2020.csv").read_text(encoding="utf-8").splitlines())
    assert row == {
        "Code unique de l'opération": "201400026",
        "Nom du bénéficiaire": "Pôle numérique de la Drôme",
        "Nom de l'opération": "Médiation numérique en Drôme",
        "Résumé de l'opération": "",
        "Date de début de l'opération": "2014-01-01",
        "Date de fin de l'opération": "2015-12-31",
        "Total des dépenses éligibles attribué à l'opération": "240000.00",
        "Taux de cofinancement par l'Union, par axe prioritaire": "50.00",
        "Code postal de l'opération": "",
        "Pays": "France",
        "Catégorie d'intervention": "",
        "Date de la dernière mise à jour de la liste des opérations": "2015-07-31",
        "Remarques": "À compléter dans la feuille « Opérations » : Résumé, Code postal, Catégorie d'intervention.",
    }
    sheet = openpyxl.load_workbook(tmp_path / "liste-operations-2014-2020.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == list(row)
    assert sheet["G2"].value == 240_000


def test_a_dry_run_names_the_files_and_writes_none(settings: Settings, tmp_path: Path) -> None:
    asked = ("list-operations", "--out", str(tmp_path / "out"), "--period", "2014-2020", "--dry-run", "--json")
    told = json.loads(epi(*asked, home=settings.home).stdout)
    names = ["liste-operations-2014-2020" + ending for ending in (".csv", "_excel.csv", ".xlsx")]
    assert told["files"] == [str(tmp_path / "out" / name) for name in names]
    assert not (tmp_path / "out").exists()


def test_natural_persons_are_never_named_and_each_operation_has_its_own_row(tmp_path: Path) -> None:
    settings, layout = _two_files(tmp_path), LAYOUTS["2021-2027"]
    frame = operation_list(settings, layout)
    files = write_operation_list(frame, layout, tmp_path / "out")
    rows = list(csv.DictReader(files[0].read_text(encoding="utf-8").splitlines()))
    assert [row["Code unique de l'opération"] for row in rows] == [f"20210000{n}" for n in (1, 2, 3, 4)]
    assert [row["Nom du bénéficiaire"] for row in rows] == ["Le Fil", "", "", ""]
    assert [row["Localisation du bénéficiaire"] for row in rows] == ["26150 Die", "", "", ""]
    assert rows[0]["Dénomination de l'opération"] == "'@Avenir"
    assert {row["Fonds concerné"] for row in rows} == {"FSE+"}
    completed = "Date escomptée ou réelle d'achèvement de l'opération"
    assert [row[completed] for row in rows[:2]] == ["2023-12-31", "2023-11-30"]
    assert rows[0]["Taux de cofinancement par l'Union"] == "40.00"
    assert [row["Remarques"] for row in rows] == [
        "",
        f"{NAME_WITHHELD} À compléter dans la feuille « Opérations » : Résumé, Code postal.",
        NAME_WITHHELD,
        NAME_UNKNOWN,
    ]
    for file in files[:2]:
        assert not any(name in file.read_text(encoding="utf-8-sig") for name in ("Léa", "Julie"))
    cells = [cell for sheet in openpyxl.load_workbook(files[2]) for row in sheet.values for cell in row if cell]
    assert not any(name in str(cell) for cell in cells for name in ("Léa", "Julie"))


def test_without_a_published_night_the_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nothing is published"):
        operation_list(Settings(home=tmp_path), LAYOUTS["2014-2020"])


def _two_files(folder: Path) -> Settings:
    """A night over one EPI that declares four operations and three structures."""
    (folder / "operations.csv").write_text(OPERATIONS, encoding="utf-8")
    (folder / "structures.csv").write_text(STRUCTURES, encoding="utf-8")
    config = folder / "epis.toml"
    config.write_text(
        '[network]\nname = "Essai"\nas_of = 2024-01-31\n[[epis]]\nid = "die"\nname = "EPI de Die"\ncommune = "Die"\n'
        'insee_code = "26113"\npostcode = "26150"\n[[epis.sources]]\nname = "operations"\npath = "operations.csv"\n'
        '[[epis.sources]]\nname = "structures"\npath = "structures.csv"\n',
        encoding="utf-8",
    )
    assert night(folder / "home", config).outcome == "published"
    return Settings(home=folder / "home", config=config)
