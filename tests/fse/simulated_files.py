"""A simulated network written as its EPI would send it: a workbook or a few CSV each, and epis.toml."""

import csv
import datetime as dt
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from schemas import DELIVERED
from tests.fse.simulated import N_EPIS, Network
from tests.fse.simulated_people import AS_OF, Row


def tables_of(network: Network, epi: str) -> dict[str, list[Row]]:
    """The rows of one EPI, by table; the first EPI declares the network too, the second repeats its operations and reports."""
    own = [stay for stay in network.stays if stay.epi == epi]
    tables = {
        "contracts": [row for stay in own for row in stay.contracts],
        "participations": [row for stay in own for row in stay.entries],
        "fse_spending": [row for stay in own for row in stay.spending] + network.other_spending[epi],
        "outcomes": [row for stay in own for row in stay.outcomes.values()],
        "followups": [row for stay in own for row in stay.followups.values()],
    }
    if epi in ("epi-01", "epi-02"):
        tables |= {"operations": network.operations, "claims": network.claims}
    if epi == "epi-01":
        tables["resources"] = network.resources
    return {name: rows for name, rows in tables.items() if rows}


def write(network: Network, folder: Path) -> Path:
    """One workbook or a few CSV an EPI, in turn; the path of epis.toml."""
    text = [f'[network]\nname = "Essai"\nas_of = {AS_OF}\n']
    for number in range(1, N_EPIS + 1):
        epi = f"epi-{number:02}"
        text.append(
            f'[[epis]]\nid = "{epi}"\nname = "EPI {number}"\ncommune = "Die"\ninsee_code = "26113"\npostcode = "26150"'
        )
        names = _files(tables_of(network, epi), folder / epi, number % 2 == 0)
        text += [f'[[epis.sources]]\nname = "{name[:3]}"\npath = "{epi}/{name}"' for name in names]
    path = folder / "epis.toml"
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    return path


def _files(tables: dict[str, list[Row]], folder: Path, is_workbook: bool) -> list[str]:
    folder.mkdir()
    if not is_workbook:
        for name, rows in tables.items():
            out = io.StringIO()
            csv.writer(out, delimiter=";").writerows(_cells(name, rows, as_text=True))
            (folder / f"{name}.csv").write_text(out.getvalue(), encoding="utf-8")
        return [f"{name}.csv" for name in tables]
    with xlsxwriter.Workbook(str(folder / "suivi.xlsx")) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in tables.items():
            sheet = book.add_worksheet(DELIVERED[name].title)
            for row, cells in enumerate(_cells(name, rows, as_text=False)):
                for column, value in enumerate(cells):
                    if isinstance(value, dt.date):
                        sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), day)
                    elif value not in (None, ""):
                        sheet.write(row, column, float(value) if isinstance(value, Decimal) else value)
    return ["suivi.xlsx"]


def _cells(name: str, rows: list[Row], *, as_text: bool) -> list[list[Any]]:
    columns = list(rows[0])
    head: list[Any] = [DELIVERED[name].columns[column].title for column in columns]
    return [head, *([_typed(row[column]) if as_text else row[column] for column in columns] for row in rows)]


def _typed(value: Any) -> str:
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    return f"{value:.2f}".replace(".", ",") if isinstance(value, Decimal) else str(value if value is not None else "")
