"""Messy workbooks made from a seed: laid out as people lay them out, their truth known by construction."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from schemas import DELIVERED
from tests.workbook_values import FAULTS, STRANGERS, Value, amount, fields_of, heading, typed, values_of
from transforms.raw import column_letter

TITLES = (
    "EPI de Die",
    "Suivi des dossiers",
    "Document de travail",
    "État arrêté au 31 décembre",
    "Espace public internet",
)
NOTES = ("Source : comptabilité de l'association", "(*) sous réserve de contrôle", "Document établi par le secrétariat")


@dataclass
class Sheet:
    """Cells by (row, column), rows from 1 and columns from 0; merges as ranges of (row, column)."""

    name: str
    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)

    @property
    def height(self) -> int:
        """The last row that holds something."""
        return max(row for row, _ in self.cells)


@dataclass
class Placed:
    """One table on a sheet: its rows by number, its columns by letter (None where unknown), and what is wrong in it."""

    table: str
    sheet: str
    rows: dict[int, dict[str, object]] = field(default_factory=dict)
    bad_cells: set[str] = field(default_factory=set)
    bad_totals: set[str] = field(default_factory=set)
    columns: dict[str, str | None] = field(default_factory=dict)


@dataclass
class Messy:
    """A file's sheets and the truth about them."""

    kind: str
    sheets: list[Sheet]
    placed: list[Placed]


def messy(seed: int) -> Messy:
    """The workbook of a seed: one to three tables, stacked on a sheet, beside each other or on sheets of their own."""
    dice = random.Random(seed)
    kind = dice.choices(("xlsx", "csv", "ods"), (7, 2, 1))[0]
    tables = dice.sample(("contracts", "fse_spending", "outcomes"), dice.choices((1, 2, 3), (4, 3, 1))[0])
    sheets, placed = [Sheet("Feuille 1")], []
    beside = kind == "xlsx" and len(tables) == 2 and dice.random() < 0.25
    row, column = 1, dice.choice((0, 0, 0, 1, 2))
    for number, table in enumerate(tables):
        if number and not beside and kind != "csv" and dice.random() < 0.5:
            sheets.append(Sheet(f"Feuille {len(sheets) + 1}"))
            row = 1
        writer = Writer(dice, sheets[-1], kind, table, column, plain_head=beside)
        end = writer.write(row)
        placed.append(writer.placed)
        if beside:
            column += len(writer.fields) + dice.choice((1, 2))
        else:
            row = end + dice.choice((1, 2, 3))
    return Messy(kind, sheets, placed)


