"""Programming periods of the FSE, with the window in which a payment is eligible."""

from schemas.codelist import Code, CodeList


def _period(code: str, opens: str, closes: str, *spellings: str) -> Code:
    return Code(code, f"Programmation {code}", spellings, {"payments_from": opens, "payments_until": closes})


PROGRAMMING_PERIODS = CodeList(
    "programming_periods",
    "Programmations",
    "Programming period. The window of 2007-2013 is that of the French rules (décret 2007-1303); the other two are "
    "from general knowledge, to be checked against the official text.",
    (
        _period("2007-2013", "2007-01-01", "2015-12-31", "2007/2013", "FSE 2007-2013"),
        _period("2014-2020", "2014-01-01", "2023-12-31", "2014/2020", "FSE 2014-2020"),
        _period("2021-2027", "2021-01-01", "2029-12-31", "2021/2027", "FSE+ 2021-2027", "FSE+"),
    ),
)
