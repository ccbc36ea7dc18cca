"""One way in: a column of texts and what it should hold → its values."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from transforms.values.amounts import amounts, has_factor
from transforms.values.booleans import booleans
from transforms.values.cells import KindSource
from transforms.values.choices import choices
from transforms.values.column import filtered, read_column
from transforms.values.companies import rnas, sirens, sirets
from transforms.values.dates import dates
from transforms.values.hours import hours
from transforms.values.occupations import rome_codes
from transforms.values.phones import phones
from transforms.values.places import commune_codes, postcodes
from transforms.values.quantities import decimals, integers, months
from transforms.values.rates import rates
from transforms.values.reading import Reader
from transforms.values.spec import Parsed, ValueSpec
from transforms.values.texts import identifiers, texts
from transforms.values.working_time import working_time

_READERS: Mapping[str, Callable[[ValueSpec], Reader]] = {
    "text": lambda _: texts(),
    "identifier": lambda _: identifiers(),
    "code": choices,
    "date": dates,
    "month": lambda spec: dates(spec, keeps_month=True),
    "eur": lambda _: amounts(),
    "rate": lambda _: rates(),
    "hours": lambda _: hours(),
    "working_time": lambda _: working_time(),
    "months": lambda _: months(),
    "integer": lambda spec: integers(spec.unit),
    "decimal": lambda spec: decimals(spec.precision, spec.scale),
    "boolean": lambda spec: booleans(or_count=spec.or_count),
    "siret": lambda _: sirets(),
    "siren": lambda _: sirens(),
    "rna": lambda _: rnas(),
    "insee": lambda _: commune_codes(),
    "postcode": lambda _: postcodes(),
    "phone": lambda _: phones(),
    "rome": lambda _: rome_codes(),
}
KINDS = tuple(_READERS)


def parse(
    text: pl.Series, spec: ValueSpec, group: pl.Series, kind: KindSource | None = None,
    heading_unit: pl.Series | None = None,
) -> Parsed:  # fmt: skip
    """Read a column of texts as values of ``spec.kind``; an unknown kind is our fault (KeyError).

    ``group`` (UInt32) says which column of which file a cell comes from: evidence is weighed within it. ``kind``
    gives the spreadsheet's kind of each cell and is called only when a text is ambiguous without it.
    ``heading_unit`` is the unit that the heading of the cell's column names: under k€ amounts are multiplied.
    """
    if spec.kind == "eur" and heading_unit is not None:
        units = [unit for unit in heading_unit.unique().to_list() if has_factor(unit)]
        if units:
            return _by_unit(text, group, kind, heading_unit, units)
    return read_column(_READERS[spec.kind](spec), text, group, kind)


def _by_unit(
    text: pl.Series, group: pl.Series, kind: KindSource | None, heading_unit: pl.Series, units: list[str | None]
) -> Parsed:
    """Amounts read unit by unit, each part put back in its place."""
    rest = ~heading_unit.is_in(units).fill_null(value=False)
    parts = [(None, rest), *((unit, (heading_unit == unit).fill_null(value=False)) for unit in units)]
    read = [
        read_column(amounts(unit), text.filter(rows), group.filter(rows), filtered(kind, rows)) for unit, rows in parts
    ]
    place = pl.concat([rows.arg_true() for _, rows in parts]).arg_sort()
    return Parsed(
        pl.concat([part.value for part in read]).gather(place),
        pl.concat([part.refused for part in read]).gather(place),
        pl.concat([part.repaired for part in read]).gather(place),
    )
