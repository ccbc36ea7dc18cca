"""People of a file who may be one person: born the same day, with names that are nearly the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from schemas import DELIVERED
from transforms.finding import finding, findings_frame, sentence
from transforms.pseudonyms import folded_names
from transforms.table_verdict import TableVerdict
from transforms.verdict import Submission

DOUBT = "DOUBLON-15"
_FILE = ("epi_id", "delivery_id")
_DAY = (*_FILE, "birth_date")
_NAMES = ("last_name", "first_name")
_SIDE = ("order", "person_key", *_NAMES)
_MOST_ALIKE = 20
"""People of one given name and one day of birth beyond whom both are what is typed where nothing is known."""
_SHORTEST_WORD, _SHORTEST_MISSPELT = 3, 4
_Surnames = dict[tuple[int, str, str, str | None], list[tuple[int, str, str]]]


def spelling_doubts(
    people: pl.DataFrame, verdicts: Sequence[TableVerdict], submissions: Sequence[Submission]
) -> pl.DataFrame:
    """Findings: of each person of a file whom an earlier row of it seems to name otherwise, at the first row of each.

    ``people`` are those of the verdicts, with their keys. Nothing in a finding says a name: the two rows do.
    """
    pairs = _pairs(people)
    if not pairs:
        return findings_frame([])
    first = _first_rows(verdicts, {key for *_, pair in pairs for key in pair})
    said: dict[int, tuple[dict[str, Any], dict[str, Any]]] = {}
    for epi, delivery, pair in pairs:
        there, here = sorted((first[epi, delivery, key] for key in pair), key=lambda row: row["order"])
        known = said.get(here["order"])
        if known is None or there["order"] < known[1]["order"]:
            said[here["order"]] = (here, there)
    names = _surnames(verdicts)
    return findings_frame(_finding(*said[order], submissions, names, verdicts) for order in sorted(said))


def _pairs(people: pl.DataFrame) -> list[tuple[str, str, tuple[str, str]]]:
    """File and keys of the people who may be one, in the order of the rows that name them."""
    known = _near_each_other(people.drop_nulls())
    if known.is_empty():
        return []
    known = known.unique([*_FILE, "person_key"], keep="first", maintain_order=True).with_row_index("order")
    known = known.with_columns(folded_names(known[name]).alias(name) for name in _NAMES)
    # Few: people of one day and one given name, their surnames alike. What makes two names near is told by words.
    return [
        (row["epi_id"], row["delivery_id"], (row["person_key"], row["person_key_right"]))
        for row in pl.concat([_called_alike(known), _crossed(known)]).unique().iter_rows(named=True)
        if _may_be_one(row)
    ]


def _near_each_other(people: pl.DataFrame) -> pl.DataFrame:
    """The people born the day of another of their file, and called alike or with the same names the other way round.

    Told by hashes, hence a few more; ``called``, the first word of the given name, is added.
    """
    called = folded_names(people["first_name"]).str.splitn(" ", 2).struct.field("field_0")
    people = people.with_columns(called.alias("called"))
    last, first = (pl.col(name).str.to_lowercase().hash() for name in _NAMES)
    day = pl.col("epi_id").hash(1) ^ pl.col("delivery_id").hash(2) ^ pl.col("birth_date").hash(3)
    hashes = people.select(
        (day ^ pl.col("called").hash(4)).alias("called"),
        (day ^ last ^ (first * 3)).alias("names"),
        (day ^ first ^ (last * 3)).alias("crossed"),
    )
    once = hashes["names"].is_first_distinct()
    people, hashes = people.filter(once), hashes.filter(once)
    return people.filter(hashes["called"].is_duplicated() | hashes["crossed"].is_in(hashes["names"].implode()))


def _called_alike(known: pl.DataFrame) -> pl.DataFrame:
    n_alike = pl.len().over(*_DAY, "called")
    some = known.filter((n_alike > 1) & (n_alike <= _MOST_ALIKE))
    return _both(some.join(some, on=[*_DAY, "called"])).filter(_is_plausible())


def _is_plausible() -> pl.Expr:
    """Whether two surnames share a word, or a half less a letter, as two do of which one letter is another."""
    one, other = pl.col("last_name"), pl.col("last_name_right")
    shared = one.str.split(" ").list.set_intersection(other.str.split(" ")).list.len() > 0
    shorter = pl.min_horizontal(one.str.len_bytes(), other.str.len_bytes()).cast(pl.Int64)
    half = (shorter // 2 - 1).clip(1)
    return shared | (one.str.head(half) == other.str.head(half)) | (one.str.tail(half) == other.str.tail(half))


def _crossed(known: pl.DataFrame) -> pl.DataFrame:
    last, first = _NAMES
    turned = known.with_columns(pl.col(last).alias("as_first"), pl.col(first).alias("as_last"))
    return _both(known.join(turned, left_on=[*_DAY, *_NAMES], right_on=[*_DAY, "as_last", "as_first"]))


def _both(joined: pl.DataFrame) -> pl.DataFrame:
    sides = [*_SIDE, *(f"{name}_right" for name in _SIDE)]
    return joined.filter(pl.col("order") < pl.col("order_right")).select(*_FILE, *sides)


def _may_be_one(row: dict[str, Any]) -> bool:
    """Whether two people of one day have the same names but for order, words more, or a letter of the surname."""
    last, first, other_last, other_first = (
        set(row[name].split()) for name in (*_NAMES, *(f"{name}_right" for name in _NAMES))
    )
    if last | first == other_last | other_first:
        return True
    if not (first <= other_first or other_first <= first):
        return False
    shared = {word for word in last & other_last if len(word) >= _SHORTEST_WORD}
    return bool(shared) or last == other_last or _is_misspelt(row["last_name"], row["last_name_right"])


def _is_misspelt(name: str, other: str) -> bool:
    from rapidfuzz.distance import OSA  # costs its import, for people of one day and one given name alone

    return min(len(name), len(other)) >= _SHORTEST_MISSPELT and OSA.distance(name, other) == 1


def _first_rows(verdicts: Sequence[TableVerdict], keys: set[str]) -> dict[tuple[str, str, str], dict[str, Any]]:
    """The first row of each of these people, by file and key, the tables in their order."""
    where = ("epi_id", "delivery_id", "person_key", "delivery", "sheet", "row_number")
    parts = [
        verdict.accepted.filter(pl.col("person_key").is_in(list(keys))).select(
            *where, pl.lit(number).alias("table"), pl.col(DELIVERED[verdict.name].key[-1]).alias("business_key")
        )
        for number, verdict in enumerate(verdicts)
        if "person_key" in verdict.accepted.columns
    ]
    first = pl.concat(parts).unique([*_FILE, "person_key"], keep="first", maintain_order=True).with_row_index("order")
    return {(row["epi_id"], row["delivery_id"], row["person_key"]): row for row in first.iter_rows(named=True)}


def _finding(
    here: dict[str, Any], there: dict[str, Any], submissions: Sequence[Submission], names: _Surnames,
    verdicts: Sequence[TableVerdict],
) -> dict[str, object]:  # fmt: skip
    letter, heading = _surname(names, here)
    other, _ = _surname(names, there)
    sheet = f"{there['sheet']}!" if there["sheet"] else ""
    return finding(
        DOUBT, sentence(DOUBT, {"cell": f"{sheet}{other}{there['row_number']}"}), epi_id=here["epi_id"],
        delivery_id=here["delivery_id"], filename=submissions[here["delivery"]].filename, sheet=here["sheet"],
        row_number=here["row_number"], column_letter=letter, heading=heading, column_name=_NAMES[0],
        table_name=verdicts[here["table"]].name, business_key=here["business_key"],
    )  # fmt: skip


def _surnames(verdicts: Sequence[TableVerdict]) -> _Surnames:
    """Where the surnames of each table stand on each sheet: header row, letter and heading, from the top."""
    found: _Surnames = {}
    for number, verdict in enumerate(verdicts):
        named = verdict.columns.filter(pl.col("column_name") == _NAMES[0]).sort("header_row")
        where = named.select(*_FILE, "sheet", pl.col("header_row").fill_null(0), "column_letter", "heading")
        for epi, delivery, sheet, *column in where.iter_rows():
            found.setdefault((number, epi, delivery, sheet), []).append(tuple(column))
    return found


def _surname(names: _Surnames, row: dict[str, Any]) -> tuple[str, str]:
    """The letter and the heading of the surnames of the table that holds the row."""
    columns = names[row["table"], row["epi_id"], row["delivery_id"], row["sheet"]]
    return next((letter, heading) for top, letter, heading in reversed(columns) if top < row["row_number"])
