"""The catalogue of rules, by code: the one place of every sentence that tells staff what is wrong."""

from collections.abc import Iterable

from schemas.rules.cells_amounts import AMOUNT_CELLS
from schemas.rules.cells_dates import DATE_CELLS
from schemas.rules.cells_identifiers import IDENTIFIER_CELLS
from schemas.rules.cells_lists import LIST_CELLS
from schemas.rules.duplicates import DUPLICATES
from schemas.rules.files import FILES
from schemas.rules.fse import FSE
from schemas.rules.fse_contracts import FSE_CONTRACTS
from schemas.rules.fse_money import FSE_MONEY
from schemas.rules.fse_participants import FSE_PARTICIPANTS
from schemas.rules.fse_results import FSE_RESULTS
from schemas.rules.headings import HEADINGS
from schemas.rules.links import LINKS
from schemas.rules.rule import Rule
from schemas.rules.table_rules import TABLE_RULES


def by_code(rules: Iterable[Rule]) -> dict[str, Rule]:
    """The rules by code; a code of two of them is a TypeError."""
    found: dict[str, Rule] = {}
    for rule in rules:
        if found.setdefault(rule.code, rule) is not rule:
            raise TypeError(f"{rule.code}: two rules have this code")
    return found


RULES = by_code(
    (
        *FILES,
        *HEADINGS,
        *DATE_CELLS,
        *AMOUNT_CELLS,
        *IDENTIFIER_CELLS,
        *LIST_CELLS,
        *TABLE_RULES,
        *LINKS,
        *DUPLICATES,
        *FSE,
        *FSE_CONTRACTS,
        *FSE_PARTICIPANTS,
        *FSE_MONEY,
        *FSE_RESULTS,
    )
)
