"""Numbers as people type them: French, English and Swiss separators, groups of three, signs on either side."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from transforms.values import rule_codes as rule
from transforms.values.clean import plain_signs
from transforms.values.missing import present
from transforms.values.reading import Reading, refused

COMMA_DECIMALS = "comma_decimals"
POINT_DECIMALS = "point_decimals"
POINT_OR_THOUSANDS = "point_in_doubt"
COMMA_OR_THOUSANDS = "comma_in_doubt"
HUNDREDS, UNGROUPED = "hundreds", "ungrouped_thousands"

_BARE = re.compile(r"[0-9][0-9 .,]*")
_PARTS = re.compile(r"([^0-9]*)([0-9](?:[0-9 .,']*[0-9])?)([^0-9]*)")
_RUNS = re.compile(r"[0-9](?:[0-9 .,']*[0-9])?")
_GROUPED = re.compile(r"(?:([0-9]{1,3})((?P<group>[ '.,])[0-9]{3}(?:(?P=group)[0-9]{3})*)|([0-9]*))(?:([.,])([0-9]+))?")
_LINES_OF_DIGITS = re.compile(r"[0-9](?:_x000[dD]_|[^\S\n\r\v])*[\n\r\v]\s*[0-9]")
_ABBREVIATION = re.compile(r"[^\W\d]{2,}\. +$|€\. +$")
_MARK_IN_DOUBT = re.compile(r"[^\W\d]|[€%$£]")
"""« Eur. 500 » is 500; whether « €.50 » is 50 or 0.50 nothing tells."""
_SPACED_POINT = re.compile(r" *([.,]) *")
_NOT_DIGITS = re.compile("[^0-9]+")
_SCIENTIFIC = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?e([-+]?)[0-9]{1,3}", re.IGNORECASE)
_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9:.]+)?|[0-9]{1,2}[/-][0-9]{1,2}[/-][0-9]{2,4}|[0-9]+:[0-9]{2}(?::[0-9]{2})?"
)
_LETTER_FOR_DIGIT = re.compile(r"[0-9][oOlI](?![A-Za-z])|(?<![A-Za-z])[oOlI][0-9]")
_SIGN_OF_POINT = {".": POINT_DECIMALS, ",": COMMA_DECIMALS, None: None}
_SIGN_OF_GROUPS = {".": COMMA_DECIMALS, ",": POINT_DECIMALS}
_YES_NO = {"true", "false", "vrai", "faux"}


class Number(NamedTuple):
    """A number and the words around it. ``thousands`` is the other reading where the separator is in doubt."""

    value: Decimal
    sign: str | None = None
    thousands: Decimal | None = None
    before: str = ""
    after: str = ""


class Fault(NamedTuple):
    """Why a text is not one number: the rule."""

    code: str


def present_number(read: Callable[[str], Reading]) -> Callable[[str], Reading]:
    """As :func:`present`, where digits on two lines of a cell are several numbers, never the groups of one."""
    reading = present(read)
    return lambda text: refused(rule.RANGE_OF_NUMBERS) if _LINES_OF_DIGITS.search(text) else reading(text)


def read_number(text: str, unreadable: str) -> Number | Fault:
    """Read one number out of a cleaned text; ``unreadable`` is the rule for what is no number at all.

    Signs and parentheses are read; other words stay in ``before`` and ``after`` for the caller to judge.
    """
    if _BARE.fullmatch(text):
        return _read_body(text)
    parts = _PARTS.fullmatch(plain_signs(text))
    if parts is None:
        return _not_one_number(plain_signs(text), unreadable)
    before, body, after = parts[1].strip(), parts[2], parts[3].strip()
    if before.endswith((".", ",")):
        if _ABBREVIATION.search(parts[1]):
            before = before[:-1]
        elif _MARK_IN_DOUBT.search(parts[1]):
            return Fault(rule.TEXT_WITH_NUMBER)
        else:
            before, body = before[:-1].rstrip(), before[-1] + body
    negative = _negative(before, after) if before or after else False
    if negative is None or (after and not after.strip("., ")):
        return Fault(unreadable)
    read = _read_body(body)
    if isinstance(read, Fault) or not (before or after):
        return read
    value, thousands = (-read.value, read.thousands and -read.thousands) if negative else (read.value, read.thousands)
    return Number(value, read.sign, thousands, before.strip("(-+ "), after.strip(")-+ "))


def _negative(before: str, after: str) -> bool | None:
    """Whether the number is negative; None where signs contradict each other, or « 6+ » may say "more than"."""
    opened, closed = before.count("("), after.count(")")
    signs = before.count("-") + before.count("+") + after.count("-") + opened
    if opened != closed or signs > 1 or before.count(")") or after.count("(") or "+" in after:
        return None
    return bool(opened or "-" in before or "-" in after)


def _read_body(body: str) -> Number | Fault:
    if " " in body:
        body = _SPACED_POINT.sub(r"\1", body)
    match = _GROUPED.fullmatch(body)
    if match is None or (match["group"] and match["group"] == match[5]):
        return Fault(rule.BAD_GROUPING)
    head, groups, separator, whole, point, decimals = match.groups()
    if not head:
        return Number(Decimal(f"{whole or 0}.{decimals or 0}"), _decimals_sign(point) or _whole_sign(whole))
    thousands = head + _NOT_DIGITS.sub("", groups)
    if separator in " '" and point and len(decimals) == 3:
        return Number(Decimal(f"{thousands}.{decimals}"), _doubt(point), Decimal(thousands + decimals))
    if point is None and separator in ".," and len(groups) == 4:
        value = Decimal(f"{head}.{groups[1:]}")
        if head.startswith("0"):  # no thousands begin with a zero
            return Number(value, _decimals_sign(separator))
        return Number(value, _doubt(separator), Decimal(thousands))
    sign = _decimals_sign(point) or _SIGN_OF_GROUPS.get(separator)
    return Number(Decimal(f"{thousands}.{decimals or 0}"), sign)


def _decimals_sign(point: str | None) -> str | None:
    return _SIGN_OF_POINT[point]


def _whole_sign(digits: str) -> str | None:
    """What a number without separators tells of those of its column."""
    return UNGROUPED if len(digits) > 3 else HUNDREDS if len(digits) == 3 and digits[0] != "0" else None


def _doubt(separator: str) -> str:
    return POINT_OR_THOUSANDS if separator == "." else COMMA_OR_THOUSANDS


def _not_one_number(text: str, unreadable: str) -> Number | Fault:
    if scientific := _SCIENTIFIC.fullmatch(text):
        tiny = scientific[1] == "-"
        return Number(Decimal(text.replace(",", "."))) if tiny else Fault(rule.SCIENTIFIC_NUMBER)
    if _DATE.fullmatch(text):
        return Fault(rule.DATE_IN_NUMBER)
    if text.lower() in _YES_NO:
        return Fault(rule.YES_NO_IN_NUMBER)
    several = len(_RUNS.findall(text)) > 1 and not _LETTER_FOR_DIGIT.search(text)
    return Fault(rule.RANGE_OF_NUMBERS if several else unreadable)
