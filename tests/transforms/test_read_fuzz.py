"""Damaged files: whatever happens to its bytes, a file is read or refused, and nothing else is raised."""

import random
from io import BytesIO

import pytest
import xlwt

from tests.transforms.read_files import CORPUS, xlsx
from transforms.raw import DeliveryError
from transforms.read import Limits, read

SMALL = Limits(max_cells=200_000, max_part_bytes=5_000_000, max_unpacked_bytes=10_000_000)


def old_excel() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Contrats")
    for row in range(60):
        for column in range(6):
            sheet.write(row, column, f"texte {row}" if column % 2 else row * 1.5)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def seeds() -> dict[str, bytes]:
    cells: dict[str, object] = {f"{letter}{row}": f"{letter}{row}" for letter in "ABC" for row in range(1, 40)}
    found = {"a.xlsx": xlsx({**cells, "D2": 42248, "E2": "=A1"}, {"D2": "dd/mm/yyyy"}), "a.xls": old_excel()}
    found["a.csv"] = 'N°;Prénom\n1;Éva\n2;"Gaël\nB."\n'.encode("cp1252") * 20
    for name in ("french/helios_mandats.ods", "stress/date_1904.xlsb", "stress/biff5_excel95.xls"):
        if (CORPUS / name).exists():
            found[name] = (CORPUS / name).read_bytes()
    return found


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Cut a file, flip some of its bits, or overwrite a stretch of it."""
    way = chance.randrange(4)
    if way == 0:
        return content[: chance.randrange(len(content))]
    out = bytearray(content)
    if way == 1:
        start = chance.randrange(len(out))
        out[start : start + chance.randrange(1, 64)] = chance.randbytes(chance.randrange(1, 64))
    else:
        for _ in range(1 if way == 2 else 20):
            out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def outcome(content: bytes, name: str) -> str:
    try:
        book = read(content, name, SMALL)
    except DeliveryError as error:
        return "refused" if error.code.startswith("FICHIER-") else error.code
    return "read" if any(sheet.text.height for sheet in book.sheets) else "empty"


@pytest.mark.parametrize(("name", "content"), seeds().items(), ids=seeds())
def test_a_damaged_file_is_read_or_refused(name: str, content: bytes) -> None:
    for seed in range(90):
        assert outcome(damaged(content, random.Random(seed)), name) in {"read", "refused"}
