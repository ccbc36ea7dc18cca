"""Programming periods of the FSE: window of the payments, codes of the indicators, retention of the documents."""

from schemas.codelist import Code, CodeList


def _period(code: str, opens: str, closes: str, outputs: str, retention: str, *spellings: str) -> Code:
    facts: dict[str, str | bool] = {
        "payments_from": opens, "payments_until": closes, "indicator_prefix": outputs, "retention": retention,
    }  # fmt: skip
    return Code(code, f"Programmation {code}", spellings, facts)


PROGRAMMING_PERIODS = CodeList(
    "programming_periods",
    "Programmations",
    "Programming period. The window of 2007-2013 is that of the French rules (décret 2007-1303); the other two are "
    "from general knowledge, to be checked against the official text. retention: from what the years of keeping run "
    "(2014-2020: 31 December after the accounts, 3 years, or 2 from one million euros; 2021-2027: 31 December of the "
    "year of the last payment, 5 years, to be checked).",
    (
        _period("2007-2013", "2007-01-01", "2015-12-31", "", "as the managing service says", "2007/2013", "FSE 2007-2013"),
        _period("2014-2020", "2014-01-01", "2023-12-31", "CO CR", "accounts_date + 3 (2) years", "2014/2020",
                "FSE 2014-2020"),
        _period("2021-2027", "2021-01-01", "2029-12-31", "EECO EECR", "last_payment_date + 5 years", "2021/2027",
                "FSE+ 2021-2027", "FSE+"),
    ),
)  # fmt: skip
