"""Who a row is about: a keyed hash in the store, names and birth date in the received file alone."""

import datetime as dt
from typing import Any

import polars as pl

from schemas.provenance import ProvenanceModel
from schemas.table import column, row_rule

_CALL_FOR_A_NOTE = r"\p{N}|[ªºᵃ-ᶿ]|[(\[]\s*\pL\s*[)\]]"
IDENTITY = ("last_name", "first_name", "birth_date")
SURNAME_THEN_GIVEN = (
    "Nom et prénom", "Nom prénom", "Noms et prénoms", "Nom et prénoms", "Noms prénoms", "Nom prénoms",
    "Nom et prénom du salarié", "Nom prénom du salarié", "Nom et prénom du participant", "Nom prénom du participant",
)  # fmt: skip
"""Headings of one column that holds both names of a person, the surname first."""
GIVEN_THEN_SURNAME = ("Prénom et nom", "Prénom nom", "Prénoms et nom", "Prénoms et noms", "Prénom et nom du salarié")
"""The same, the given name first."""


def whole_years(on: str) -> pl.Expr:
    """Age in whole years on the day of the column ``on``; null without a birth date."""
    born, day = pl.col("birth_date"), pl.col(on)
    had_birthday = (day.dt.month().cast(pl.Int64) * 100 + day.dt.day()) >= (
        born.dt.month().cast(pl.Int64) * 100 + born.dt.day()
    )
    return day.dt.year().cast(pl.Int64) - born.dt.year() - (~had_birthday).cast(pl.Int64)


def _person_key(nullable: bool = False) -> Any:
    return column(
        "Personne", "HMAC-SHA-256 of the normalised name and birth date, in hexadecimal; the key is not in the data.",
        "identifier", nullable=nullable, derived=True, keyed_on=IDENTITY,
    )  # fmt: skip


def _last_name(required: bool = True) -> Any:
    return column(
        "Nom", "Family name; feeds person_key and is not stored.", privacy="personal", required=required, example="M.",
        synonyms=("Nom de famille", "Nom d'usage", "Nom du salarié"),
    )  # fmt: skip


def _first_name(required: bool = True) -> Any:
    return column(
        "Prénom", "Given name; feeds person_key and is not stored.", privacy="personal", required=required,
        example="Léa", synonyms=("Prénoms", "Prénom du salarié"),
    )  # fmt: skip


def _birth_date(required: bool = True) -> Any:
    return column(
        "Date de naissance", "Birth date; feeds person_key and is not stored.", "date", privacy="personal",
        required=required, synonyms=("Né(e) le", "Né le", "Née le", "Naissance", "DDN"), earliest=dt.date(1915, 1, 1),
        example="12/03/1990",
    )  # fmt: skip


def _is_only_a_name(name: str) -> pl.Expr:
    """Whether no figure stands in a name, nor a letter that calls for a note: with it the person has another key."""
    return ~pl.col(name).str.contains(_CALL_FOR_A_NOTE)


class NamedModel(ProvenanceModel):
    """Base of the tables whose rows may name a person."""

    @row_rule("IDENT-42", "last_name")
    def last_name_is_only_a_name() -> pl.Expr:
        return _is_only_a_name("last_name")

    @row_rule("IDENT-42", "first_name")
    def first_name_is_only_a_name() -> pl.Expr:
        return _is_only_a_name("first_name")


class PersonModel(NamedModel):
    """Base of the tables whose rows are each about one person, known by name and birth date."""

    person_key: str = _person_key()
    last_name: str = _last_name()
    first_name: str = _first_name()
    birth_date: pl.Date = _birth_date()


class EntrantModel(NamedModel):
    """Base of the participations: a birth date that lacks leaves the person incomplete, and without a key."""

    person_key: str = _person_key(nullable=True)
    last_name: str = _last_name()
    first_name: str = _first_name()
    birth_date: pl.Date = _birth_date(required=False)


class HolderModel(NamedModel):
    """Base of the tables that find the person by contract; the key is there where the file also gives the identity."""

    person_key: str = _person_key(nullable=True)
    last_name: str = _last_name(required=False)
    first_name: str = _first_name(required=False)
    birth_date: pl.Date = _birth_date(required=False)
