"""Programming periods of the FSE: window of the payments, codes of the indicators, retention of the documents."""

from schemas.codelist import Code, CodeList


def _period(code: str, opens: str, closes: str, outputs: str, kept: tuple[str, str, str, str], *spellings: str) -> Code:
    since, years, large_from, large_years = kept
    facts: dict[str, str | bool] = {
        "payments_from": opens, "payments_until": closes, "indicator_prefix": outputs, "kept_since": since,
        "kept_years": years, "large_from_eur": large_from, "large_kept_years": large_years,
    }  # fmt: skip
    return Code(code, f"Programmation {code}", spellings, facts)


PROGRAMMING_PERIODS = CodeList(
    "programming_periods",
    "Programmations",
    "Programming period. The window of 2007-2013 is that of the French rules (décret 2007-1303); the other two are "
    "from general knowledge, to be checked against the official text. The documents are kept until 31 "
    "December of the year of kept_since plus kept_years, large_kept_years from large_from_eur on (2021-2027 to be "
    "checked); of 2007-2013 the managing service says.",
    (
        _period("2007-2013", "2007-01-01", "2015-12-31", "", ("", "", "", ""), "2007/2013", "07-13", "FSE 2007-2013"),
        _period("2014-2020", "2014-01-01", "2023-12-31", "CO CR", ("accounts_date", "3", "1000000", "2"),
                "2014/2020", "14-20", "FSE 2014-2020"),
        _period("2021-2027", "2021-01-01", "2029-12-31", "EECO EECR", ("last_payment_date", "5", "", ""),
                "2021/2027", "21-27", "FSE+ 2021-2027", "FSE+"),
    ),
)  # fmt: skip
