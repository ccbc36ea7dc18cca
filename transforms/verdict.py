"""What is decided of one delivery or of many: frames to store, and nothing of a person in what is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

import polars as pl

from schemas import TABLES
from schemas.rules.rule import Severity
from schemas.wording import ROWS, counted, french_euros, share_limit
from transforms.headings import Overrides

State = Literal["accepted", "accepted_with_reservations", "refused"]
FILE_SHAPE: dict[str, pl.DataType] = {
    name: TABLES["deliveries"].columns[name].dtype
    for name in (
        "epi_id", "delivery_id", "filename", "state", "n_rows_read", "n_rows_accepted", "n_rows_set_aside",
        "n_rows_ignored", "set_aside_eur",
    )
} | {"sheets": pl.List(pl.String())}  # fmt: skip


@dataclass(frozen=True)
class Threshold:
    """Limits beyond which a file is refused whole: share, number and euros of the rows set aside; None is no limit.

    Zero means zero. ``spared`` is how many rows the share alone never refuses a file for.
    """

    rate: float | None = None
    count: int | None = None
    eur: Decimal | None = None
    spared: int = 0

    def passed(self, total: int, set_aside: int, eur: Decimal, n_unknown: int) -> str | None:
        """The limit that is passed, in French, or None; ``n_unknown`` rows have an amount that could not be read.

        An unread amount may be any amount, so that it passes a limit of zero euros.
        """
        if self.rate is not None and set_aside > self.spared and set_aside / total > self.rate:
            return share_limit(self.rate)
        if self.count is not None and set_aside > self.count:
            return counted(self.count, ROWS)
        if self.eur is not None and (eur > self.eur or (self.eur == 0 and n_unknown)):
            return french_euros(self.eur)
        return None


UNDECLARED = Threshold(rate=0.5, spared=1)
"""The limit of a table that the configuration does not name."""
UNLIMITED = Threshold()


@dataclass(frozen=True)
class Profile:
    """What the verdict must know of an EPI: its name in the data, its headings, its limits, its employer.

    ``severities`` are those that the network sets for rules whose source has not been read, by code.
    """

    epi_id: str
    headings: Overrides = field(default_factory=dict)
    tables: tuple[str, ...] = ()
    thresholds: Mapping[str, Threshold] = field(default_factory=dict)
    legal_nature_code: str | None = None
    severities: Mapping[str, Severity] = field(default_factory=dict)


@dataclass(frozen=True)
class Submission:
    """One received file to judge; ``delivery_id`` is the SHA-256 of ``content``."""

    content: bytes
    filename: str
    delivery_id: str
    epi: Profile


@dataclass(frozen=True)
class Verdict:
    """Frames over every delivery judged together, each of the shape that the schemas declare.

    ``findings`` also holds ``is_private``: true where the value read must not be stored; ``ignored`` holds
    ``epi_id``, ``delivery_id``, ``sheet``, ``row_number``, ``why`` of the rows that are no data. ``people`` says who
    the keys of the accepted rows stand for, and who is named in the others, without a key: it is for the encrypted
    identity file, and to find these names in what is stored. ``sheets`` of a file are the names of its sheets in order.
    """

    files: pl.DataFrame
    accepted: dict[str, pl.DataFrame]
    tables: pl.DataFrame
    columns: pl.DataFrame
    findings: pl.DataFrame
    quarantine: pl.DataFrame
    ignored: pl.DataFrame
    people: pl.DataFrame

    def without_rows(self) -> Verdict:
        """What is told of the files and of people, once their rows are stored."""
        return replace(self, accepted=EMPTY.accepted, quarantine=EMPTY.quarantine, ignored=EMPTY.ignored)


def join_verdicts(verdicts: Iterable[Verdict]) -> Verdict:
    """Several verdicts as one; an empty list is an empty verdict."""
    parts = [*verdicts, EMPTY]
    accepted = {name: pl.concat([part.accepted[name] for part in parts]) for name in EMPTY.accepted}
    frames = {
        name: pl.concat([getattr(part, name) for part in parts])
        for name in ("files", "tables", "columns", "findings", "quarantine", "ignored", "people")
    }
    return Verdict(accepted=accepted, **frames)


IGNORED_SHAPE: dict[str, pl.DataType] = {
    "epi_id": pl.String(),
    "delivery_id": pl.String(),
    "sheet": pl.String(),
    "row_number": pl.Int64(),
    "why": pl.String(),
}
PEOPLE_SHAPE: dict[str, pl.DataType] = {
    "epi_id": pl.String(),
    "delivery_id": pl.String(),
    "person_key": pl.String(),
    "last_name": pl.String(),
    "first_name": pl.String(),
    "birth_date": pl.Date(),
}
EMPTY = Verdict(
    files=pl.DataFrame(schema=FILE_SHAPE),
    accepted={name: table.empty() for name, table in TABLES.items() if table.is_delivered},
    tables=TABLES["delivery_tables"].empty(),
    columns=TABLES["delivery_columns"].empty(),
    findings=TABLES["findings"].empty().with_columns(pl.lit(value=False).alias("is_private")),
    quarantine=TABLES["quarantine"].empty(),
    ignored=pl.DataFrame(schema=IGNORED_SHAPE),
    people=pl.DataFrame(schema=PEOPLE_SHAPE),
)
