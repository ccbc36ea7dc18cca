"""Invented rows of the three tables as EPI type them, one in fifty with a fault."""

import datetime as dt
from collections.abc import Callable
from random import Random

Cell = str | float | dt.date | None
Row = dict[str, Cell]
BAD = 0.02
_LETTERS = str.maketrans("0123456789", "abcdefghij")
_DAY = dt.timedelta(days=1)
_TYPES = ("CDD", "Contrat à durée déterminée", "CUI-CAE", "CUI/CAE", "CAE", "Emploi d'avenir", "CDDI")
_POSTS = ("Personnel", "Salaires", "Dépenses de personnel", "Frais de personnel")
_PROOFS = ("Bulletin de salaire", "Bulletin de paie", "Fiche de paie", "DSN")
_NAMES = ("Léa", "Inès", "Éva", "Gaël", "Noé", "Zoé", "Anaïs", "Loïc")
_REASONS = ("7", "Au chômage", "4", "Création d'entreprise", "5", "Entrée en formation", "CDD 6 mois et plus")
_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")  # fmt: skip


def date_text(day: dt.date, chance: Random) -> str:
    """A date in one of the spellings of one column; most are slashes."""
    way = chance.random()
    if way < 0.85:
        return f"{day:%d/%m/%Y}"
    if way < 0.92:
        return f"{day.day}{'er' if day.day == 1 else ''} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day:%d-%m-%Y}" if way < 0.96 else day.isoformat()


def amount_text(cents: int, chance: Random) -> str:
    """An amount in one of the spellings of one column."""
    euros = f"{cents / 100:,.2f}".replace(",", " ").replace(".", ",")
    way = chance.random()
    if way < 0.6:
        return euros.replace(" ", "")
    return euros if way < 0.8 else f"{euros} €" if way < 0.95 else euros.replace(" ", "\u202f") + "\u00a0€"


def _in_letters(told: str) -> str:
    """A number as a name may have it: a figure in a name is a doubt."""
    return told.translate(_LETTERS)


def contract(number: int, prefix: str, chance: Random) -> tuple[Row, bool]:
    """One contract, and whether it is good."""
    start, kind = dt.date(2014, 1, 1) + chance.randrange(500) * _DAY, chance.choice(_TYPES)
    is_young = kind == "Emploi d'avenir"  # which asks for a year, and for 25 years at most
    hours = chance.choice((20, 24, 26, 30, 35))
    row: Row = {
        "N° contrat": f"{prefix}-{number:06d}",
        "Nom": f"{chance.choice('ABCDEFGLMPRST')}. {_in_letters(f'{prefix}{number}')}",  # nobody holds two contracts
        "Prénom": chance.choice(_NAMES),
        "Date de naissance": dt.date(1990 if is_young else 1960, 1, 1)
        + chance.randrange(2_000 if is_young else 13_000) * _DAY,
        "Type de contrat": kind,
        "Date de début": start,
        "Date de fin prévue": start + (371 if is_young else chance.choice((189, 371))) * _DAY,
        "Durée hebdomadaire": chance.choice((f"{hours}h00", f"{hours},00", str(hours))),
        "Quotité": f"{hours / 35 * 100:.2f} %".replace(".", ","),
        "Code ROME": chance.choice(("G1202", "K1801", "M1607", "I1401")),
        "Salaire brut mensuel": chance.randrange(90_000, 160_000),
        "N° opération": "201400026",
    }
    faults: tuple[tuple[str, Cell], ...] = (
        ("Type de contrat", "CDX"), ("Date de début", "31/02/2014"), ("Date de fin prévue", dt.date(2013, 1, 1)),
        ("Durée hebdomadaire", "70"), ("Nom", None),
    )  # fmt: skip
    return _spoil(row, faults, chance)


def expense(number: int, prefix: str, chance: Random) -> tuple[Row, bool]:
    """One expense of pay, and whether it is good."""
    month = dt.date(2014, chance.randrange(1, 13), 1)
    cents = chance.randrange(60_000, 220_000)
    row: Row = {
        "N° pièce": f"S-{prefix}-{number:06d}",
        "N° opération": "201400026",
        "N° contrat": f"{prefix}-{number:06d}",
        "Poste de dépense": chance.choice(_POSTS),
        "Libellé": f"Salaire de {_MONTHS[month.month - 1]}",
        "Mois": month,
        "Coût total": cents,
        "Part affectée": chance.choice(("100 %", "100%", "100,00 %")),
        "Montant déclaré": cents,
        "Date facture": month + 27 * _DAY,
        "Date d'acquittement": month + chance.randrange(28, 45) * _DAY,
        "Justificatif": chance.choice(_PROOFS),
    }
    faults: tuple[tuple[str, Cell], ...] = (
        ("Montant déclaré", "douze cents"), ("Poste de dépense", "voyage"), ("N° opération", None),
        ("Date d'acquittement", "32/13/2014"),
    )  # fmt: skip
    return _spoil(row, faults, chance)


def outcome(number: int, prefix: str, chance: Random) -> tuple[Row, bool]:
    """One exit, and whether it is good."""
    exit_date = dt.date(2016, 6, 1) + chance.randrange(300) * _DAY  # every contract has ended by then
    reason = chance.choice(_REASONS)
    row: Row = {
        "N° contrat": f"{prefix}-{number:06d}",
        "Nom": f"{chance.choice('ABCDEFGLMPRST')}.",
        "Prénom": chance.choice(_NAMES),
        "Date de sortie": exit_date,
        "Questionnaire rempli le": exit_date + chance.randrange(0, 28) * _DAY,
        "Situation à la sortie": chance.choice(("En emploi", "Demandeur d'emploi", "Inactif", "Inconnu")),
        "Motif de sortie": reason,
        "Nouveau contrat": "CDD" if reason.startswith("CDD") else None,
        "Durée du nouveau contrat": chance.choice(("6", "9", "12")) if reason.startswith("CDD") else None,
        "Continue dans le numérique": chance.choice(("oui", "non", "Oui", "O", "N")),
    }
    faults: tuple[tuple[str, Cell], ...] = (
        ("Motif de sortie", "parti"), ("Date de sortie", None), ("Questionnaire rempli le", "hier"),
        ("Date de sortie", "30/02/2015"),
    )  # fmt: skip
    return _spoil(row, faults, chance)


def _spoil(row: Row, faults: tuple[tuple[str, Cell], ...], chance: Random) -> tuple[Row, bool]:
    if chance.random() >= BAD:
        return row, True
    name, value = chance.choice(faults)
    return {**row, name: value}, False


SHEETS: dict[str, tuple[str, Callable[[int, str, Random], tuple[Row, bool]]]] = {
    "contracts": ("Contrats", contract),
    "fse_spending": ("Dépenses", expense),
    "outcomes": ("Devenir", outcome),
}
KEY = {"contracts": "N° contrat", "fse_spending": "N° pièce", "outcomes": "N° contrat"}
