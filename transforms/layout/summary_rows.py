"""Rows that sum up others otherwise than a total: an average, a number, a share, what is left, what is carried over."""

from __future__ import annotations

import re

from transforms.raw import Row

_SAYS_SUMMARY = re.compile(
    r"(?i)\W*(?:%|(?:moy(?:ennes?)?|m[ée]dianes?|min(?:imum)?|max(?:imum)?|[ée]carts?|diff[ée]rences?"
    r"|nombres?|nb(?:re?)?|effectifs?|reports?|[àa] reporter|soldes? (?:ant[ée]rieur|pr[ée]c[ée]dent|report[ée])s?)\b)"
)
_OF_TOTAL = re.compile(
    r"(?i)\W*(?:restes?|soldes?|taux|parts?|pourcentages?|ratios?|dont|soit|budgets?|pr[ée]vu(?:e?s)?|fse)\b"
)
_NUMBER = re.compile(r"\W*(?:\d[\d\s.,'’]*(?:€|%|h|k€|euros?)?\W*)?|#[A-Z0-9/_]+[!?]?")


def is_summary(cells: Row, *, below_total: bool) -> bool:
    """Whether a row says in its first cell that it sums up others, and has nothing but numbers beside."""
    said, *others = [cell for cell in cells if cell is not None] or [""]
    if not (_SAYS_SUMMARY.match(said) or (below_total and _OF_TOTAL.match(said))):
        return False
    return bool(others) and all(map(_NUMBER.fullmatch, others))
