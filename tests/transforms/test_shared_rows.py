"""Several tables on the same lines: contracts, and what became of the person, in one sheet."""

import polars as pl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from tests.transforms.judged_sheets import HEADINGS, SPENDING, contract, expense, told, verdict, whys, workbook
from transforms.verdict import Verdict

_EXIT = ["Date de sortie", "Motif de sortie"]
_LEFT: list[object] = ["31/08/2015", "Au chômage"]
_NONE: list[object] = [None, None]


def _counts(found: Verdict, table: str) -> tuple[int, int]:
    counted = found.tables.filter(pl.col("table_name") == table)
    return counted["n_rows_accepted"].sum(), counted["n_rows_set_aside"].sum()


def test_an_exit_on_the_line_of_its_contract_is_read_as_both() -> None:
    rows = [["EPI de Die"], [*HEADINGS, *_EXIT], [*contract(1), *_LEFT], [*contract(2), *_NONE]]
    found = verdict(workbook(rows))
    assert (_counts(found, "contracts"), _counts(found, "outcomes")) == ((2, 0), (1, 0))
    [exit_] = found.accepted["outcomes"].select("contract_id", "exit_reason_code", "row_number").rows()
    assert exit_ == ("C-1", "7", 3)
    assert not found.findings.height
    read = found.columns.filter(pl.col("table_name") == "outcomes").select("column_letter", "column_name").rows()
    assert sorted(read) == [("A", "contract_id"), ("H", "exit_date"), ("I", "exit_reason_code")]


def test_a_line_without_exit_a_total_and_repeated_headings_are_no_exits() -> None:
    heads: list[object] = [*HEADINGS, *_EXIT]
    rows = [heads, [*contract(1), *_LEFT], [*contract(2), *_NONE], heads, [*contract(3), *_LEFT], ["Total", "3"]]
    found = verdict(workbook(rows))
    assert (_counts(found, "contracts"), _counts(found, "outcomes")) == ((3, 0), (2, 0))
    ignored = found.ignored.sort("row_number", "why").select("row_number", "why").rows()
    assert ignored == [(1, "header"), (1, "header"), (3, "blank"), *[(4, "repeated_header")] * 2, *[(6, "total")] * 2]


def test_remarks_beside_a_contract_are_no_exit() -> None:
    rows = [[*HEADINGS, *_EXIT, "Observations"], [*contract(1), *_LEFT, "x"], [*contract(2), *_NONE, "en poste"]]
    found = verdict(workbook(rows))
    assert (_counts(found, "contracts"), _counts(found, "outcomes")) == ((2, 0), (1, 0))


def test_a_dash_or_words_for_none_in_every_column_of_the_exit_are_no_exit() -> None:
    nothing = [["-", "/"], ["Sans objet", "néant"], ["à venir", None], [0, "En cours"]]
    rows = [[*HEADINGS, *_EXIT], [*contract(1), *_LEFT], *([*contract(n), *said] for n, said in enumerate(nothing, 2))]
    found = verdict(workbook(rows))
    assert (_counts(found, "contracts"), _counts(found, "outcomes")) == ((5, 0), (1, 0))
    assert not found.findings.height
    assert whys(found) == {1: "header", 3: "unused", 4: "unused", 5: "unused", 6: "unused"}


def test_an_exit_without_a_date_yet_or_of_which_all_is_unknown_is_one() -> None:
    rows = [[*HEADINGS, *_EXIT], [*contract(1), "à venir", "Au chômage"], [*contract(2), "inconnue", "inconnu"]]
    assert _counts(verdict(workbook(rows)), "outcomes") == (0, 2)


def test_an_exit_half_filled_is_set_aside_and_its_contract_read() -> None:
    rows = [[*HEADINGS, *_EXIT], [*contract(1), "31/08/2015", None], [*contract(2), "31/08/2015", "ailleurs"]]
    found = verdict(workbook(rows))
    assert (_counts(found, "contracts"), _counts(found, "outcomes")) == ((2, 0), (0, 2))
    assert [cell["cell"] for cell in told(found, "LISTE-40")] == ["I2"]
    assert found.files["state"].to_list() == ["accepted_with_reservations"]


