"""The words that staff and the coordinator read outside the rules: decision, severities, states, ignored rows, amounts, shares, bands."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

SEVERITIES = {"reject": "À corriger", "warn": "À vérifier", "info": "Pour information"}
STATES = {
    "accepted": "Fichier accepté",
    "accepted_with_reservations": "Fichier accepté avec réserves",
    "refused": "Fichier refusé",
    "left": "Fichier retiré",
}
FAMILIES = {
    "FICHIER": "Le fichier",
    "ENTETE": "Les feuilles, les tableaux et les en-têtes",
    "DATE": "Les dates",
    "MONTANT": "Les montants et les nombres",
    "IDENT": "Les numéros et les références",
    "LISTE": "Les valeurs à choisir, les formules et les cellules sans valeur",
    "LIEN": "Les liens entre les lignes",
    "DOUBLON": "Les doublons",
    "FSE": "Les règles du FSE",
}
IGNORED = {
    "blank": "ligne vide",
    "title": "titre",
    "header": "en-tête",
    "labels": "libellés des en-têtes",
    "repeated_header": "en-tête répété",
    "section": "titre de groupe",
    "subtotal": "sous-total",
    "total": "total",
    "summary": "moyenne, nombre, part ou écart",
    "continuation": "suite du texte de la ligne au-dessus",
    "note": "note",
    "unused": "ligne préparée où rien n'est saisi",
    "example": "exemple du modèle",
    "same_table": "tableau déjà lu sur une autre feuille",
    "outside": "hors des tableaux reconnus",
    "too_many_cells": "ligne trop longue",
}
COLUMN_TYPES = {
    "text": "texte",
    "identifier": "code ou numéro",
    "date": "date",
    "month": "mois",
    "eur": "montant",
    "integer": "nombre entier",
    "decimal": "nombre",
    "rate": "taux",
    "hours": "heures",
    "boolean": "oui ou non",
    "siret": "numéro SIRET",
    "siren": "numéro SIREN",
    "rna": "numéro RNA",
    "insee": "code commune",
    "postcode": "code postal",
    "phone": "téléphone",
    "empty": "vide",
}
YES_OR_NO, BETWEEN_CHOICES = ("Oui", "Non"), " ; "
SHARE_ASIDE, AMOUNT_ASIDE = "{count} sur {total} ({share})", "{}, pour {}"
ONE_ROW_AT_LEAST = "une ligne au moins doit être prise en compte"
BETWEEN, AT_LEAST = "comprise entre {minimum} et {maximum}", "d'au moins {minimum}"
SHARE, WITH_UNIT = "{} %", "{} {}"
ROWS_ABOVE, ROWS_BELOW = "au-dessus", "au-dessous"
CELLS_MERGED = "{first} à {last}"
CALLED_SO_BY_SHEET, CALLED_SO_BY_TITLE = "La feuille « {sheet} »", "Ce titre"
SENTENCES_AT_MOST = 3
ERASED = "[effacé]"
WHOLE_FILE = "Fichier"
ROW = "ligne {}"
ROWS = ("ligne", "lignes")
NO_TABLE = {
    "empty": "vide.",
    "form": "un formulaire, sans tableau.",
    "prose": "du texte, sans tableau.",
}

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def french_euros(amount: Decimal) -> str:
    """``12 500,50 €``, with narrow no-break spaces between thousands."""
    return f"{amount:,.2f}".replace(",", "\u202f").replace(".", ",") + "\u00a0€"


def counted(number: int, one_and_many: tuple[str, str], told: str = "") -> str:
    """``1 jour``, ``3 jours``: the number, as it is unless ``told`` otherwise, and the words that agree with it."""
    return f"{told or number} {one_and_many[number > 1]}"


def place(sheet: str | None, where: str | None) -> str:
    """``Contrats!D7``, ``Contrats``, ``D7``, or the file as a whole."""
    return "!".join(part for part in (sheet, where) if part) or WHOLE_FILE


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """The names of EPI by id; one that several bear has the id beside it: ``Espace numérique (die)``."""
    borne = Counter(names.values())
    return {key: f"{name} ({key})" if borne[name] > 1 else name for key, name in names.items()}


def quoted(text: str) -> str:
    """``« text »``."""
    return f"« {text} »"


def french_period(period: str) -> str:
    """`mars 2015`, `1er trimestre 2015`, `2e semestre 2015` or `2015`, of `2015-03`, `2015-T1`, `2015-S2` or `2015`."""
    year, _, part = period.partition("-")
    if not part:
        return year
    if part.isdigit():
        return f"{MONTHS[int(part) - 1]} {year}"
    return f"{part[1:]}{'er' if part[1:] == '1' else 'e'} {'trimestre' if part[0] == 'T' else 'semestre'} {year}"


def french_number(number: Decimal | int) -> str:
    """``1 200`` or ``12,5``, with narrow no-break spaces between thousands."""
    return f"{number:,}".replace(",", "\u202f").replace(".", ",")


def french_rows(number: int) -> str:
    """``1 200 lignes``, with narrow no-break spaces between thousands."""
    return f"{number:,}".replace(",", "\u202f") + ("\u00a0ligne" if number < 2 else "\u00a0lignes")


def share_limit(share: float) -> str:
    """The share of the rows that may be set aside."""
    return f"{french_share(share)} des lignes"


HELD_BY_CHECK = "un contrôle de l'entrepôt a trouvé {rows} en défaut"
HELD_UNFINISHED = "le nouvel entrepôt n'a pas pu être écrit en entier"


def held_back(sentences: Sequence[str]) -> str:
    """Why a night is held back: the first sentences, and how many more there are."""
    more = len(sentences) - SENTENCES_AT_MOST
    return " ; ".join(sentences[:SENTENCES_AT_MOST]) + (f" ; et {more} de plus" if more > 0 else "")


def out_of_band(epi_id: str, table: str, before: str, now: str, low: str, high: str) -> str:
    """Why a night is held back: what was, what is, and what was expected of a table of an EPI."""
    return f"espace « {epi_id} », tableau « {table} » : {before} à la dernière publication, {now} cette nuit (attendu : de {low} à {high})"


def french_share(share: float) -> str:
    """A share of one as ``12,5 %``; never 0 % or 100 % unless it is."""
    percent = share * 100
    digits = next((d for d in range(1, 4) if round(percent, d) not in (0, 100)), 3) if 0 < percent < 100 else 0
    return f"{percent:.{digits}f}".removesuffix(".0").replace(".", ",") + "\u00a0%"


# Why a figure moved between two nights, in the order in which the causes are told.
CAUSES = {
    "configuration": "Espaces ou fichiers déclarés autrement",
    "rules": "Règles ou intitulés changés",
    "late_file": "Fichier arrivé après coup",
    "new_rows": "Lignes nouvelles",
    "corrected_cells": "Cellules corrigées",
    "quarantine_released": "Lignes qui étaient mises de côté",
    "withdrawn_rows": "Lignes retirées",
    "set_aside": "Lignes désormais mises de côté",
    "day": "Passage du temps",
}

ON_DAY = "le {day}"

# Where the other row of an alert stands: EPI, sheet, cell or row; never whose row it is.
OTHER_CELL = "L'autre ligne : espace « {} », feuille « {} », cellule {}."
OTHER_ROW = "L'autre ligne : espace « {} », feuille « {} », ligne {}."

# Sentence, how many contracts have no entry form, and where the number of each stands.
CELLS_TO_MEND = "{} Contrats sans fiche d'entrée : {} ({})."
CELL_OF_EPI = "espace « {} », feuille « {} », cellule {}"
DECISIONS = {
    "confirmé": "C'est bien un doublon : l'alerte reste.",
    "homonyme": "Ce sont deux personnes ou deux factures différentes : l'alerte disparaît.",
    "justifié": "Les deux lignes sont justes : l'alerte disparaît.",
}

SETTLING = ("homonyme", "justifié")

# How the board of the terminal shows what is still to be handed in.
STILL_DUE = ("( )", "Reste à remettre, l'échéance est passée")

LETTER_EMPTIED = """Le contenu de cette lettre a été effacé le {day}, avec les données d'une personne dont elle parlait.
"""
EVIDENCE_README = """Dossier de preuve de l'opération {operation_id}

Ce dossier va de chaque montant à la cellule du fichier reçu.

figures.json     les montants et les nombres de chaque vue, et leurs totaux
rows.json        chaque ligne, avec la cellule, le texte lu et la valeur gardée
deliveries.json  chaque fichier reçu : empreinte SHA-256, jour, origine
received/        les fichiers tels qu'ils ont été reçus ; ils contiennent des données personnelles
rules.json       les règles appliquées, avec leur code et leur source
manifest.json    l'empreinte SHA-256 de chaque fichier du dossier ; SEAL porte la sienne
verify.py        la vérification

Pour vérifier, avec Python seul : python3 verify.py
La réponse est « true » ou « false ». Pour prouver que c'est bien le dossier remis à l'origine, ajoutez le sceau qui vous
a été communiqué à part : python3 verify.py --seal SCEAU
"""
