"""Until when the documents of an operation must be kept (domain F-E6)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

LARGE = Decimal(1_000_000)


def retention_end(period: str, cost: Decimal, accounts: dt.date | None, last_payment: dt.date | None) -> dt.date | None:
    """The last day of retention; None where it cannot be known.

    2014-2020: three years from the 31 December after the accounts that hold the spending, two for a cost of a million
    or more (from the accounts of the final spending). 2021-2027: five years from the 31 December of the last payment.
    Other periods: the managing service alone knows. The dates are stored as told, never guessed.
    """
    if period == "2014-2020" and accounts is not None:
        return dt.date(accounts.year + (2 if cost >= LARGE else 3), 12, 31)
    if period == "2021-2027" and last_payment is not None:
        return dt.date(last_payment.year + 5, 12, 31)
    return None
