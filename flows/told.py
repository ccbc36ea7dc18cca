"""The findings of a verdict as staff read them: one sentence, and every cell it is said of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from schemas.letters import ASIDE, DECISION, EXAMPLE, LEFT_OUT, TAKEN
from schemas.rules import RULES
from schemas.rules.rule import Rule
from schemas.wording import ROW, STATES, counted, french_euros, place

CELLS_AT_MOST = 10
CELLS_FOR_INFORMATION = 3
SENTENCES_AT_MOST = 200
_SAME = ("severity", "code", "message", "sheet", "column_letter", "heading")
# A rate has six decimals, an amount two.
_OURS = (
    (r"^1\.000000$", "100\u00a0%"),
    (r"^0\.0(\d)0000$", "$1\u00a0%"),
    (r"^0\.(\d\d)0000$", "$1\u00a0%"),
    (r"^0\.0(\d)(\d{0,3}[1-9])0*$", "$1,$2\u00a0%"),
    (r"^0\.(\d\d)(\d{0,3}[1-9])0*$", "$1,$2\u00a0%"),
    (r"^(-?\d{1,3})(\d{3})(\d{3})\.(\d{2})$", "$1\u202f$2\u202f$3,$4"),
    (r"^(-?\d{1,3})(\d{3})\.(\d{2})$", "$1\u202f$2,$3"),
    (r"^(-?\d+)\.(\d+)$", "$1,$2"),
)
_CELL = ("cell", "row_number", "business_key", "value_read", "value_kept")


@dataclass(frozen=True)
class Told:
    """One sentence with the cells it is said of: ``n`` of them, the first ones in ``cells``."""

    rule: Rule
    message: str
    sheet: str | None
    column: str | None
    heading: str | None
    n: int
    cells: tuple[dict[str, Any], ...]

    @property
    def place(self) -> str:
        """Where it is, as the spreadsheet shows it: one cell, a column, a row, or the whole file."""
        where = (self.column or "") if self.n > 1 else address(self.cells[0])
        return place(self.sheet, where)

    @property
    def advice(self) -> str:
        """What to type, an example where there is something to type, and the code."""
        said = self.rule.fix
        if self.rule.example and self.rule.severity != "info":
            said += f" {EXAMPLE.format(self.rule.example)}."
        return f"{said} [{self.rule.code}]"


def decision(file: Mapping[str, Any]) -> str:
    """What was decided of one file, the row of `Verdict.files`, in one sentence."""
    accepted, aside, ignored = file["n_rows_accepted"], file["n_rows_set_aside"], file["n_rows_ignored"]
    euros = f" ({french_euros(file['set_aside_eur'])})" if file["set_aside_eur"] else ""
    return DECISION.format(
        state=STATES[file["state"]], taken=counted(accepted, TAKEN), aside=counted(aside, ASIDE), euros=euros,
        ignored=counted(ignored, LEFT_OUT),
    )  # fmt: skip


def address(cell: dict[str, Any]) -> str:
    """`D7`, `ligne 7` where the whole row is meant, or nothing."""
    if cell["cell"] or not cell["row_number"]:
        return str(cell["cell"] or "")
    return ROW.format(cell["row_number"])


def told(findings: pl.DataFrame, severity: str) -> Iterator[Told]:
    """The sentences of one severity, those of the whole file first, then in the order of the file."""
    most = CELLS_FOR_INFORMATION if severity == "info" else CELLS_AT_MOST
    shown = findings.filter(pl.col("severity") == severity).with_columns(
        as_shown(pl.col("business_key", "value_read")), as_shown(pl.col("value_kept"), ours=True)
    )
    is_other = pl.col("value_kept") != pl.col("value_read")
    shown = shown.with_columns(pl.when(is_other.fill_null(value=True)).then(pl.col("value_kept")))
    # One more takes no more room than to say that there is one more.
    shown_of_them = pl.when(pl.len() == most + 1).then(most + 1).otherwise(most)
    groups = shown.group_by(_SAME, maintain_order=True).agg(
        pl.len().alias("n"), pl.struct(_CELL).head(shown_of_them).alias("cells")
    )
    for row in groups.sort(pl.col("sheet").is_not_null(), maintain_order=True).iter_rows(named=True):
        yield Told(
            RULES[row["code"]], row["message"], row["sheet"], row["column_letter"], row["heading"], row["n"],
            tuple(row["cells"]),
        )  # fmt: skip


def as_shown(text: pl.Expr, *, ours: bool = False) -> pl.Expr:
    """Texts read as a French spreadsheet shows them: dates as 01/09/2015, VRAI and FAUX.

    ``ours`` are values of our own, written in ISO 8601 and with a decimal point: amounts become 12 500,50, rates 85 %.
    """
    day = r"^(\d{4})-(\d\d)-(\d\d)"
    text = text.str.replace(rf"{day} 00:00:00$", "$3/$2/$1").str.replace(
        rf"{day} (\d\d:\d\d):\d\d(?:\.\d+)?$", "$3/$2/$1 $4"
    )
    if ours:
        text = text.str.replace(rf"{day}$", "$3/$2/$1")
        for pattern, shown in _OURS:
            text = text.str.replace(pattern, shown)
        return text.replace(["true", "false"], ["oui", "non"])
    return text.replace(["true", "false"], ["VRAI", "FAUX"])
