"""The export of the participants of an operation: its columns, and the mapping that says what each one is."""

from __future__ import annotations

from collections.abc import Iterator

from schemas import CORE_TABLES
from schemas.table import Column
from schemas.template_words import note

MDFSE_HEADING = "Non connu : à reporter ici depuis le modèle d'import de Ma démarche FSE."
MAPPING = {
    "Colonne de l'export": "Nom de la colonne dans le fichier des participants.",
    "Intitulé": "Son intitulé dans nos classeurs.",
    "Sens": "Ce qu'elle contient, et comment elle est saisie.",
    "Codes": "Les codes possibles, et ce que chacun veut dire.",
    "Intitulé dans Ma démarche FSE": "Les intitulés propres à Ma démarche FSE ne nous sont pas connus : reportez-les ici.",
}
"""The headings of the mapping, in the order of its columns, and what each holds."""
NAMES = ("last_name", "first_name", "birth_date")
_DERIVED = {
    "epi_id": "Identifiant de l'espace qui a remis la ligne.",
    "delivery_id": "Empreinte SHA-256 du fichier reçu.",
    "sheet": "Feuille du fichier reçu ; pour un fichier CSV, le nom du fichier.",
    "row_number": "Numéro de la ligne dans cette feuille.",
    "person_key": "Empreinte de la personne : la même d'une opération et d'un espace à l'autre ; vide sans date de naissance.",
    "entry_age": "Années révolues au jour de l'entrée ; vide sans date de naissance.",
    "is_complete": "Vrai si le questionnaire d'entrée compte dans les indicateurs.",
}  # fmt: skip
_SENSITIVE = "Donnée sensible."


def exported_columns(*, with_names: bool, with_sensitive: bool) -> dict[str, Column]:
    """The columns of the export by name: what is stored, the sensitive answers and the names only where asked for."""
    table = CORE_TABLES["participations"]
    kept = {
        name: column for name, column in table.stored_columns.items()
        if with_sensitive or column.privacy != "sensitive"
    }  # fmt: skip
    return kept | ({name: table.columns[name] for name in NAMES} if with_names else {})


def mapping_rows(columns: dict[str, Column]) -> Iterator[tuple[str, ...]]:
    """One row of the mapping per column: name, French title, meaning, codes with their labels, heading of MDFSE."""
    for name, column in columns.items():
        yield name, column.title, _meaning(name, column), _codes(column), MDFSE_HEADING


def _meaning(name: str, column: Column) -> str:
    words = _DERIVED[name] if column.derived else note(column).replace(" N'est pas conservé dans l'entrepôt.", "")
    return f"{_SENSITIVE} {words}" if column.privacy == "sensitive" else words


def _codes(column: Column) -> str:
    if column.kind == "boolean":
        return "true (VRAI dans Excel) = oui ; false (FAUX) = non"
    return " ; ".join(f"{one.code} = {one.label}" for one in column.codes.codes) if column.codes else ""
