"""Nights made straight from rows, without files or judging, published for real."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from schemas import CORE_TABLES, TABLES
from warehouse.bands import Band
from warehouse.in_force import choose_in_force, gone_since, held_tables, keep_losses_out, tables_given
from warehouse.manifest import InForce, Loss, Manifest, Receipt
from warehouse.publish import Terms, publish, run_id_of
from warehouse.query import ask
from warehouse.store import PACKED, PACKED_DELIVERY, Store

Rows = Sequence[Mapping[str, Any]]
WIDE = {name: Band(fall=Decimal(1), rise=Decimal(1000), nights=1000) for name in CORE_TABLES}
FILLER: dict[pl.DataType, Any] = {
    pl.Date(): dt.date(2014, 9, 1),
    pl.Int64(): 1,
    pl.Boolean(): False,
    pl.String(): "x",
}


@dataclass(frozen=True)
class File:
    """What one source gives: accepted rows by table, and rows set aside (table, business key, euros)."""

    tables: Mapping[str, Rows]
    aside: Sequence[tuple[str, str, Decimal]] = ()
    told_id: str = ""

    @property
    def delivery_id(self) -> str:
        return self.told_id or hashlib.sha256(repr((sorted(self.tables.items()), self.aside)).encode()).hexdigest()


@dataclass
class Nights:
    """Nights one after the other in one home; each a day after the one before."""

    home: Path
    day: dt.datetime = field(default_factory=lambda: dt.datetime(2026, 6, 1, 2, tzinfo=dt.UTC))
    last: Manifest | None = None

    @property
    def store(self) -> Store:
        return Store(self.home / "store")

    def publish(
        self,
        files: Mapping[str, File | None],
        *,
        rules: str = "r1",
        terms: Terms | None = None,
        as_of: str = "2015-07-31",
    ) -> Manifest:
        """One night: a file for each ``epi`` (or ``epi/source``), None where it did not come."""
        self.day += dt.timedelta(days=1)
        run_id = run_id_of(self.day)
        sources = {tuple(f"{place}/fichier".split("/")[:2]): file for place, file in files.items()}
        judged = {(row[0], row[1], row[2], row[3]): row[4] for row in self._judged()}
        fresh = {
            (epi, source): file for (epi, source), file in sources.items()
            if file and (epi, source, file.delivery_id, rules) not in judged
        }  # fmt: skip
        if fresh:
            self.store.add(run_id, self._frames(fresh, rules))
        received = tuple(
            Receipt(epi, source, "f.csv", file.delivery_id, judged.get((epi, source, file.delivery_id, rules), run_id))
            if file else Receipt(epi, source, "f.csv", "", "", "FICHIER-40", "Le fichier attendu est introuvable.")
            for (epi, source), file in sorted(sources.items())
        )  # fmt: skip
        in_force, losses = self._standing(received, WIDE if terms is None else terms.bands)
        pack = self._epis_pack(sorted({epi for epi, _ in sources}))
        started = self.day.replace(tzinfo=None).isoformat()
        manifest = Manifest(run_id, started, as_of, rules, "c1", received, in_force, pack, losses=losses)
        publish(self.home, manifest, terms or Terms(WIDE))
        self.last = self.store.journal.manifest(run_id)
        assert self.last is not None
        return self.last

    def _standing(
        self, received: tuple[Receipt, ...], bands: Mapping[str, Band]
    ) -> tuple[tuple[InForce, ...], tuple[Loss, ...]]:
        held = held_tables(self.store, {one.pack for one in received if one.pack})
        given = tables_given(held, dict.fromkeys(received))
        chosen = choose_in_force(self.last, received, given)
        gone = gone_since(chosen, received, given)
        return keep_losses_out(self.last, chosen, gone, received, self.store, bands)

    def _epis_pack(self, epis: Sequence[str]) -> str:
        pack = "epis-" + hashlib.sha256(repr(epis).encode()).hexdigest()[:16]
        if not self.store.has(pack):
            self.store.add(pack, self._empty() | {"epis": frame("epis", [{"epi_id": epi} for epi in epis])})
        return pack

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query over what is published."""
        return [tuple(row.values()) for row in ask(self.home / "warehouse.duckdb", sql)]

    def _judged(self) -> list[tuple[Any, ...]]:
        return self.store.judged().select("epi_id", "source_name", "delivery_id", "rules_version", "pack").rows()

    def _empty(self) -> dict[str, pl.DataFrame]:
        return {
            name: pl.DataFrame(schema=PACKED_DELIVERY) if name == "deliveries" else TABLES[name].empty()
            for name in PACKED
        }

    def _frames(self, fresh: Mapping[tuple[str, str], File], rules: str) -> dict[str, pl.DataFrame]:
        deliveries, tables, aside, core = [], [], [], {name: [] for name in CORE_TABLES}  # type: ignore[var-annotated]
        for (epi, source), file in fresh.items():
            place = {"epi_id": epi, "delivery_id": file.delivery_id, "sheet": ""}
            n, out = sum(map(len, file.tables.values())), sum((one[2] for one in file.aside), Decimal(0))
            deliveries.append(
                {**place, "source_name": source, "filename": "f.csv", "origin": "f.csv", "state": "accepted", "rules_version": rules,
                 "received_at": self.day.replace(tzinfo=None), "mapping_version": "m1", "n_rows_read": n + len(file.aside) + 1,
                 "n_rows_accepted": n, "n_rows_set_aside": len(file.aside), "n_rows_ignored": 1, "set_aside_eur": out}
            )  # fmt: skip
            for name, rows in file.tables.items():
                core[name] += [{**place, "row_number": number, **row} for number, row in enumerate(rows, 2)]
                n_aside = sum(one[0] == name for one in file.aside)
                tables.append(
                    {**place, "table_name": name, "header_row": 1, "last_row": len(rows) + n_aside + 1,
                     "n_rows_accepted": len(rows), "n_rows_set_aside": n_aside}
                )  # fmt: skip
            aside += [
                {**place, "row_number": 1000 + number, "table_name": name, "codes": "DATE-01", "business_key": key,
                 "amount_eur": eur, "values_json": "{}", "rules_version": rules}
                for number, (name, key, eur) in enumerate(file.aside)
            ]  # fmt: skip
        shaped = {name: frame(name, rows) for name, rows in core.items()}
        told = pl.DataFrame(
            [{k: v for k, v in d.items() if k in PACKED_DELIVERY} for d in deliveries], schema=PACKED_DELIVERY
        )
        return (
            self._empty()
            | shaped
            | {
                "deliveries": told,
                "delivery_tables": frame("delivery_tables", tables),
                "quarantine": frame("quarantine", aside),
            }
        )


def frame(name: str, rows: Rows) -> pl.DataFrame:
    """Rows of a table, where what must not be null and is not given is filled."""
    columns = TABLES[name].stored_columns
    blank = {
        column: None
        if one.may_be_null
        else Decimal(0)
        if isinstance(one.dtype, pl.Decimal)
        else FILLER.get(one.dtype, dt.datetime(2026, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None))
        for column, one in columns.items()
    }
    blank |= {column: next(iter(one.codes.by_code)) for column, one in columns.items() if one.codes and blank[column]}
    return pl.DataFrame(
        [blank | dict(row) for row in rows], schema={column: one.dtype for column, one in columns.items()}
    )


def contract(number: int, **facts: Any) -> dict[str, Any]:
    return {"contract_id": f"C-{number}", "person_key": f"{number:064x}", "contract_type_code": "CDD", **facts}


def expense(number: int, eur: str, **facts: Any) -> dict[str, Any]:
    return {"expense_id": f"S-{number}", "operation_id": "OP", "declared_eur": Decimal(eur), **facts}


def wide(**changes: Any) -> Terms:
    return replace(Terms(WIDE), **changes)
