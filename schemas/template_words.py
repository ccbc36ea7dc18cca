"""The words of the blank workbook that an EPI fills in, and the marks by which its own sheets and rows are known."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.table import Column, Kind

EXAMPLE_MARK = "Exemple → "
"""Begins the first cell of the example row, which the reader leaves out; nobody types the arrow by accident."""
SAYS_EXAMPLE = r"^Exemple (?:→|->|[?_]) "
"""The mark as it is read: an encoding without arrows, as that of most CSV files, has another sign instead."""
GUIDE_SHEET = "Lisez-moi"
GUIDE_MARK = "Cette feuille est le mode d'emploi du modèle EPI–FSE ; elle ne compte pas comme des données."
LISTS_SHEET = "Listes du modèle EPI–FSE"
YES_NO = ("Oui", "Non")
REQUIRED, OPTIONAL = "Obligatoire", "Facultatif"
NOT_IN_LIST = "Choisissez une des valeurs de la liste déroulante, ou laissez la cellule vide."
GUIDE_TITLE = "Suivi des contrats et des dépenses FSE : modèle à remplir"
GUIDE = (
    ("Comment remplir", (
        "Une feuille par tableau, une ligne par contrat, par dépense, par sortie… N'utilisez que les feuilles qui vous concernent ; les autres peuvent rester vides.",
        "La ligne grise « Exemple → … » montre ce qui est attendu ; elle n'est jamais prise en compte. Saisissez vos lignes en dessous ; vous pouvez aussi la supprimer.",
        "Gardez la première ligne de chaque feuille : ses intitulés permettent de reconnaître les colonnes. L'ordre des colonnes est libre, et vous pouvez en ajouter.",
        "Cliquez dans une cellule : une bulle dit ce qui est attendu. Les listes déroulantes donnent les seules valeurs acceptées.",
        "Dates au format jj/mm/aaaa, montants en euros, taux avec leur signe %. Laissez vide ce que vous ne savez pas : n'écrivez pas « NC » ni « ? ».",
    )),
    ("Ce qui est obligatoire", (
        "Les intitulés obligatoires sont en gras, en blanc sur fond foncé ; les facultatifs, en italique sur fond clair. Une ligne à laquelle il manque une information obligatoire est mise de côté.",
    )),
    ("À qui s'adresser", (
        "Une question, un doute sur une colonne ou une valeur : écrivez au pôle numérique, qui coordonne le réseau des espaces publics internet.",
    )),
    ("Après l'envoi", (
        "Déposez le classeur à l'endroit convenu, comme d'habitude. La nuit suivante, chaque ligne est contrôlée.",
        "Vous recevez la décision, puis la liste des cellules à corriger ou à vérifier, avec ce qu'il faut saisir. Corrigez dans ce même classeur et déposez-le de nouveau.",
        "Une ligne mise de côté n'est pas perdue : elle est prise en compte dès qu'elle est corrigée. Si un fichier est refusé, votre dernière remise acceptée reste en vigueur.",
        "Les noms et dates de naissance restent dans le fichier reçu ; l'entrepôt ne garde qu'une empreinte qui ne permet pas de les retrouver.",
    )),
)  # fmt: skip
REQUIRED_OF = "Informations obligatoires de chaque feuille"

_EXPECTED: dict[Kind, str] = {
    "date": "Date au format jj/mm/aaaa.",
    "month": "Mois et année, au format mm/aaaa.",
    "eur": "Montant en euros, le nombre seul.",
    "rate": "Taux, avec son signe %.",
    "hours": "Nombre d'heures.",
    "working_time": "Part d'un temps plein, avec son signe %.",
    "months": "Nombre de mois.",
    "integer": "Nombre entier.",
    "decimal": "Nombre.",
    "boolean": "Oui ou Non.",
    "code": "Une valeur de la liste déroulante.",
    "siret": "Numéro SIRET, 14 chiffres.",
    "siren": "Numéro SIREN, 9 chiffres.",
    "rna": "Numéro RNA : W suivi de 9 chiffres.",
    "insee": "Code commune de l'Insee, 5 caractères.",
    "postcode": "Code postal, 5 chiffres.",
    "phone": "Numéro de téléphone, 10 chiffres.",
    "rome": "Code ROME : une lettre et 4 chiffres.",
    "identifier": "Numéro ou référence, tel que vous le notez ailleurs.",
}


def note(column: Column) -> str:
    """What is expected in the column, in at most 255 characters: required or not, the kind of value, an example."""
    return " ".join(_sentences(column))[:255]


def _sentences(column: Column) -> Iterator[str]:
    yield f"{REQUIRED if column.required else OPTIONAL}."
    yield _EXPECTED.get(column.kind, "Texte.")
    if column.example:
        yield f"Exemple : {example_of(column)}."
    if not column.is_stored:
        yield "N'est pas conservé dans l'entrepôt."


def example_of(column: Column) -> str:
    """The example of the column as staff write it: the label of a code, not the code; empty without an example."""
    example = column.example or ""
    if column.codes and example in column.codes.by_code:
        return column.codes.by_code[example].label
    return example.capitalize() if column.kind == "boolean" else example
