"""The rows of the whole network: its operation, its structures, who pays beside the FSE, and the reports sent to it."""

import datetime as dt
from decimal import Decimal

from people import OPERATION
from rows import Row

BENEFICIARY = "26123451200018"


def operations() -> list[Row]:
    """The one operation."""
    return [
        {
            "operation_id": OPERATION, "period": "2014-2020", "programme": "PON FSE", "title": "Médiation numérique en Drôme",
            "start": dt.date(2014, 1, 1), "end": dt.date(2015, 12, 31), "paid_until": dt.date(2016, 6, 30),
            "cost": Decimal("240000.00"), "fse": Decimal("120000.00"), "rate": Decimal("0.5"),
            "valid_until": dt.date(2016, 9, 30), "beneficiary": BENEFICIARY, "support": Decimal("230000.00"),
            "option": "Coûts réels", "applied": dt.date(2013, 11, 15), "claims": "2",
        }
    ]  # fmt: skip


def organisations() -> list[Row]:
    """The beneficiary of the operation and three employers, all invented."""
    names = (
        ("Pôle numérique de la Drôme", BENEFICIARY, "Privée", "Bénéficiaire", "26300", "Alixan", "26004"),
        ("Association EPI de Die", "26123452000011", "Association", "Employeur", "26150", "Die", "26113"),
        ("Association EPI de Nyons", "26123453800013", "Association", "Employeur", "26110", "Nyons", "26220"),
        ("EPI municipal de Crest", "26123454600016", "Collectivité", "Employeur", "26400", "Crest", "26108"),
    )
    fields = ("name", "siret", "nature", "role", "postcode", "commune", "insee")
    return [dict(zip(fields, row, strict=True)) for row in names]


def resources() -> list[Row]:
    """The plan beside the FSE: 120 000 € promised, 88 000 € received; one amount typed wrong."""
    lines: tuple[tuple[str, str, str, str, str, str | None], ...] = (
        ("R-1", "Département", "Département de la Drôme", "60000.00", "60000.00", "2014-12-15"),
        ("R-2", "État", "Agence de services et de paiement", "30000.00", "18000.00", "2015-03-31"),
        ("R-3", "Intercommunalité", "Communautés de communes", "20000.00", "10000.00", "2015-06-30"),
        ("R-4", "Autofinancement", "Pôle numérique", "10000.00", "0.00", None),
        ("VAL-X3", "Région", "Région", "0.00", "environ 500", "2015-01-15"),
    )
    return [
        {
            "resource_id": number, "operation_id": OPERATION, "kind": kind, "funder": funder, "planned": Decimal(planned),
            "received": received if received == "environ 500" else Decimal(received), "received_on": dt.date.fromisoformat(day) if day else None, "allocated": "oui",
            "start": dt.date(2014, 1, 1), "end": dt.date(2015, 12, 31),
        }
        for number, kind, funder, planned, received, day in lines
    ]  # fmt: skip


def claims() -> list[Row]:
    """The report of 2014, filed and checked; the final one, to come."""
    common = {"operation_id": OPERATION, "participants": "oui"}
    return [
        common | {
            "claim_id": "B-2014", "kind": "Intermédiaire facultatif", "start": dt.date(2014, 1, 1),
            "end": dt.date(2014, 12, 31), "due": dt.date(2015, 6, 30), "filed": dt.date(2015, 3, 31),
            "declared": Decimal("99541.48"), "retained": Decimal("99391.48"), "resources": Decimal("49695.74"),
            "asked": Decimal("49770.74"), "kept": Decimal("49695.74"), "paid": Decimal("49695.74"),
        },
        dict.fromkeys(("filed", "declared", "retained", "resources", "asked", "kept", "paid")) | common | {
            "claim_id": "B-FINAL", "kind": "Bilan final", "start": dt.date(2014, 1, 1), "end": dt.date(2015, 12, 31),
            "due": dt.date(2016, 6, 30), "participants": "non",
        },
    ]  # fmt: skip
