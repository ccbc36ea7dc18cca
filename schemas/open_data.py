"""The public tables: every column that may leave the house, with its words; what is not here is never published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from schemas import TABLES

VERSION = "1.2.0"
"""Semantic version of the public tables: raise it with every change of a column."""

_KEYWORDS = ("person_key", "name", "birth", "contract_id", "expense_id", "outcome", "row_number", "delivery", "sheet")


@dataclass(frozen=True)
class PublicColumn:
    """One public column: French title and description, and its type in the words of Table Schema."""

    name: str
    title: str
    description: str
    kind: Literal["string", "integer", "number", "date", "boolean"]
    example: str
    is_required: bool = True
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True)
class PublicTable:
    """One public table; ``title`` and ``description`` in French."""

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    columns: tuple[PublicColumn, ...]


AS_OF = PublicColumn("as_of_date", "Arrêté au", "Jour auquel les chiffres sont arrêtés.", "date", "2015-07-31")
_HIDDEN = "Vide lorsque le secret statistique s'applique."
_TOLD_TOGETHER = (
    "C'est aussi le cas lorsque, rapproché des autres montants et du taux du FSE, ce montant révélerait ce qui a été "
    "écarté, ou reste à contrôler, pour trop peu de personnes."
)

NETWORK = PublicTable(
    "reseau", "Le réseau des EPI en chiffres",
    "Personnes recrutées, contrats et dépenses de tout le réseau des espaces publics internet.", ("as_of_date",),
    (
        AS_OF,
        PublicColumn("n_people", "Personnes recrutées", "Personnes ayant eu au moins un contrat.", "integer", "120", minimum=0),
        PublicColumn("n_contracts", "Contrats", "Contrats signés.", "integer", "131", minimum=0),
        PublicColumn("contract_months", "Mois de contrat", "Mois entiers de contrat, additionnés.", "integer", "1330", minimum=0),
        PublicColumn("declared_eur", "Dépenses déclarées", "Dépenses déclarées au FSE, en euros.", "number", "1763705.50"),
        PublicColumn("retained_eur", "Dépenses retenues", f"Dépenses retenues après contrôle, en euros. {_HIDDEN} {_TOLD_TOGETHER}", "number", "1663705.50", is_required=False),
        PublicColumn("fse_share_eur", "Part du FSE", f"Part du FSE dans les dépenses, en euros. {_HIDDEN} {_TOLD_TOGETHER}", "number", "881106.60", is_required=False),
    ),
)  # fmt: skip
DIMENSIONS: Mapping[str, str] = {
    "espace": "Espace du dernier contrat",
    "type_de_contrat": "Type du dernier contrat",
    "devenir": "Devenir connu en dernier",
}
BREAKDOWNS = PublicTable(
    "repartitions", "Répartitions des personnes recrutées",
    "Les personnes recrutées selon leur espace, leur type de contrat et leur devenir. Une case de trop peu de personnes, "
    "ou dont une personne porte plus de 85 % du montant, est vide, ainsi que celles qui permettraient de la retrouver.",
    ("as_of_date", "dimension", "category"),
    (
        AS_OF,
        PublicColumn("dimension", "Répartition", "Ce selon quoi les personnes sont réparties.", "string", "espace", choices=tuple(DIMENSIONS)),
        PublicColumn("category", "Code", "Code de la catégorie.", "string", "die"),
        PublicColumn("category_label", "Catégorie", "Nom de la catégorie.", "string", "EPI de Die"),
        PublicColumn("is_secret", "Secret statistique", "Vrai lorsque la case ne peut pas être publiée.", "boolean", "false"),
        PublicColumn("n_people", "Personnes", f"Personnes de la catégorie. {_HIDDEN}", "integer", "24", is_required=False, minimum=0),
        PublicColumn("n_people_total", "Ensemble", "Personnes recrutées par tout le réseau.", "integer", "120", minimum=0),
        PublicColumn("people_rate", "Part", f"Personnes de la catégorie rapportées à l'ensemble, entre 0 et 1. {_HIDDEN}", "number", "0.2", is_required=False, minimum=0, maximum=1),
        PublicColumn("declared_eur", "Dépenses déclarées", f"Dépenses déclarées par l'espace, en euros ; pour la répartition par espace. {_HIDDEN}", "number", "298814.50", is_required=False),
        PublicColumn("fse_share_eur", "Part du FSE", f"Part du FSE dans ces dépenses, en euros ; pour la répartition par espace. {_HIDDEN} {_TOLD_TOGETHER}", "number", "149158.20", is_required=False),
    ),
)  # fmt: skip
PUBLIC_TABLES = {table.name: table for table in (NETWORK, BREAKDOWNS)}


def table_schema(table: PublicTable) -> dict[str, Any]:
    """The Table Schema of a public table (specs.frictionlessdata.io/table-schema)."""
    return {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "name": f"epi-fse-{table.name}",
        "title": table.title,
        "description": table.description,
        "version": VERSION,
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }


def forbidden(columns: Iterable[str]) -> Iterator[str]:
    """The columns that never leave the house: declared as not public, or with a word for what leads to one person."""
    declared = (one for table in TABLES.values() for one in table.columns.values())
    private = {one.name for one in declared if one.privacy != "public"}
    yield from (column for column in columns if column in private or any(word in column for word in _KEYWORDS))


def _field(column: PublicColumn) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": column.is_required}
    constraints |= {"enum": list(column.choices)} if column.choices else {}
    constraints |= {"minimum": column.minimum} if column.minimum is not None else {}
    constraints |= {"maximum": column.maximum} if column.maximum is not None else {}
    return {
        "name": column.name, "title": column.title, "description": column.description, "type": column.kind,
        "example": column.example, "constraints": constraints,
    }  # fmt: skip
