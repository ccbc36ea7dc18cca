"""What the other jobs share: headings to columns, French dates, amounts and codes, and the rules a row must pass.

One text in, one value or None out: what a careful person writes for the job by hand. A value that cannot be read, or a
rule that is broken, sets the row aside.
"""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

Row = dict[str, Any]
_MONTHS = {"janvier": 1, "février": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "août": 8, "septembre": 9, "octobre": 10, "novembre": 11, "décembre": 12}  # fmt: skip
_WORDS = re.compile(r"(\d{1,2})(?:er)? (\w+) (\d{4})")
_FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%Y-%m-%d %H:%M:%S")
CONTRACT_TYPES = {"cdd": "CDD", "contrat à durée déterminée": "CDD", "cui-cae": "CUI_CAE", "cui/cae": "CUI_CAE", "cae": "CUI_CAE", "emploi d'avenir": "EAV", "cddi": "CDDI"}  # fmt: skip
POSTS = dict.fromkeys(("personnel", "salaires", "dépenses de personnel", "frais de personnel"), "personnel")
PROOFS = {"bulletin de salaire": "bulletin_salaire", "bulletin de paie": "bulletin_salaire", "fiche de paie": "bulletin_salaire", "dsn": "journal_paie"}  # fmt: skip
STATUSES = {"en emploi": "en_emploi", "demandeur d'emploi": "chomeur", "inactif": "inactif", "inconnu": "inconnu"}
REASONS = {"7": "7", "au chômage": "7", "4": "4", "création d'entreprise": "4", "5": "5", "entrée en formation": "5", "cdd 6 mois et plus": "9"}  # fmt: skip
BOOLEANS = {"oui": True, "o": True, "non": False, "n": False}


def text(value: Any) -> str | None:
    """The text of a cell, None when blank."""
    return None if value is None or value == "" else str(value).strip()


def date(value: Any) -> dt.date | None:
    """A date in one of the spellings that EPI use."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date) or value is None:
        return value
    for form in _FORMATS:
        try:
            return dt.datetime.strptime(value, form).date()  # noqa: DTZ007
        except ValueError:
            continue
    found = _WORDS.fullmatch(value)
    return dt.date(int(found[3]), _MONTHS[found[2]], int(found[1])) if found and found[2] in _MONTHS else None


def amount(value: Any) -> Decimal | None:
    """Euros, with any spaces, a decimal comma and a sign."""
    if value is None:
        return None
    plain = re.sub(r"[\s\u00a0\u202f€]", "", str(value)).replace(",", ".")
    return Decimal(plain).quantize(Decimal("0.01")) if re.fullmatch(r"-?\d+(\.\d+)?", plain) else None


def hours(value: Any) -> Decimal | None:
    """Hours a week: ``26h00``, ``26,00``, ``26``."""
    return amount(str(value).replace("h", ",")) if value is not None else None


def rate(value: Any) -> Decimal | None:
    """A percentage as a fraction."""
    read = amount(str(value).replace("%", "")) if value is not None else None
    return None if read is None else read / 100


def code(codes: dict[str, Any]) -> Callable[[Any], Any]:
    """The reader of one code list."""
    return lambda value: None if value is None else codes.get(str(value).strip().lower())


READ: dict[str, dict[str, tuple[str, Callable[[Any], Any]]]] = {
    "contracts": {
        "N° contrat": ("contract_id", text), "Nom": ("last_name", text), "Prénom": ("first_name", text),
        "Date de naissance": ("birth_date", date), "Type de contrat": ("contract_type_code", code(CONTRACT_TYPES)),
        "Date de début": ("start_date", date), "Date de fin prévue": ("planned_end_date", date),
        "Durée hebdomadaire": ("weekly_hours", hours), "Quotité": ("working_time_rate", rate), "Code ROME": ("rome_code", text),
        "Salaire brut mensuel": ("gross_monthly_salary_eur", amount), "N° opération": ("operation_id", text),
    },
    "fse_spending": {
        "N° pièce": ("expense_id", text), "N° opération": ("operation_id", text), "N° contrat": ("contract_id", text),
        "Poste de dépense": ("post_code", code(POSTS)), "Libellé": ("label", text), "Mois": ("period_start_date", date),
        "Coût total": ("cost_base_eur", amount), "Part affectée": ("allocation_rate", rate), "Montant déclaré": ("declared_eur", amount),
        "Date facture": ("invoice_date", date), "Date d'acquittement": ("payment_date", date), "Justificatif": ("proof_code", code(PROOFS)),
    },
    "outcomes": {
        "N° contrat": ("contract_id", text), "Nom": ("last_name", text), "Prénom": ("first_name", text),
        "Date de sortie": ("exit_date", date), "Questionnaire rempli le": ("observation_date", date),
        "Situation à la sortie": ("exit_status_code", code(STATUSES)), "Motif de sortie": ("exit_reason_code", code(REASONS)),
        "Nouveau contrat": ("next_contract_type_code", code(CONTRACT_TYPES)), "Durée du nouveau contrat": ("next_contract_months", text),
        "Continue dans le numérique": ("stays_in_digital", code(BOOLEANS)),
    },
}  # fmt: skip
MAY_BE_EMPTY = {"next_contract_type_code", "next_contract_months"}
TABLES = {"Contrats": "contracts", "Dépenses": "fse_spending", "Devenir": "outcomes"}
HEADER = 2  # rows above the headings


def read_row(table: str, cells: dict[str, Any]) -> Row:
    """A row of cells by heading as values by column."""
    return {name: read(cells.get(heading)) for heading, (name, read) in READ[table].items()}


def is_good(table: str, row: Row) -> bool:
    """Whether every value could be read and the row keeps the rules."""
    if any(value is None and name not in MAY_BE_EMPTY for name, value in row.items()):
        return False
    if table == "contracts":
        return bool(row["planned_end_date"] >= row["start_date"] and Decimal("0.5") <= row["weekly_hours"] <= 48)
    if table == "fse_spending":
        return bool(row["payment_date"] >= row["period_start_date"])
    return bool(row["observation_date"] >= row["exit_date"])
