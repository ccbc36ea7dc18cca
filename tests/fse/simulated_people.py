"""The people of a simulated network: entries, contracts, exits, follow-ups and pay, as the EPI would type them."""

import datetime as dt
import random
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

AS_OF = dt.date(2024, 4, 30)
A, B, C = "201400026", "201600031", "202200045"
Row = dict[str, Any]
PERIODS = {
    A: (dt.date(2014, 1, 1), dt.date(2016, 12, 31)),
    B: (dt.date(2017, 7, 1), dt.date(2020, 6, 30)),
    C: (dt.date(2022, 1, 1), dt.date(2024, 12, 31)),
}
REASONS = ("1", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "14", "2", "16", "21")
STATUS = {
    "5": "inactif",
    "6": "inactif",
    "7": "chomeur",
    "8": "inconnu",
    "12": "chomeur",
    "16": "inactif",
    "21": "chomeur",
}


@dataclass
class Stay:
    """One person in one operation, through one EPI."""

    epi: str
    operation: str
    sex: str
    entries: list[Row] = field(default_factory=list)
    contracts: list[Row] = field(default_factory=list)
    outcomes: dict[str, Row] = field(default_factory=dict)
    followups: dict[str, Row] = field(default_factory=dict)
    spending: list[Row] = field(default_factory=list)


def later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - dt.timedelta(1)).day
    return dt.date(year, month + 1, min(day.day, last))


def make_stay(
    chance: random.Random, key: str, epi: str, operation: str, person: Row, sex: str, *, is_again: bool
) -> Stay:
    first, last = PERIODS[operation]
    stay = Stay(epi, operation, sex)
    start = first + dt.timedelta(chance.randint(0, 500))
    for number in range(2 if is_again else 1):
        end = min(later(start, chance.choice((6, 9, 12, 12, 14))) - dt.timedelta(1), last)
        stay.entries.append(_entry(chance, operation, person, sex, start))
        contract_id = f"{key}-{number}"
        stay.contracts.append(
            person | {"contract_id": contract_id, "operation_id": operation, "start_date": start, "planned_end_date": end,
                      "contract_type_code": "PEC" if operation == C else "CUI_CAE", "weekly_hours": Decimal(chance.choice((20, 26, 30, 35)))}
        )  # fmt: skip
        stay.spending += _pay(chance, operation, contract_id, start, end)
        if outcome := _outcome(chance, contract_id, end):
            stay.outcomes[contract_id] = outcome
        left = outcome["exit_date"] if outcome and chance.random() < 0.6 else None
        if left and (followup := _followup(chance, contract_id, left)):
            stay.followups[contract_id] = followup
        start = end + dt.timedelta(chance.randint(35, 80))
    return stay


def _entry(chance: random.Random, operation: str, person: Row, sex: str, day: dt.date) -> Row:
    def answer(share: float, blank: float = 0.02) -> str:
        return chance.choices(("oui", "non", "refus", ""), (share, 1 - share - blank - 0.03, 0.03, blank))[0]

    status = chance.choices(("chomeur", "inactif", "en_emploi", ""), (60, 22, 15, 3))[0]
    children = chance.choices(("oui", "non", ""), (35, 62, 3))[0]
    return person | {
        "operation_id": operation, "entry_date": day, "sex_code": sex if chance.random() > 0.02 else "",
        "birth_date": person["birth_date"] if chance.random() > 0.01 else None, "entry_status_code": status,
        "unemployment_months": chance.randint(0, 30) if status == "chomeur" and chance.random() < 0.95 else None,
        "is_long_unemployed": "oui" if status == "chomeur" and chance.random() < 0.1 else "",
        "is_in_training_at_entry": chance.choice(("oui", "non", "non", "non", "")),
        "entry_education_level_code": chance.choice(("N0", "N1", "N2", "N3", "N3", "N4", "N4b", "N5", "N6", "N7", "N8", "")),
        "is_jobless_household": chance.choices(("oui", "non", ""), (40, 57, 3))[0], "has_dependent_children": children,
        "is_single_adult": chance.choice(("oui", "non")) if children == "oui" else "non",
        "disability_code": answer(0.08), "housing_exclusion_code": answer(0.05), "born_abroad_code": answer(0.12),
        "parent_born_abroad_code": answer(0.12), "third_country_code": answer(0.06), "minority_code": answer(0.03),
        "other_disadvantage_code": answer(0.1), "is_rural": chance.choice(("oui", "non", "")),
    }  # fmt: skip


