"""Workbooks of a few typed rows, and what their verdict says."""

import hashlib
from collections.abc import Callable
from io import BytesIO

import openpyxl
import polars as pl
from openpyxl.worksheet.worksheet import Worksheet

from transforms.judge import judge
from transforms.verdict import Profile, Verdict

HEADINGS = [
    "N° contrat",
    "Nom",
    "Prénom",
    "Date de naissance",
    "Type de contrat",
    "Date de début",
    "Date de fin prévue",
]
SPENDING = ["N° pièce", "N° opération", "N° contrat", "Poste", "Mois", "Montant déclaré", "Payé le"]


def contract(number: int) -> list[object]:
    return [f"C-{number}", "M.", "Léa", "12/03/1990", "CDD", "01/09/2014", "31/08/2015"]


def expense(number: int, amount: float) -> list[object]:
    return [f"P-{number}", "201400026", "C-1", "Salaires", "01/09/2014", amount, "30/09/2014"]


def workbook(*sheets: list[list[object]], change: Callable[[list[Worksheet]], None] | None = None) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Feuille {number}")
        for row in rows:
            sheet.append(row)
    if change:
        change(list(book.worksheets))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def verdict(content: bytes, filename: str = "fichier.xlsx") -> Verdict:
    found = judge(content, filename, Profile("die"), hashlib.sha256(content).hexdigest(), b"k" * 32, "v")
    counts = found.files.select("n_rows_read", "n_rows_accepted", "n_rows_set_aside", "n_rows_ignored").row(0)
    assert counts[0] == sum(counts[1:])
    return found


def whys(found: Verdict) -> dict[int, str]:
    return dict(found.ignored.sort("row_number").select("row_number", "why").iter_rows())


def told(found: Verdict, code: str) -> list[dict[str, object]]:
    return found.findings.filter(pl.col("code") == code).to_dicts()
