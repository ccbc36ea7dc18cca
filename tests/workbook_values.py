"""What the cells of messy workbooks say: right rows, faults, and the ways people type dates, amounts and headings."""

from __future__ import annotations

import datetime as dt
import random
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from schemas import DELIVERED

Value = str | float | dt.date | None
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
STRANGERS = ("Observations du secrétariat", "Référente", "Salle", "Visa", "Classé le dossier")

FAULTS = {
    "contracts": {"start_date": "31/02/2015", "contract_type_code": "Contrat lunaire", "birth_date": "le printemps"},
    "fse_spending": {"declared_eur": "douze euros", "period_start_date": "99/99/2014", "post_code": "Divers et variés"},
    "outcomes": {"exit_reason_code": "Parti voir ailleurs", "exit_date": "35/12/2015"},
}


def fields_of(dice: random.Random, table: str) -> list[str]:
    """The columns in some order, with strangers among them."""
    always = {
        "contracts": ["last_name", "first_name", "birth_date", "contract_id", "contract_type_code", "start_date", "planned_end_date"],
        "fse_spending": ["expense_id", "operation_id", "contract_id", "post_code", "period_start_date", "declared_eur", "payment_date"],
        "outcomes": ["contract_id", "exit_date", "exit_reason_code"],
    }[table]  # fmt: skip
    fields = [*always, *dice.sample(STRANGERS, dice.choice((0, 0, 1, 2)))]
    if dice.random() < 0.5:
        dice.shuffle(fields)
    return fields


def values_of(dice: random.Random, table: str, number: str) -> dict[str, object]:
    """A right row, by declared column."""
    start = dt.date(2014, dice.randrange(1, 13), dice.randrange(13, 28))
    if table == "contracts":
        return {
            "last_name": f"{dice.choice('ABCDEFGLMNPRST')}.", "first_name": dice.choice(("Léa", "Paul", "Zoé", "Ali")),
            "birth_date": dt.date(dice.randrange(1960, 1995), dice.randrange(1, 13), dice.randrange(13, 28)),
            "contract_id": number, "contract_type_code": "CDD", "start_date": start,
            "planned_end_date": start.replace(year=2015),
        }  # fmt: skip
    if table == "outcomes":
        return {
            "contract_id": number,
            "exit_date": start,
            "exit_reason_code": dice.choice(("Création d'entreprise", "Sans nouvelle")),
        }
    month = start.replace(day=1)
    return {
        "expense_id": number, "operation_id": "201400026", "contract_id": "C-1", "post_code": "Salaires", "period_start_date": month,
        "declared_eur": Decimal(dice.randrange(1_000, 900_000)) / 100, "payment_date": start.replace(year=2015),
    }  # fmt: skip


def typed(dice: random.Random, value: object, kind: str) -> Value:
    """A value as somebody types it."""
    if isinstance(value, dt.date):
        ways: Sequence[Value] = (
            f"{value:%d/%m/%Y}",
            f"{value:%d-%m-%Y}",
            f"{value.day} {MONTHS[value.month - 1]} {value.year}",
        )
        return value if kind != "csv" and dice.random() < 0.5 else dice.choice(ways)
    return amount(dice, value, kind) if isinstance(value, Decimal) else str(value)


def amount(dice: random.Random, value: Decimal, kind: str) -> Value:
    french = f"{value:,.2f}".replace(",", dice.choice((" ", "\u00a0", "\u202f"))).replace(".", ",")
    if kind != "csv" and dice.random() < 0.5:
        return float(value)
    return dice.choice((french, f"{french} €", f"{value:.2f}".replace(".", ",")))


def heading(dice: random.Random, table: str, name: str) -> str:
    """A heading as somebody types it: a declared one, in other case, without accents, with a unit or a line break."""
    column = DELIVERED[table].columns.get(name)
    if column is None:
        return name
    text = dice.choice([known for known in column.headings if known != name])
    twist = dice.random()
    if twist < 0.15:
        return text.upper()
    if twist < 0.3:
        return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    if twist < 0.4:
        return f" {text.replace(' ', chr(10), 1)} "
    return f"{text} (€)" if column.kind == "eur" and twist < 0.7 else text
