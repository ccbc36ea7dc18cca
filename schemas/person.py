"""Who a row is about: a keyed hash in the store, names and birth date in the received file alone."""

import datetime as dt

import polars as pl

from schemas.provenance import ProvenanceModel
from schemas.table import column


class PersonModel(ProvenanceModel):
    """Base of the tables whose rows are each about one person."""

    person_key: str = column(
        "Personne", "HMAC-SHA-256 of the normalised name and birth date, in hexadecimal; the key is not in the data.",
        "identifier", nullable=False, derived=True,
    )  # fmt: skip
    last_name: str = column(
        "Nom", "Family name; feeds person_key and is not stored.", privacy="personal", required=True, example="M.",
        synonyms=("Nom de famille", "Nom d'usage", "Nom du salarié"),
    )  # fmt: skip
    first_name: str = column(
        "Prénom", "Given name; feeds person_key and is not stored.", privacy="personal", required=True, example="Léa",
        synonyms=("Prénoms", "Prénom du salarié"),
    )  # fmt: skip
    birth_date: pl.Date = column(
        "Date de naissance", "Birth date; feeds person_key and is not stored.", "date", privacy="personal", required=True,
        synonyms=("Né(e) le", "Né le", "Née le", "Naissance"), earliest=dt.date(1915, 1, 1), example="12/03/1990",
    )  # fmt: skip
