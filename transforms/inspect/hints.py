"""What a heading says of the column below it, before any cell is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from schemas.codelist import fold
from transforms.unit_words import OTHER_UNITS

_CAMEL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Ý])")
_EUROS = re.compile(r"€|\beuros?\b|\beur\b", re.IGNORECASE)
_OTHER_UNIT = re.compile(rf"(?<!\w)(?:{OTHER_UNITS})|milliers?|millions?|[$£%]", re.IGNORECASE)
_NUMBER_SIGN = re.compile(r"\b[nN]\s?[°º]")

_AMOUNT = (
    "montant montants prix cout couts depense depenses recette recettes subvention subventions somme solde budget "
    "credit credits euro euros eur ht ttc salaire salaires remuneration cofinancement aide aides avance paiement "
    "versement verse facture tarif loyer dotation amount cost price spend"
)
_DATE = "date dates jour naissance debut fin echeance notification ne nee"
_IDENTIFIER = (
    "id ids identifiant identifiants code codes numero num no ref reference matricule dossier nir uai finess rome naf "
    "ape iban cle siret siren rna insee identifier identifiers key"
)
_COUNTED = "nombre nombres nb nbre effectif effectifs taux part population pourcentage percent"
_NO_SUM = "annee annees year years exercice millesime latitude longitude lat lon lng long"
_NAMED = (
    ("siret", ("siret",)),
    ("siren", ("siren",)),
    ("rna", ("rna",)),
    ("postcode", ("code postal", "codepostal", "cp", "code_postal", "codepost")),
    ("insee", ("code insee", "codeinsee", "insee", "code commune", "codgeo", "depcom", "code com")),
    ("phone", ("telephone", "telephones", "tel", "phone", "portable", "mobile", "fax")),
)


@dataclass(frozen=True)
class Hint:
    """What the words of a heading say: the kind of identifier it names, if any, and what it may hold."""

    names: str | None = None
    is_amount: bool = False
    is_date: bool = False
    is_identifier: bool = False
    is_no_sum: bool = False
    other_unit: bool = False


@cache
def hint_of(heading: str) -> Hint:
    """The hint of a heading, in whatever spelling: ``SUB_MONTANT``, ``dateConvention``, ``N° SIRET``."""
    text = fold(_CAMEL.sub(" ", _NUMBER_SIGN.sub("numero ", heading)).replace("_", " "))
    words = set(text.split())
    counted = bool(words & set(_COUNTED.split()))
    return Hint(
        names=next((kind for kind, names in _NAMED if any(_has(text, name) for name in names)), None),
        is_amount=bool(words & set(_AMOUNT.split()) or _EUROS.search(heading)) and not counted,
        is_date=bool(words & set(_DATE.split())) and not counted,
        is_identifier=bool(words & set(_IDENTIFIER.split())) and not counted,
        is_no_sum=bool(words & set(_NO_SUM.split())),
        other_unit=bool(_OTHER_UNIT.search(heading)),
    )


def _has(text: str, name: str) -> bool:
    return f" {name} " in f" {text} "
