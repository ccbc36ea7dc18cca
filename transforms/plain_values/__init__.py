"""French text → typed values, a column of a whole batch at a time."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from transforms.plain_values.dates import parse_date
from transforms.plain_values.identifiers import parse_identifier
from transforms.plain_values.numbers import parse_decimal, parse_eur, parse_hours, parse_integer, parse_rate
from transforms.plain_values.parsed import Parsed, ValueSpec
from transforms.plain_values.words import parse_boolean, parse_code, parse_identifier_text, parse_text
from transforms.raw import Kind

__all__ = ["Parsed", "ValueSpec", "parse"]


def parse(
    text: pl.Series, spec: ValueSpec, group: pl.Series, kinds: Callable[[], pl.Series] | None = None,
    units: pl.Series | None = None,
) -> Parsed:  # fmt: skip
    """Parse a column of text by the kind of ``spec``.

    ``group`` tells which column of which file a cell comes from, for evidence; ``kinds`` gives the spreadsheet's kind
    of each cell and is called only when a text is ambiguous without it; ``units`` are the units of the headings.
    """
    match spec.kind:
        case "date" | "month":
            return parse_date(text, spec, group)
        case "eur":
            return _amounts(text, units)
        case "code":
            return parse_code(text, spec)
        case "siret" | "siren" | "rna" | "insee" | "postcode" | "rome" | "phone":
            return parse_identifier(text, spec.kind, kinds, Kind.NUMBER)
    return _SIMPLE[spec.kind](text)


_SIMPLE: dict[str, Callable[[pl.Series], Parsed]] = {
    "text": parse_text,
    "identifier": parse_identifier_text,
    "rate": parse_rate,
    "hours": parse_hours,
    "months": parse_hours,
    "integer": parse_integer,
    "decimal": parse_decimal,
    "boolean": parse_boolean,
}


def _amounts(text: pl.Series, units: pl.Series | None) -> Parsed:
    """Amounts, those under a heading in k€ multiplied."""
    if units is None or not (in_thousands := units.str.contains("(?i)^k").fill_null(value=False)).any():
        return parse_eur(text)
    plain, thousands = (
        parse_eur(text.set(in_thousands, None)),
        parse_eur(text.set(~in_thousands, None), thousands=True),
    )
    return Parsed(
        plain.value.fill_null(thousands.value),
        plain.refused.fill_null(thousands.refused),
        plain.repaired.fill_null(thousands.repaired),
    )
