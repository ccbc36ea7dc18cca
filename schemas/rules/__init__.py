"""The catalogue of rules, by code: the one place of every sentence that tells staff what is wrong."""

from schemas.rules.duplicates import DUPLICATES
from schemas.rules.files import FILES
from schemas.rules.fse import FSE
from schemas.rules.headings import HEADINGS
from schemas.rules.links import LINKS
from schemas.rules.rule import Rule
from schemas.rules.table_rules import TABLE_RULES
from schemas.rules.values import VALUES

RULES: dict[str, Rule] = {
    rule.code: rule for rule in (*FILES, *HEADINGS, *VALUES, *TABLE_RULES, *LINKS, *DUPLICATES, *FSE)
}