def _outcome(chance: random.Random, contract_id: str, end: dt.date) -> Row | None:
    blank = dict.fromkeys(
        ("exit_date", "observation_date", "exit_status_code", "next_contract_type_code", "next_contract_months", "next_start_date",
         "next_employer_nature_code", "offer_start_date", "qualification_title", "qualification_date", "has_qualification",
         "is_in_training", "stays_in_digital")
    )  # fmt: skip
    row = blank | {"contract_id": contract_id}
    if end >= AS_OF:
        return row | {"exit_reason_code": "P0"} if chance.random() < 0.3 else None
    if chance.random() < 0.08:
        return None
    window = dt.timedelta(chance.randint(0, 28) if chance.random() < 0.85 else chance.randint(29, 70))
    row |= {"exit_date": end, "observation_date": end + window if chance.random() < 0.9 else None}
    row["stays_in_digital"] = chance.choice(("oui", "non", ""))
    row["is_in_training"] = chance.choice(("oui", "non", "non", ""))
    if chance.random() < 0.2:
        gained = end + dt.timedelta(chance.randint(-30, 40)) if chance.random() < 0.9 else None
        row |= {"has_qualification": "oui", "qualification_title": "Titre professionnel", "qualification_date": gained}
    if chance.random() < 0.06:
        start = end + dt.timedelta(chance.randint(5, 40))
        return row | {
            "exit_reason_code": "P1",
            "exit_status_code": chance.choice(("en_emploi", "chomeur", "")),
            "offer_start_date": start,
        }
    reason = chance.choice(REASONS)
    status = STATUS.get(reason, "en_emploi") if chance.random() < 0.85 else ""
    row |= {"exit_reason_code": reason, "exit_status_code": status}
    if reason in ("1", "3", "9", "10", "11", "14", "2"):
        row["next_contract_type_code"] = {"1": "CDI", "3": "CDI", "11": "TITULAIRE", "14": "PEC"}.get(reason, "CDD")
        if chance.random() < 0.05 and reason == "2":
            row["next_contract_type_code"] = "STAGE"
        row["next_contract_months"] = {"9": 12, "10": 3}.get(reason)
        row["next_employer_nature_code"] = "publique" if reason == "11" else ""
        row["next_start_date"] = end + dt.timedelta(chance.randint(1, 45)) if chance.random() < 0.8 else None
    return row


def _followup(chance: random.Random, contract_id: str, exit_date: dt.date) -> Row | None:
    day = later(exit_date, 6) + dt.timedelta(chance.randint(-40, 40))
    if day > AS_OF:
        return None
    return {
        "contract_id": contract_id, "observation_date": day,
        "followup_status_code": chance.choice(("en_emploi", "en_emploi", "chomeur", "inactif", "inconnu")),
        "followup_contract_type_code": chance.choice(("CDI", "CDD", "", "SCV")),
        "improvement_code": chance.choice(("", "aucune", "promotion", "poste_plus_qualifie")),
    }  # fmt: skip


def _pay(chance: random.Random, operation: str, contract_id: str, start: dt.date, end: dt.date) -> list[Row]:
    lines = []
    for number in range(3):
        month = later(start.replace(day=1), number + 1)
        paid = later(month, 1) - dt.timedelta(1)
        if paid > min(end, AS_OF):
            break
        declared = Decimal(chance.randint(100000, 180000)) / 100
        lines.append(
            make_line(chance, operation, f"{contract_id}/{number}", "personnel", declared, month, paid)
            | {"contract_id": contract_id}
        )
    return lines


def make_line(
    chance: random.Random, operation: str, number: str, post: str, declared: Decimal, month: dt.date, paid: dt.date
) -> Row:
    checked = chance.random() < 0.8
    discarded = Decimal(chance.randint(1, 9999)) / 100 if checked and chance.random() < 0.1 else Decimal(0)
    return {
        "expense_id": number, "operation_id": operation, "contract_id": "", "claim_id": "B-1" if operation == B else "",
        "post_code": post, "period_start_date": month, "declared_eur": declared, "payment_date": paid,
        "proof_code": "releve_bancaire" if chance.random() > 0.02 else "",
        "discarded_eur": discarded if checked else None, "discard_reason": "Pièce illisible" if discarded else "",
        "retained_eur": declared - discarded if checked else None,
    }  # fmt: skip
