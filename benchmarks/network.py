"""A network of invented EPI to measure with: a workbook each, and the rows that every job must load."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from random import Random

import xlsxwriter

from benchmarks.rows import KEY, SHEETS, Cell, Row, amount_text, date_text

SEED = 20_261
_AMOUNTS = {"Salaire brut mensuel", "Coût total", "Montant déclaré"}
_HEAD = """[network]
name = "Mesure"
as_of = 2015-12-31

[[epis]]
id = "reseau"
name = "Réseau"
commune = "Valence"
insee_code = "26362"
postcode = "26000"
[[epis.sources]]
path = "operations.csv"
"""
EPI = """
[[epis]]
id = "{id}"
name = "EPI {id}"
commune = "Die"
insee_code = "26113"
postcode = "26150"
[[epis.sources]]
"""
_OPERATIONS = (
    "N° opération;Programmation;Intitulé de l'opération;Début de réalisation;Fin de réalisation;"
    "Coût total éligible;Montant FSE conventionné;Taux FSE\n"
    "201400026;2014-2020;Médiation numérique;01/01/2014;31/12/2016;900 000 000,00;450 000 000,00;50 %\n"
)


@dataclass(frozen=True)
class Shape:
    """How many workbooks, and how many rows on each of their three sheets."""

    name: str
    files: int
    rows: int


SHAPES = {
    shape.name: shape
    for shape in (
        Shape("many", 400, 30), Shape("medium", 40, 2_000), Shape("big", 2, 100_000), Shape("tiny", 8, 30),
        Shape("tenth", 2, 10_000),
    )
}  # fmt: skip


def network(folder: Path, shape: Shape, seed: int = SEED) -> Path:
    """The network of this shape below ``folder``, made once; its folder, with ``epis.toml`` and ``truth.json``."""
    place = folder / f"{shape.name}-{shape.files}x{shape.rows}-{seed}"
    if (place / "truth.json").exists():
        return place
    place.mkdir(parents=True, exist_ok=True)
    keys: dict[str, list[str]] = {name: [] for name in SHEETS}
    epis = [_HEAD]
    for number in range(shape.files):
        prefix = f"E{number:05d}"
        good = write_workbook(place / f"{prefix}.xlsx", prefix, shape.rows, Random(f"{seed}/{number}"))
        for name, found in good.items():
            keys[name] += found
        epis.append(f'{EPI.format(id=prefix.lower())}path = "{prefix}.xlsx"\n')
    (place / "operations.csv").write_text(_OPERATIONS, encoding="utf-8")
    (place / "epis.toml").write_text("".join(epis), encoding="utf-8")
    (place / "truth.json").write_text(json.dumps({name: fingerprint(found) for name, found in keys.items()}))
    return place


def fingerprint(keys: list[str]) -> dict[str, object]:
    """Number and hash of the keys of the good rows of a table."""
    return {"rows": len(keys), "keys": hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()}


def write_workbook(path: Path, prefix: str, rows: int, chance: Random) -> dict[str, list[str]]:
    """One workbook: titles above, columns shuffled, a total below; the keys of its good rows."""
    keys: dict[str, list[str]] = {}
    with xlsxwriter.Workbook(path, {"constant_memory": False, "default_date_format": "dd/mm/yyyy"}) as book:
        for name, (title, make) in SHEETS.items():
            sheet = book.add_worksheet(title)
            made = [make(number, prefix, chance) for number in range(1, rows + 1)]
            headings = list(made[0][0])
            chance.shuffle(headings)
            typed = {heading: chance.random() < 0.3 for heading in headings}
            sheet.write_string(0, 0, f"EPI {prefix} : {title.lower()} 2014")
            sheet.write_row(2, 0, headings)
            for at, (row, _) in enumerate(made, 3):
                for column, heading in enumerate(headings):
                    sheet.write(at, column, _cell(row, heading, chance, typed=typed[heading]))
            sheet.write_string(rows + 3, 0, "Total")
            keys[name] = [str(row[KEY[name]]) for row, is_good in made if is_good]
    return keys


def _cell(row: Row, heading: str, chance: Random, *, typed: bool) -> Cell:
    """A value as it is typed: dates and amounts as text, or, in some columns, as Excel has them."""
    value = row[heading]
    if isinstance(value, dt.date):
        return value if typed else date_text(value, chance)
    if heading in _AMOUNTS and isinstance(value, int):
        return value / 100 if typed else amount_text(value, chance)
    return value
