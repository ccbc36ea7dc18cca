"""A network of sixty EPI, three operations of two programming periods and two thousand people, seeded.

Rows are what the EPI would type, by declared column, as Python values; the stays are the same truth, person by person.
"""

import datetime as dt
import random
from dataclasses import dataclass
from decimal import Decimal

from tests.fse.simulated_people import PERIODS, A, B, C, Row, Stay, later, make_line, make_stay

N_EPIS, N_PEOPLE = 60, 2000
OPERATIONS: dict[str, Row] = {
    A: {"programming_period_code": "2014-2020", "total_eligible_cost_eur": Decimal(4000000), "fse_agreed_eur": Decimal(2000000),
        "fse_rate": "50 %", "simplified_cost_code": "f20_2014", "accounts_date": dt.date(2018, 2, 15)},
    B: {"programming_period_code": "2014-2020", "total_eligible_cost_eur": Decimal(3000000), "fse_agreed_eur": Decimal(1000000),
        "fse_rate": "", "simplified_cost_code": "reel", "accounts_date": dt.date(2022, 2, 15)},
    C: {"programming_period_code": "2021-2027", "total_eligible_cost_eur": Decimal(1800000), "fse_agreed_eur": Decimal(720000),
        "fse_rate": "40 %", "simplified_cost_code": "f40", "accounts_date": None},
}  # fmt: skip


@dataclass
class Network:
    """The truth: the stays, and what is declared of the whole network."""

    stays: list[Stay]
    operations: list[Row]
    claims: list[Row]
    resources: list[Row]
    other_spending: dict[str, list[Row]]


def simulate(seed: int = 2024) -> Network:
    """The same network for the same seed."""
    chance = random.Random(seed)
    stays = []
    for number in range(N_PEOPLE):
        operation = chance.choices((A, B, C), (4, 3, 4))[0]
        epi = f"epi-{number % N_EPIS + 1:02}"
        person = {
            "last_name": f"N{number}.", "first_name": f"Prénom {number}",
            "birth_date": dt.date(chance.randint(1958, 1997), chance.randint(1, 12), chance.randint(1, 28)),
        }  # fmt: skip
        sex = chance.choices(("F", "M", "X"), (50, 48, 2 if operation == C else 0))[0]
        stays.append(make_stay(chance, f"P{number:04}", epi, operation, person, sex, is_again=chance.random() < 0.04))
        if operation == A and chance.random() < 0.05:
            stays.append(make_stay(chance, f"Q{number:04}", epi, B, person, sex, is_again=False))
    return Network(stays, _operations(), _claims(), _resources(), _other_spending(chance))


def _other_spending(chance: random.Random) -> dict[str, list[Row]]:
    """A few lines an EPI of each operation, of the posts that are not pay."""
    lines: dict[str, list[Row]] = {}
    for epi in range(1, N_EPIS + 1):
        for operation, (first, _) in PERIODS.items():
            for post in ("fonctionnement", "prestations", *(("indirectes",) if operation == B else ())):
                month = later(first, chance.randint(0, 20))
                declared = Decimal(chance.randint(5000, 900000)) / 100
                paid = later(month, 1) - dt.timedelta(1)
                if operation == A and chance.random() < 0.05:
                    month, paid = first, dt.date(2013, 12, 30)
                number = f"F{epi}-{operation}-{post}"
                lines.setdefault(f"epi-{epi:02}", []).append(
                    make_line(chance, operation, number, post, declared, month, paid)
                )
    kind = make_line(chance, B, "F1-nature", "nature", Decimal("4000.00"), dt.date(2018, 1, 1), dt.date(2018, 1, 31))
    lines["epi-01"].append(
        kind | {"discarded_eur": Decimal(0), "discard_reason": "", "retained_eur": Decimal("4000.00")}
    )
    wrong = make_line(chance, A, "F1-wrong", "indirectes", Decimal("500.00"), dt.date(2015, 1, 1), dt.date(2015, 1, 31))
    lines["epi-01"].append(wrong)  # a real indirect cost beside a flat rate: set aside
    return lines


def _operations() -> list[Row]:
    return [
        facts | {"operation_id": number, "title": f"Opération {number}", "start_date": PERIODS[number][0], "end_date": PERIODS[number][1]}
        for number, facts in OPERATIONS.items()
    ]  # fmt: skip


_CLAIMED = (
    "declared_eur", "retained_eur", "retained_resources_eur", "fse_requested_eur", "fse_retained_eur", "fse_paid_eur",
)  # fmt: skip


def _claim(
    number: str, operation: str, kind: str, start: dt.date, end: dt.date, filed: dt.date | None, amounts: str = ""
) -> Row:
    """A report; ``amounts`` are those of ``_CLAIMED``, apart by blanks."""
    paid = dict(zip(_CLAIMED, map(Decimal, amounts.split()), strict=True)) if amounts else dict.fromkeys(_CLAIMED)
    return {"claim_id": number, "operation_id": operation, "claim_type_code": kind, "period_start_date": start,
            "period_end_date": end, "filed_date": filed, "due_date": later(end, 6), "has_participants": "oui", **paid}  # fmt: skip


def _claims() -> list[Row]:
    of_a = "900000.00 880000.00 440000.00 450000.00 440000.00 400000.00"
    of_b = "2600000.00 2500000.00 2000000.00 900000.00 500000.00 700000.00"
    yearly = "intermediaire_obligatoire"
    return [
        _claim("B-1", A, "final", *PERIODS[A], dt.date(2017, 5, 1), of_a),
        _claim("B-1", B, "final", *PERIODS[B], dt.date(2020, 11, 1), of_b),
        _claim("B-1", C, yearly, dt.date(2022, 1, 1), dt.date(2022, 12, 31), None),
        _claim("B-2", C, yearly, dt.date(2023, 1, 1), dt.date(2023, 12, 31), None),
    ]


def _resources() -> list[Row]:
    def resource(number: str, operation: str, kind: str, planned: str, received: str, allocated: str = "oui") -> Row:
        return {"resource_id": number, "operation_id": operation, "funder_type_code": kind, "planned_eur": Decimal(planned),
                "received_eur": Decimal(received), "is_allocated": allocated}  # fmt: skip

    return [
        resource("R-1", A, "departement", "500000.00", "480000.00"), resource("R-2", A, "region", "250000.00", "260000.00"),
        resource("R-3", B, "etat", "300000.00", "290000.00"), resource("R-4", B, "nature", "4000.00", "4000.00"),
        resource("R-5", C, "departement", "600000.00", "200000.00"), resource("R-6", C, "prive", "90000.00", "50000.00", "non"),
        resource("R-7", C, "etat", "480000.00", "333333.33"),
    ]  # fmt: skip