def test_what_is_wrong_in_a_column_of_both_is_told_of_the_contract_alone() -> None:
    rows = [[*HEADINGS, *_EXIT], [*contract(1), *_LEFT], [*contract(2)[:3], "1990", *contract(2)[4:], *_LEFT]]
    found = verdict(workbook(rows))
    wrong = found.findings.filter(pl.col("severity") == "reject")
    assert wrong.select("table_name", "cell").rows() == [("contracts", "D3")]
    assert (_counts(found, "contracts"), _counts(found, "outcomes")) == ((1, 1), (2, 0))


def test_participant_contract_and_exit_are_read_from_one_line() -> None:
    entry = ["N° opération", "Date d'entrée dans l'opération"]
    rows = [[*entry, *HEADINGS, *_EXIT], ["201400026", "01/09/2014", *contract(1), *_LEFT]]
    found = verdict(workbook(rows))
    assert [found.accepted[name].height for name in ("participations", "contracts", "outcomes")] == [1, 1, 1]
    assert found.accepted["outcomes"]["exit_date"].null_count() == 0
    assert (
        found.accepted["participations"]["person_key"].to_list() == found.accepted["contracts"]["person_key"].to_list()
    )


def test_the_follow_up_is_read_from_the_line_of_the_exit_and_the_contract_from_a_sheet_of_exits() -> None:
    heads = ["Date du suivi", "Situation à six mois", *_EXIT, *HEADINGS]
    rows = [heads, ["28/02/2016", "En emploi", *_LEFT, *contract(1)], [*_NONE, *_LEFT, *contract(2)]]

    def name(sheets: list[Worksheet]) -> None:
        sheets[0].title = "Devenir"

    found = verdict(workbook(rows, change=name))
    counts = [_counts(found, table) for table in ("contracts", "outcomes", "followups")]
    assert counts == [(2, 0), (2, 0), (1, 0)]


def test_headings_of_a_table_of_which_one_is_required_and_lacks_are_told_as_unknown() -> None:
    rows = [[*HEADINGS, "Date de sortie"], [*contract(1), "31/08/2015"]]
    found = verdict(workbook(rows))
    assert [cell["cell"] for cell in told(found, "ENTETE-02")] == ["H1"]
    assert found.accepted["outcomes"].is_empty()


def test_expenses_with_the_exit_of_their_contract_on_each_line_declare_none() -> None:
    rows = [[*SPENDING, *_EXIT], [*expense(1, 10), *_LEFT], [*expense(2, 20), *_LEFT]]
    found = verdict(workbook(rows))
    assert found.accepted["fse_spending"].height == 2
    assert found.tables["table_name"].to_list() == ["fse_spending"]
    assert whys(found) == {1: "header"}


def _exits_repeating_contracts(*rows: list[object], before: bool = False) -> Verdict:
    """A sheet of three contracts and one of exits, each beside its contract as ``rows`` have it."""
    heads = [*HEADINGS, "Salaire brut"]
    contracts: list[list[object]] = [heads, *([*contract(number), 1200 + number] for number in (1, 2, 3))]
    exits: list[list[object]] = [[*HEADINGS, *_EXIT], *([*row, *_LEFT] for row in rows)]
    return verdict(workbook(exits, contracts) if before else workbook(contracts, exits))


def test_a_contract_said_again_beside_its_exit_on_another_sheet_is_counted_once() -> None:
    for before in (False, True):
        found = _exits_repeating_contracts(contract(1), contract(2), before=before)
        assert found.files["state"].to_list() == ["accepted"]
        salaries = found.accepted["contracts"].sort("contract_id")["gross_monthly_salary_eur"]
        assert [str(salary) for salary in salaries] == ["1201.00", "1202.00", "1203.00"]
        assert found.accepted["outcomes"].height == 2
        assert found.findings["code"].to_list() == ["ENTETE-26"]
        again = found.ignored.filter(pl.col("why") == "same_table").select("sheet", "row_number").rows()
        assert again == [(f"Feuille {1 if before else 2}", row) for row in (2, 3)]