class Writer:
    """Writes one table on a sheet, noting what is true of it."""

    def __init__(
        self, dice: random.Random, sheet: Sheet, kind: str, table: str, column: int, *, plain_head: bool
    ) -> None:
        self.dice, self.sheet, self.kind, self.table, self.column = dice, sheet, kind, table, column
        self.beside = plain_head
        self.fields = fields_of(dice, table)
        self.placed = Placed(table, sheet.name)
        self.prefix = f"{table[0].upper()}{dice.randrange(10, 99)}"
        self.faulty = dice.random() < 0.5

    def put(self, row: int, at: int, value: Value) -> str:
        """Write a cell of the table's column ``at``; its address."""
        self.sheet.cells[row, self.column + at] = value
        return f"{column_letter(self.column + at)}{row}"

    def write(self, row: int) -> int:
        """Write titles, headings, body, total and notes from ``row`` on; the first row below."""
        row = row if self.beside else self._titles(row)
        row = self._head(row)
        first = row
        row = self._body(row)
        data = sorted(self.placed.rows)
        if self.kind == "xlsx" and self.dice.random() < 0.3:
            self.sheet.hidden_rows |= set(self.dice.sample(data, min(len(data), 2)))
        for at, name in enumerate(self.fields):
            if any((line, self.column + at) in self.sheet.cells for line in range(first, row)):
                self.placed.columns[column_letter(self.column + at)] = name if name in self._known else None
        return row if self.beside else self._notes(row)

    @property
    def _known(self) -> dict[str, object]:
        return dict(DELIVERED[self.table].read_columns)

    def _titles(self, row: int) -> int:
        for _ in range(self.dice.choice((0, 0, 1, 2, 3))):
            self.put(row, 0, self.dice.choice(TITLES))
            if self.kind == "xlsx" and self.dice.random() < 0.3:
                self.sheet.merges.append((row, self.column, row, self.column + len(self.fields) - 1))
            row += self.dice.choice((1, 1, 2))
        return row

    def _head(self, row: int) -> int:
        """Headings in one row, or in two under group titles, merged or not."""
        names = [heading(self.dice, self.table, name) for name in self.fields]
        if self.beside or self.dice.random() < 0.65:
            for at, name in enumerate(names):
                self.put(row, at, name)
            self.head = [row]
            return row + 1 + (not self.beside and self.dice.random() < 0.15)
        edges = sorted({0, *self.dice.sample(range(1, len(names)), min(3, len(names) - 1)), len(names)})
        merged = self.kind == "xlsx" and self.dice.random() < 0.7
        for number, (left, right) in enumerate(pairwise(edges)):
            if right - left < 2:
                self.put(row if merged else row + 1, left, names[left])
                if merged:
                    self.sheet.merges.append((row, self.column + left, row + 1, self.column + left))
                continue
            self.put(row, left, ("Dossier", "Suivi", "Volet", "Partie")[number % 4])
            if merged:
                self.sheet.merges.append((row, self.column + left, row, self.column + right - 1))
            for at in range(left, right):
                self.put(row + 1, at, names[at])
        self.head = [row, row + 1]
        return row + 2

    def _body(self, row: int) -> int:
        """Rows of data, with subtotals, blank rows, repeated headings, group titles and continuations between them."""
        summed = self._amount_at() is not None and not self.beside
        grouped = summed and self.dice.random() < 0.3
        repeated = self.dice.random() < 0.2
        group, whole = Decimal(0), Decimal(0)
        for number in range(self.dice.randrange(3, 16)):
            added = self._line(row, number)
            group, whole = group + added, whole + added
            row += 1
            if grouped and number % 4 == 3:
                row = self._total(row, f"Sous-total {number // 4 + 1}", group)
                group = Decimal(0)
            elif not self.beside:
                row += self._between(row, repeated=repeated and number == 4)
        if grouped or (summed and self.dice.random() < 0.5):
            row = self._total(row, self.dice.choice(("Total", "TOTAL GÉNÉRAL", "Total :")), whole)
        return row

    def _between(self, row: int, *, repeated: bool) -> int:
        """What stands between two rows of data, now and then; the rows it takes."""
        chance = self.dice.random()
        if repeated:
            for number, line in enumerate(self.head):
                for at in range(len(self.fields)):
                    if (line, self.column + at) in self.sheet.cells:
                        self.put(row + number, at, self.sheet.cells[line, self.column + at])
            return len(self.head)
        if chance > 0.1:
            return 0
        return self._aside(row) if chance > 0.05 else 1

    def _aside(self, row: int) -> int:
        """A group title in the first column, or the end of a text that began in the row above; the rows it takes."""
        texts = [at for at, name in enumerate(self.fields) if at and name in STRANGERS]
        said = [at for at in texts if (row - 1, self.column + at) in self.sheet.cells]
        if said and (row - 1, self.column) in self.sheet.cells:
            self.put(row, said[0], "voir au dos")
        else:
            self.put(row, 0, "Deuxième groupe de personnes")
        return 1

    def _amount_at(self) -> int | None:
        """Where the amounts stand, when a label can stand on their left and all of them are read."""
        at = self.fields.index("declared_eur") if "declared_eur" in self.fields else 0
        return at if at > 0 and not self.faulty else None

    def _total(self, row: int, label: str, total: Decimal) -> int:
        wrong = self.dice.random() < 0.2
        self.put(row, 0, label)
        written = amount(self.dice, total + (Decimal("0.01") if wrong else 0), self.kind)
        cell = self.put(row, self._amount_at() or 0, written)
        if wrong:
            self.placed.bad_totals.add(cell)
        return row + 1

    def _line(self, row: int, number: int) -> Decimal:
        """One row of data; its amount."""
        values = values_of(self.dice, self.table, f"{self.prefix}-{number}")
        bad = self.dice.choice(sorted(FAULTS[self.table])) if self.faulty and self.dice.random() < 0.15 else None
        for at, name in enumerate(self.fields):
            if name == bad:
                self.placed.bad_cells.add(self.put(row, at, FAULTS[self.table][name]))
            elif name in values:
                self.put(row, at, typed(self.dice, values[name], self.kind))
            elif self.dice.random() < 0.6:
                self.put(row, at, self.dice.choice(("vu", "à revoir", "RAS", "dossier complet", "12")))
        if bad is None:
            self.placed.rows[row] = values
        declared = values.get("declared_eur")
        return declared if isinstance(declared, Decimal) else Decimal(0)

    def _notes(self, row: int) -> int:
        if self.dice.random() < 0.4:
            row += self.dice.choice((1, 2))
            for note in self.dice.sample(NOTES, self.dice.choice((1, 2))):
                self.put(row, 0, note)
                row += 1
        return row
