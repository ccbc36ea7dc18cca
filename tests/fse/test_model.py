import pytest

from schemas import DELIVERED, TABLES
from tests.fse.judged import accepted, codes, judged
from tests.fse.rows import CONTRACT, EXPENSE, GOOD, PARTICIPATION


@pytest.mark.parametrize("table", list(DELIVERED))
def test_a_good_row_of_each_table_is_recognised_and_accepted_without_a_word(table: str) -> None:
    verdict = judged(table, GOOD[table])
    assert {name: frame.height for name, frame in verdict.accepted.items() if frame.height} == {table: 1}
    assert verdict.findings["code"].to_list() == []


@pytest.mark.parametrize(
    ("born", "entered", "age"),
    [
        ("12/03/1990", "11/03/2015", 24),
        ("12/03/1990", "12/03/2015", 25),
        ("29/02/1992", "28/02/2015", 22),
        ("29/02/1992", "01/03/2015", 23),
    ],
)
def test_the_age_is_that_of_the_day_of_entry(born: str, entered: str, age: int) -> None:
    row = PARTICIPATION | {"birth_date": born, "entry_date": entered}
    assert accepted("participations", row)["entry_age"].to_list() == [age]


def test_a_participant_has_the_key_of_the_contract() -> None:
    [participant] = accepted("participations", PARTICIPATION)["person_key"]
    [holder] = accepted("contracts", CONTRACT | {"last_name": "m", "first_name": "LEA"})["person_key"]
    assert participant == holder


def test_a_participant_without_a_birth_date_is_kept_without_a_key_and_is_incomplete() -> None:
    row = accepted("participations", PARTICIPATION | {"birth_date": ""}).row(0, named=True)
    assert (row["person_key"], row["entry_age"], row["is_complete"]) == (None, None, False)


def test_a_second_entry_of_a_person_is_another_row_and_the_same_entry_is_not() -> None:
    again = PARTICIPATION | {"entry_date": "01/12/2014"}
    assert accepted("participations", PARTICIPATION, again).height == 2
    assert "DOUBLON-01" in codes("participations", PARTICIPATION, PARTICIPATION)
    written_otherwise = PARTICIPATION | {"last_name": "m", "sex_code": "Homme"}
    assert "DOUBLON-02" in codes("participations", PARTICIPATION, written_otherwise)


def test_two_people_who_enter_on_one_day_are_two_rows() -> None:
    other = PARTICIPATION | {"first_name": "Inès"}
    assert accepted("participations", PARTICIPATION, other).height == 2


def test_a_supplier_is_a_key_however_the_name_is_written() -> None:
    one = EXPENSE | {"supplier": "Imprimerie Écla", "invoice_number": "F-1"}
    two = EXPENSE | {"expense_id": "P2", "supplier": "IMPRIMERIE ECLA"}
    three = EXPENSE | {"expense_id": "P3", "supplier": "Librairie"}
    first, second, third = accepted("fse_spending", one, two, three)["supplier_key"]
    assert first == second != third


def test_what_identifies_a_person_is_stored_nowhere_and_what_is_sensitive_is_marked() -> None:
    columns = {name: column for table in TABLES.values() for name, column in table.columns.items()}
    identifying = {"last_name", "first_name", "birth_date", "birth_place", "phone", "email"}
    assert all(not columns[name].is_stored for name in identifying | {n for n in columns if n.startswith("home_")})
    special = {"disability_code", "born_abroad_code", "parent_born_abroad_code", "minority_code"}
    assert {columns[name].privacy for name in special} == {"sensitive"}