def test_a_cell_left_blank_beside_the_exit_says_nothing_else_and_another_date_does() -> None:
    blank, other = contract(1), contract(2)
    blank[4], other[6] = None, "30/09/2015"
    found = _exits_repeating_contracts(blank, other)
    assert _counts(found, "contracts") == (2, 2)
    assert [(cell["sheet"], cell["cell"]) for cell in told(found, "DOUBLON-02")] == [
        ("Feuille 1", "A3"),
        ("Feuille 2", "A3"),
    ]
    assert found.accepted["outcomes"].height == 2


def test_a_contract_written_otherwise_beside_its_exit_is_the_same() -> None:
    contracts = [HEADINGS, contract(1)]
    heads = ["N° contrat", "Nom et prénom", *HEADINGS[3:], *_EXIT]
    found = verdict(workbook(contracts, [heads, ["C-1", "M., Léa", "1990-03-12", "cdd", *contract(1)[5:], *_LEFT]]))
    assert _counts(found, "contracts") == (1, 0)
    assert found.accepted["outcomes"].height == 1


def test_headings_under_the_title_of_their_group_are_those_of_the_table_that_it_names() -> None:
    groups = ["Contrat", *[None] * 6, "Sortie", None, None, "Suivi à 6 mois", None]
    heads: list[object] = [*HEADINGS, "Date", "Motif", "Situation", "Date", "Situation"]
    left = [*_LEFT, "Demandeur d'emploi", "28/02/2016", "En emploi"]

    def merge(sheets: list[Worksheet]) -> None:
        for cells in ("A1:G1", "H1:J1", "K1:L1"):
            sheets[0].merge_cells(cells)

    found = verdict(workbook([groups, heads, [*contract(1), *left], [*contract(2), *[None] * 5]], change=merge))
    assert [_counts(found, table) for table in ("contracts", "outcomes", "followups")] == [(2, 0), (1, 0), (1, 0)]
    read = found.columns.filter(pl.col("column_letter").is_in(["H", "I", "J", "K", "L"])).drop_nulls("column_name")
    assert read.sort("column_letter")["column_name"].to_list() == [
        "exit_date", "exit_reason_code", "exit_status_code", "observation_date", "followup_status_code",
    ]  # fmt: skip
    assert not found.findings.height


def test_a_blank_column_between_contract_and_exit_is_no_end_of_the_line() -> None:
    rows = [[*HEADINGS, None, *_EXIT], [*contract(1), None, *_LEFT], [*contract(2), None, *_NONE]]
    found = verdict(workbook(rows))
    assert (_counts(found, "contracts"), _counts(found, "outcomes")) == ((2, 0), (1, 0))
    assert not found.findings.height


def test_exits_with_numbers_of_their_own_beside_contracts_are_other_rows() -> None:
    rows = [[*HEADINGS, None, "N° contrat", *_EXIT], [*contract(1), None, "C-2", *_LEFT], contract(2)]
    found = verdict(workbook(rows))
    assert found.accepted["outcomes"].select("contract_id", "row_number").rows() == [("C-2", 2)]
    assert _counts(found, "contracts") == (2, 0)


def test_an_exit_merged_over_the_lines_of_two_contracts_is_told() -> None:
    rows = [[*HEADINGS, *_EXIT], [*contract(1), *_LEFT], [*contract(2), *_NONE]]
    found = verdict(workbook(rows, change=lambda sheets: sheets[0].merge_cells("H2:H3")))
    assert [cell["cell"] for cell in told(found, "ENTETE-17")] == ["H2"]
    assert _counts(found, "outcomes") == (1, 0)


