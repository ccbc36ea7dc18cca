"""A sheet of absences or of telephone numbers beside the contracts: told, and no table of which columns lack."""

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.transforms.judged_sheets import HEADINGS, SPENDING, contract, expense, told, verdict, whys, workbook
from transforms.verdict import Verdict

_ABSENCES = ["N° contrat", "Nom", "Prénom", "Date de début", "Date de fin", "Motif"]


def _absence(number: int) -> list[object]:
    return [*contract(number)[:3], "06/10/2014", "07/10/2014", "Maladie"]


def _beside_contracts(*rows: list[object], title: str = "Absences") -> Verdict:
    def name(sheets: list[Worksheet]) -> None:
        sheets[1].title = title

    return verdict(workbook([HEADINGS, *map(contract, (1, 2, 3))], list(rows), change=name))


def test_a_list_of_absences_refuses_no_file_and_is_told() -> None:
    found = _beside_contracts(_ABSENCES, *(_absence(number) for number in (1, 2, 3, 1, 2, 3)), ["Total", "6"])
    assert found.files.select("n_rows_accepted", "n_rows_set_aside").row(0) == (3, 0)
    [said] = told(found, "ENTETE-28")
    assert (said["sheet"], said["row_number"]) == ("Absences", 1)
    assert found.findings["code"].to_list() == ["ENTETE-28"]
    assert found.tables["sheet"].to_list() == ["Feuille 1"]
    assert {whys(found)[row] for row in range(2, 8)} == {"outside"}


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        (["Civilité", "Nom", "Prénom", "Téléphone", "Mail"], ["Mme", "M.", "Léa", "04 75 00 00 00", "l@exemple.fr"]),
        (
            ["Nom", "Prénom", "Formation", "Date de début", "Date de fin"],
            ["M.", "Léa", "B2i", "06/10/2014", "07/10/2014"],
        ),
        (["N° contrat", "Nom", "Prénom", "Salaire brut", "Net à payer"], ["C-1", "M.", "Léa", 1450, 1100]),
    ],
)
def test_a_list_of_people_refuses_no_file_of_contracts_or_of_expenses(heads: list[object], row: list[object]) -> None:
    for whole in ([HEADINGS, *map(contract, (1, 2, 3))], [SPENDING, *(expense(number, 10) for number in (1, 2, 3))]):
        found = verdict(workbook(whole, [heads, *[row] * 4]))
        assert found.files.select("n_rows_accepted", "n_rows_set_aside").row(0) == (3, 0)
        assert found.findings["code"].to_list() == ["ENTETE-28"]


def test_expenses_that_lack_columns_beside_contracts_refuse_the_file() -> None:
    found = _beside_contracts(["Mois", "Poste", "Montant déclaré"], *[["01/09/2014", "Salaires", 100]] * 4)
    assert found.files["state"].to_list() == ["refused"]


def test_contracts_of_which_one_heading_lacks_or_is_nearly_one_are_set_aside() -> None:
    one = [*HEADINGS[:3], "Naissance le", *HEADINGS[4:]]
    near = [*HEADINGS[:3], "Date de naisance", "Statut", *HEADINGS[5:]]
    for heads in (one, near):
        found = _beside_contracts(heads, contract(4))
        assert found.files.select("n_rows_accepted", "n_rows_set_aside").row(0) == (3, 1)
        assert not told(found, "ENTETE-28")


def test_a_sheet_named_after_the_table_is_one_of_its_own() -> None:
    found = _beside_contracts(_ABSENCES, _absence(1), title="Recrutements")
    assert len(told(found, "ENTETE-01")) == 2
    assert found.files["n_rows_set_aside"].to_list() == [1]


def test_where_no_sheet_is_whole_each_lacks_its_columns() -> None:
    found = verdict(workbook([_ABSENCES, _absence(1)]))
    assert len(told(found, "ENTETE-01")) == 2
