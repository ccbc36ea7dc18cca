"""A column of amounts in which something else was typed stops no night: its sums are told, however large."""

from decimal import Decimal
from pathlib import Path

from tests.fse.judged import csv_of
from tests.fse.rows import CONTRACT, EXPENSE, OPERATION
from tests.nights import night, one_epi, rows

LARGEST, N_GOOD = Decimal("9999999999.99"), 120


def expense(number: int, **cells: str) -> dict[str, str]:
    return EXPENSE | {"expense_id": f"P-{number}", "declared_eur": "9 999 999 999,99"} | cells


def test_sums_of_the_largest_amounts_are_told_to_the_cent(tmp_path: Path) -> None:
    spending = [
        *(expense(number) for number in range(N_GOOD)),
        *(expense(number, payment_date="") for number in range(200, 203)),
        *(expense(number, period_start_date="01/01/2013") for number in range(300, 303)),
    ]
    config = one_epi(tmp_path, csv_of("fse_spending", [one | {"post_code": "Prestations"} for one in spending]))
    text = config.read_text(encoding="utf-8")
    for name, row in (("operations", OPERATION), ("contracts", CONTRACT)):
        (tmp_path / f"{name}.csv").write_bytes(csv_of(name, [row]))
        text += f'[[epis.sources]]\nname = "{name}"\npath = "{name}.csv"\n'
    text = text.replace(
        '[[epis.sources]]\npath = "fichier.csv"', '[[epis.sources]]\nname = "depenses"\npath = "fichier.csv"'
    )
    config.write_text(text, encoding="utf-8")
    assert night(tmp_path / "home", config).outcome == "published"
    home = tmp_path / "home"
    for view in ("mart.answers", "mart.epi_overview"):
        assert rows(home, f"SELECT spending_declared_eur FROM {view}") == [(LARGEST * N_GOOD,)]
    assert rows(home, "SELECT total_declared_eur FROM mart.operation_finance") == [(LARGEST * N_GOOD,)]
    for ledger in ("ledger.runs", "ledger.deliveries WHERE source_name = 'depenses'"):
        assert rows(home, f"SELECT n_rows_set_aside, set_aside_eur FROM {ledger}") == [(6, LARGEST * 6)]
