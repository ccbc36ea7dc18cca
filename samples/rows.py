"""The rows of the samples: contracts, spending and outcomes of each EPI, and the faults planted in them."""

import calendar
import datetime as dt
import random
from decimal import Decimal
from typing import Any

from entries import ENTRIES, FOLLOWUPS
from people import OPERATION, PEOPLE, Person

Row = dict[str, Any]
HOURLY_EUR = {2014: Decimal("9.53"), 2015: Decimal("9.61")}
SHARE = Decimal(1)
CHARGES = Decimal("1.15")


def contracts(epi: str) -> list[Row]:
    """One row a contract, faults included."""
    rows = [_contract(person) for person in PEOPLE if person.epi == epi]
    if epi == "nyons":
        rows.append(
            rows[0] | {"contract_id": "NYO-3", "last_name": "K.", "first_name": "Rémi", "end": dt.date(2013, 9, 30)}
        )
    if epi == "crest":
        rows.append(rows[0] | {"contract_id": "CREST-9", "last_name": "W.", "first_name": "Anna", "type": "EA"})
    return rows


def _contract(person: Person) -> Row:
    start, end = dt.date.fromisoformat(person.start), dt.date.fromisoformat(person.end)
    return {
        "contract_id": person.contract_id, "last_name": person.last_name, "first_name": person.first_name,
        "birth_date": dt.date.fromisoformat(person.birth_date), "operation_id": OPERATION, "type": person.contract_type,
        "start": start, "end": end, "hours": Decimal(person.hours), "rome": person.rome, "post": person.post,
        "salary": _gross(person, start.year), "note": "",
    }  # fmt: skip


def _gross(person: Person, year: int) -> Decimal:
    return (Decimal(person.hours) * 52 / 12 * HOURLY_EUR[year]).quantize(Decimal("0.01"))


def spending(epi: str, chance: random.Random) -> list[Row]:
    """One row a month of pay, then the other expenses, faults included."""
    rows = [row for person in PEOPLE if person.epi == epi for row in _pay(person, chance)]
    rows += _other(epi)
    return _with_faults(epi, rows)


def _pay(person: Person, chance: random.Random) -> list[Row]:
    rows = []
    first = dt.date.fromisoformat(person.start)
    for number in range(person.n_months):
        year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
        last = dt.date(year, month + 1, calendar.monthrange(year, month + 1)[1])
        base = (_gross(person, year) * CHARGES).quantize(Decimal("0.01"))
        discarded = Decimal(50) if chance.random() < 0.06 else Decimal(0)
        checked = year == 2014
        rows.append(
            {
                "expense_id": f"{person.contract_id}/{year}-{month + 1:02}", "operation_id": OPERATION,
                "contract_id": person.contract_id, "post": "Personnel", "label": "Salaire chargé",
                "month": dt.date(year, month + 1, 1), "base": base, "share": SHARE, "declared": base, "paid": last,
                "proof": "Bulletin de salaire", "discarded": discarded if checked else None,
                "why": "Heures non justifiées" if checked and discarded else None,
                "retained": base - discarded if checked else None,
            }
        )  # fmt: skip
    return rows


def _other(epi: str) -> list[Row]:
    if epi not in ("livron-loriol", "montelimar", "valence"):
        return []
    amount = {"livron-loriol": "312.40", "montelimar": "1250.00", "valence": "845.60"}[epi]
    post = "Prestations" if epi == "montelimar" else "Fonctionnement"
    row = dict.fromkeys(("contract_id", "base", "share", "discarded", "why", "retained"))
    facts = {
        "expense_id": f"{epi[:3].upper()}-F1", "operation_id": OPERATION, "post": post, "label": "Facture",
        "month": dt.date(2014, 11, 1), "declared": Decimal(amount), "paid": dt.date(2014, 12, 5), "proof": "Facture acquittée",
    }  # fmt: skip
    return [row | facts]


def _with_faults(epi: str, rows: list[Row]) -> list[Row]:
    """Copies of real rows with one fault each, under numbers of their own, so that no true euro is lost."""

    def faulty(number: int, like: Row, **facts: Any) -> Row:
        return (
            like
            | {"expense_id": f"{epi[:3].upper()}-X{number}", "discarded": None, "why": None, "retained": None}
            | facts
        )

    first, last = rows[0], rows[-1]
    planted = {
        "livron-loriol": [faulty(1, first, paid="31/06/2015"), rows[3]],
        "nyons": [faulty(1, first, declared="à voir")],
        "montelimar": [faulty(1, first, post="Divers"), faulty(2, first, contract_id=None)],
        "die": [faulty(1, first, discarded=Decimal(100), why="Pièce illisible", retained=first["declared"])],
        "crest": [faulty(1, first, month=dt.date(2013, 12, 1), paid=dt.date(2013, 12, 31))],
        "valence": [faulty(1, first, declared=None, base=None), faulty(2, first | {"declared": last["declared"]}, declared="450 $")],
    }  # fmt: skip
    return rows + planted[epi]


def outcomes(epi: str) -> list[Row]:
    """One row a person."""
    return [_outcome(person) for person in PEOPLE if person.epi == epi]


def _outcome(person: Person) -> Row:
    def day(name: str) -> dt.date | None:
        text = person.more.get(name)
        return dt.date.fromisoformat(text) if text else None

    return {
        "contract_id": person.contract_id, "last_name": person.last_name, "first_name": person.first_name,
        "exit_date": dt.date.fromisoformat(person.exit_date) if person.exit_date else None, "observed": day("observed"),
        "reason": person.reason, "status": person.more.get("status"), "next_contract": person.more.get("contract"),
        "next_months": Decimal(person.more["months"]) if "months" in person.more else None, "next_rome": person.more.get("rome"),
        "qualified": person.more.get("qualified"), "title": person.more.get("title"), "level": person.more.get("level"),
        "stays": person.stays or None, "offer": day("offer"), "offer_start": day("offer_start"), "note": "",
        "next_start": day("next_start"), "qualified_on": day("qualified_on"),
    }  # fmt: skip


def participations(epi: str) -> list[Row]:
    """One row a person; at Valence one more, whose day of entry does not exist."""
    rows = [_participation(person) for person in PEOPLE if person.epi == epi]
    if epi == "valence":
        rows.append(rows[0] | {"last_name": "W.", "first_name": "Anna", "sex": "Femme", "entry_date": "31/09/2014"})
    return rows


def _participation(person: Person) -> Row:
    fields = (
        "sex",
        "status",
        "months",
        "level",
        "jobless",
        "children",
        "single",
        "disability",
        "benefit",
        "abroad",
        "rural",
    )
    entry = dt.date.fromisoformat(person.start)
    return {
        "last_name": person.last_name, "first_name": person.first_name,
        "birth_date": dt.date.fromisoformat(person.birth_date), "operation_id": OPERATION, "entry_date": entry,
        "questionnaire": entry, **{f: v or None for f, v in zip(fields, ENTRIES[person.contract_id], strict=True)},
    }  # fmt: skip


def followups(epi: str) -> list[Row]:
    """One row a person called six months after leaving."""
    return [_followup(person) for person in PEOPLE if person.epi == epi and person.contract_id in FOLLOWUPS]


def _followup(person: Person) -> Row:
    day, status, contract, improvement = FOLLOWUPS[person.contract_id]
    return {
        "contract_id": person.contract_id, "last_name": person.last_name, "first_name": person.first_name,
        "observed": dt.date.fromisoformat(day), "status": status, "contract": contract, "improvement": improvement,
    }  # fmt: skip
