"""Small files to read, made with independent writers, and looks at what was read."""

from io import BytesIO
from pathlib import Path

import xlsxwriter

from transforms.raw import Kind, RawSheet
from transforms.read import read

_PLACES = [folder / "shared" / "corpus" for folder in Path(__file__).resolve().parents]
CORPUS = next((place for place in _PLACES if place.exists()), _PLACES[0])  # beside the project, where it is at all


def xlsx(cells: dict[str, object], formats: dict[str, str] | None = None, **options: object) -> bytes:
    """A one-sheet workbook with values at addresses, some with a number format."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, **options})
    sheet = book.add_worksheet("Contrats")
    for address, value in cells.items():
        number_format = (formats or {}).get(address)
        cell_format = book.add_format({"num_format": number_format}) if number_format else None
        if isinstance(value, str) and not value.startswith("="):
            sheet.write_string(address, value, cell_format)
        else:
            sheet.write(address, value, cell_format)
    book.close()
    return file.getvalue()


def only_sheet(content: bytes, filename: str = "fichier.xlsx") -> RawSheet:
    (sheet,) = read(content, filename).sheets
    return sheet


def at(sheet: RawSheet, letter: str, row: int) -> str | None:
    value: str | None = sheet.text[letter][row - sheet.first_row]
    return value


def kind(sheet: RawSheet, letter: str, row: int) -> Kind:
    return Kind(sheet.kinds(letter)[row - sheet.first_row])
