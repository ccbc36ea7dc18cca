"""Amounts in euros: ``1 234,56 €``, ``97 000euros``, ``(123,45)``, ``12 k€``; other currencies are never summed."""

from __future__ import annotations

import re
from decimal import Decimal
from math import prod

import polars as pl

from transforms.values import rule_codes as rule
from transforms.values.clean import clean, plain_signs, without_accents
from transforms.values.decimals import decimal_reader, plain_decimals, read_either, stored
from transforms.values.reading import Reader, Reading, refused
from transforms.values.typed_numbers import Fault, Number, present_number, read_number

EUR = pl.Decimal(12, 2)
_ONE = Decimal(1)

_EURO = {"€", "eur", "eur.", "euro", "euros", "€uro", "€uros", "d'euros", "€.", "d'€"}
_FACTORS = {
    **dict.fromkeys(("k", "k€", "keur", "keuros", "ke", "mille", "millier", "milliers"), 1000),
    **dict.fromkeys(("m€", "meur", "meuros", "million", "millions"), 1_000_000),
}
_CURRENCIES = {
    "$", "£", "¥", "₣", "f", "ff", "frf", "franc", "francs", "frs", "fcfa", "cfa", "xof", "xaf", "xpf", "cfp", "chf",
    "usd", "gbp", "jpy", "cad", "aud", "dkk", "sek", "nok", "pln", "czk", "huf", "mad", "dzd", "tnd", "us$", "$us",
    "dollar", "dollars", "livre", "livres", "sterling", "yen", "yens", "dirham", "dirhams", "dinar", "dinars",
    "kf", "k$", "k£", "mf", "m$", "m£", "kchf", "kusd",
}  # fmt: skip
_FRENCH = r"^-?(?:[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]+)(?:,[0-9]{1,2})?[ \u00a0\u202f]?€?$"
_IN_FIGURES = {",": ".", **dict.fromkeys(" \u00a0\u202f€", "")}
_CENTS = re.compile(r"([0-9][0-9 ]*) ?€ ?([0-9]{2})")
_ZERO_IN_ACCOUNTS = re.compile("- ?€|€ ?-")
"""What the accounting format of a spreadsheet shows for zero, and a CSV keeps."""
_IN_HUNDREDTHS = re.compile(r"(?:en )?(?:c€|cts?|centimes?|cents?)(?: (?:d')?(?:€|euros?))?")
_TIMES = re.compile(r"(?:.*[x×*] ?1|en 1?|)((?: ?000){1,2})(?: ?(?:€|euros?))?")
_POWER = re.compile(r"(?:en )?10 ?(?:\^|\*\*) ?([36])(?: ?(?:d')?(?:€|euros?))?")
_RAISED = str.maketrans({"³": "^3", "⁶": "^6"})


def amounts(unit: str | None = None) -> Reader:
    """The reader of amounts in euros, Decimal(12, 2); ``unit`` is the one the heading gives, if any."""
    factor, fault = _unit(unit)
    if fault:
        return Reader(EUR, present_number(lambda _: refused(fault)))
    if factor != 1:
        return decimal_reader(EUR, present_number(lambda text: _read(text, factor)))
    return decimal_reader(EUR, present_number(_read), _plain)


def has_factor(unit: str | None) -> bool:
    """Whether amounts under this unit are read otherwise than as plain euros."""
    return _unit(unit) != (_ONE, None)


def _unit(unit: str | None) -> tuple[Decimal, str | None]:
    """Factor and fault of a text that stands for a unit: ``k€`` is (1000, None), ``centimes`` (0.01, None)."""
    text = without_accents(plain_signs(clean(unit or "")).translate(_RAISED))
    words = re.sub(r"\bm (?=€|eur)", "m", re.sub("^en m$", "million", text)).split()
    if any(word in _CURRENCIES for word in words):
        return _ONE, rule.OTHER_CURRENCY
    if _IN_HUNDREDTHS.fullmatch(text):
        return Decimal("0.01"), None
    if times := _TIMES.fullmatch(text):
        return Decimal(1000) ** times[1].count("000"), None
    if power := _POWER.fullmatch(text):
        return Decimal(10) ** int(power[1]), None
    return Decimal(prod(_FACTORS.get(word, 1) for word in words)), None


def _read(text: str, heading_factor: Decimal = _ONE) -> Reading:
    if cents := _CENTS.fullmatch(text):
        text = f"{cents[1]},{cents[2]} €"
    if _ZERO_IN_ACCOUNTS.fullmatch(plain_signs(text)):
        return stored(Decimal(0), EUR, None)
    number = read_number(text, rule.UNREADABLE_AMOUNT)
    if isinstance(number, Fault):
        return refused(number.code)
    return _in_euros(number, heading_factor)


def _in_euros(number: Number, heading_factor: Decimal) -> Reading:
    factor, in_euros = 1, False
    for word in without_accents(f"{number.before} {number.after}").split():
        if word in _EURO:
            in_euros = True
        elif word in _FACTORS:
            factor *= _FACTORS[word]
        elif word in {"%", "pourcent", "pour"}:
            return refused(rule.PERCENT_IN_AMOUNT)
        else:
            return refused(rule.OTHER_CURRENCY if word in _CURRENCIES else rule.TEXT_WITH_NUMBER)
    if heading_factor != 1 and factor == 1 and in_euros:
        return refused(rule.UNIT_CONFLICT)
    repaired = rule.MULTIPLIED_IN_CELL if factor != 1 else rule.MULTIPLIED_BY_HEADING if heading_factor != 1 else None
    times = Decimal(factor) if factor != 1 else heading_factor

    def euros(value: Decimal) -> Reading:
        # Hundredths have no decimals: what has some was typed in euros.
        return refused(rule.UNIT_CONFLICT) if times < 1 and value % 1 else stored(value * times, EUR, repaired)

    return read_either(number, euros, refused(rule.PERCENT_IN_AMOUNT))


def _plain(text: pl.Series) -> pl.Series:
    """Plain numbers at once; then, if many are left, those written the French way."""
    value = plain_decimals(EUR, text)
    left = value.is_null() & text.is_not_null()
    if int(left.sum()) * 20 < len(text):
        return value
    french = text.set(~(left & text.str.contains(_FRENCH)).fill_null(value=False), None)
    return value.fill_null(french.str.replace_many(_IN_FIGURES).cast(EUR, strict=False))