@pytest.mark.parametrize("first", [_NONE, _LEFT])
def test_a_participant_said_again_on_the_line_of_a_second_contract_is_counted_once(first: list[object]) -> None:
    entry: list[object] = ["N° opération", "Date d'entrée dans l'opération", "Sexe"]
    said: list[object] = ["201400026", "01/09/2014", "F"]
    renewed = ["C-2", *contract(1)[1:5], "01/09/2015", "31/08/2016"]
    rows = [[*entry, *HEADINGS, *_EXIT], [*said, *contract(1), *first], [*said, *renewed, *_LEFT]]
    found = verdict(workbook(rows))
    assert (_counts(found, "contracts"), _counts(found, "participations")) == ((2, 0), (1, 0))
    assert str(found.accepted["participations"]["exit_date"][0]) == "2015-08-31"
    assert not found.quarantine.height
    [once] = told(found, "ENTETE-27")
    assert (once["table_name"], once["severity"]) == ("participations", "info")


def test_what_two_lines_say_otherwise_of_one_participant_is_set_aside() -> None:
    entry: list[object] = ["N° opération", "Date d'entrée dans l'opération", "Sexe"]
    rows = [[*entry, *HEADINGS, *_EXIT]]
    for number, sex in enumerate("FH", 1):
        rows.append(["201400026", "01/09/2014", sex, f"C-{number}", *contract(1)[1:], *_LEFT])
    found = verdict(workbook(rows))
    assert len(told(found, "DOUBLON-02")) == 2


def test_a_line_of_a_contract_without_the_cells_of_the_participant_is_no_participant() -> None:
    entry: list[object] = ["N° opération", "Date d'entrée dans l'opération", "Sexe", "Niveau de diplôme", "RQTH"]
    blank = ["201400026", None, None, None, "-"]
    rows: list[list[object]] = [[*entry, *HEADINGS], ["201400026", "01/09/2014", "F", "CAP", "non", *contract(1)]]
    found = verdict(workbook([*rows, *([*blank, *contract(number)] for number in (2, 3, 4))]))
    assert sorted(found.tables["table_name"]) == ["contracts", "participations"]
    assert (_counts(found, "contracts"), _counts(found, "participations")) == ((4, 0), (1, 0))


def test_an_exit_of_a_contract_of_another_file_is_no_contract_and_a_name_without_either_is_told() -> None:
    alone: list[list[object]] = [["OLD-1", *[None] * 6, *_LEFT], [None, "M.", "Léa", *[None] * 6]]
    found = verdict(workbook([[*HEADINGS, *_EXIT], [*contract(1), *_NONE], [*contract(2), *_NONE], *alone]))
    assert (_counts(found, "contracts"), _counts(found, "outcomes")) == ((2, 1), (1, 0))


def test_a_struck_line_of_one_of_the_tables_that_share_it_is_told_once() -> None:
    def strike(sheets: list[Worksheet]) -> None:
        for cell in sheets[0][3]:
            cell.font = Font(strike=True)

    rows: list[list[object]] = [[*HEADINGS, *_EXIT], [*contract(1), *_LEFT], ["OLD-1", *[None] * 6, *_LEFT]]
    found = verdict(workbook(rows, change=strike))
    assert [row["cell"] for row in told(found, "ENTETE-20")] == ["A3"]


def test_of_follow_ups_at_three_and_at_six_months_on_one_line_that_at_six_alone_is_read() -> None:
    heads = ["Date suivi 3 mois", "Situation à 3 mois", "Date suivi 6 mois", "Situation 6 mois"]
    said = ["30/11/2015", "Demandeur d'emploi", "28/02/2016", "En emploi"]
    found = verdict(workbook([[*HEADINGS, *_EXIT, *heads], [*contract(1), *_LEFT, *said]]))
    [followup] = found.accepted["followups"].select("observation_date", "followup_status_code").rows()
    assert (str(followup[0]), followup[1]) == ("2016-02-28", "en_emploi")
    assert [cell["cell"] for cell in told(found, "ENTETE-02")] == ["J1", "K1"]
