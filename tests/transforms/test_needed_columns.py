"""A column that rows cannot do without, and that a heading only comes near, is told once."""

from tests.transforms.judged_sheets import HEADINGS, contract, told, verdict, workbook


def test_a_column_that_rows_need_and_a_heading_comes_near_is_not_told_as_a_value_missing_in_each() -> None:
    permanent = [["C-8", *contract(1)[1:4], "CDI", "01/09/2014"], ["C-9", *contract(1)[1:4], "CDI", "01/10/2014"]]
    fixed = [contract(1), contract(2)]
    found = verdict(workbook([[*HEADINGS[:6], "Date de fin prévu"], *fixed, *permanent]))
    [needed] = told(found, "ENTETE-19")
    assert (needed["row_number"], "« Date de fin prévue »" in str(needed["message"])) == (1, True)
    assert not told(found, "DATE-42")
    assert found.quarantine.select("business_key", "codes").rows() == [("C-1", "ENTETE-19"), ("C-2", "ENTETE-19")]
    assert found.accepted["contracts"]["contract_id"].to_list() == ["C-8", "C-9"]
