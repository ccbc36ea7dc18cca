"""What holds of every value read: what is written is read back, nothing crashes, rows do not depend on each other."""

import datetime as dt
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemas.codes.contract_types import CONTRACT_TYPES
from tests.transforms.value_columns import cells, one, parsed
from transforms.raw import Kind
from transforms.values import KINDS, ValueSpec, parse
from transforms.values.luhn import has_luhn_key

EXAMPLES = int(__import__("os").environ.get("X", "25"))
MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
SHORT = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]

DATE_SPELLINGS = {
    "slashes": lambda d: f"{d:%d/%m/%Y}",
    "no zeros": lambda d: f"{d.day}/{d.month}/{d.year}",
    "dots": lambda d: f"{d:%d.%m.%Y}",
    "dashes": lambda d: f"{d:%d-%m-%Y}",
    "spaces": lambda d: f"{d.day} {d.month} {d.year}",
    "iso": lambda d: d.isoformat(),
    "true date": lambda d: f"{d} 00:00:00",
    "digits": lambda d: f"{d:%Y%m%d}",
    "French digits": lambda d: f"{d:%d%m%Y}",
    "words": lambda d: f"{d.day}{'er' if d.day == 1 else ''} {MONTHS[d.month - 1]} {d.year}",
    "short words": lambda d: f"{d.day} {SHORT[d.month - 1]} {d.year}",
    "upper case": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}".upper(),
    "named day": lambda d: f"{DAYS[d.weekday()]} {d.day} {MONTHS[d.month - 1]} {d.year}",
    "two digits": lambda d: f"{d.day:02d}-{SHORT[d.month - 1]}-{d:%y}",
    "serial": lambda d: str((d - dt.date(1899, 12, 30)).days),
}


@pytest.mark.parametrize("spelling", DATE_SPELLINGS)
@given(date=st.dates(dt.date(2007, 1, 1), dt.date(2035, 12, 31)))
def test_a_date_is_read_back_from_every_spelling(spelling, date):
    written = DATE_SPELLINGS[spelling](date)
    assert one("date", written, earliest=dt.date(2007, 1, 1), latest=dt.date(2035, 12, 31))[0] == str(date)


def _grouped(amount: Decimal, thousands: str, point: str) -> str:
    return f"{amount:,.2f}".replace(",", "\0").replace(".", point).replace("\0", thousands)


AMOUNT_SPELLINGS = {
    "plain": str,
    "French": lambda a: _grouped(a, " ", ","),
    "narrow spaces": lambda a: _grouped(a, "\u202f", ",") + "\u00a0€",
    "German": lambda a: _grouped(a, ".", ","),
    "English": lambda a: _grouped(a, ",", "."),
    "Swiss": lambda a: _grouped(a, "'", "."),
    "words": lambda a: _grouped(a, " ", ",") + " euros",
    "before": lambda a: "€ " + _grouped(a, " ", ","),
    "minus": lambda a: _grouped(a, " ", ",").replace("-", "\u2212"),
    "trailing minus": lambda a: _grouped(abs(a), " ", ",") + ("-" if a < 0 else ""),
    "parentheses": lambda a: f"({_grouped(-a, ' ', ',')})" if a < 0 else _grouped(a, " ", ","),
}
EUROS = st.decimals(-(10**9), 10**9, places=2).map(lambda a: abs(a) if a == 0 else a)


@pytest.mark.parametrize("spelling", AMOUNT_SPELLINGS)
@given(amount=EUROS)
def test_an_amount_is_read_back_from_every_spelling(spelling, amount):
    assert one("eur", AMOUNT_SPELLINGS[spelling](amount)) == (str(amount), None)


@given(minutes=st.integers(0, 9999 * 60))
def test_hours_are_the_same_with_a_colon_and_an_h(minutes):
    hour, minute = divmod(minutes, 60)
    assert (
        one("hours", f"{hour}:{minute:02d}")
        == one("hours", f"{hour}h{minute:02d}")
        == (
            f"{(Decimal(minutes) / 60).quantize(Decimal('0.01'))}",
            None,
        )
    )


@given(digits=st.integers(10**8, 10**13 - 1).map(lambda n: f"{n:013d}"), cut=st.integers(1, 13))
def test_one_wrong_digit_never_passes_for_a_siret(digits, cut):
    right = next(digits + key for key in "0123456789" if has_luhn_key(digits + key))
    wrong = right[:cut] + str((int(right[cut]) + 1) % 10) + right[cut + 1 :]
    if not right.startswith("356000000") and not wrong.startswith("356000000"):
        assert one("siret", wrong)[0] is None


TYPED = st.one_of(
    st.floats(-1e11, 1e11).map(repr),
    st.decimals(-2000, 2000, places=3).map(str),
    st.text(max_size=30),
    st.text("0123456789 .,/-:'()€%hkKeEMF\u00a0\u202f−#*", max_size=20),
    st.text("0123456789 /erjanvfévmailcoptéûs.'-", max_size=25),
    st.sampled_from(["2015-09-01 00:00:00", "04/25/2015", "03/04/2015", "25/04/2015", "1.234", "1,234", "12,5", "12.5",
                     "1000", "1", "NC", "#N/A", "X", "CDD", "73282932000074", "26:30:00", "12345678901234567", ""]),
)  # fmt: skip
CODES = {"spellings": CONTRACT_TYPES.by_spelling, "ambiguous": CONTRACT_TYPES.ambiguous_by_spelling}
COLUMN = st.lists(st.tuples(TYPED | st.none(), st.integers(0, 2), st.sampled_from(Kind)), max_size=25)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=EXAMPLES)
@given(column=COLUMN)
@example(column=[("\u0591", 0, Kind.TEXT)])  # nothing is left of it without its accents
def test_no_text_crashes_or_gives_both_a_value_and_a_refusal(kind, column):
    texts, groups, kinds = ([cell[n] for cell in column] for n in range(3))
    read = parsed(kind, texts, groups=groups, cell_kinds=kinds, month_edge="first", **CODES)
    assert len(read.value) == len(read.refused) == len(read.repaired) == len(texts)
    assert not (read.value.is_not_null() & read.refused.is_not_null()).any()
    assert not (read.repaired.is_not_null() & read.refused.is_not_null()).any()


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=EXAMPLES)
@given(column=COLUMN)
def test_nothing_but_a_blank_is_a_silent_blank(kind, column):
    texts, _, kinds = ([cell[n] for cell in column] for n in range(3))
    read = parsed(kind, texts, cell_kinds=kinds, **CODES)
    silent = read.value.is_null() & read.refused.is_null() & read.repaired.is_null()
    told = pl.Series(texts, dtype=pl.String).filter(silent).drop_nulls()
    assert all(not any(c.isprintable() and not c.isspace() for c in text) for text in told)


PLAIN = {
    "date": "2015-09-01 00:00:00", "month": "2015-09-01 00:00:00", "eur": "1250.5", "rate": "0.85", "hours": "26.5",
    "working_time": "0.8",
    "months": "12", "integer": "12", "decimal": "12.5", "siret": "73282932000074", "siren": "732829320",
    "rna": "W262001234", "insee": "26362", "postcode": "26000", "phone": "0475000000", "rome": "K2111",
    "boolean": "oui", "code": "CDD", "text": "Un libellé de dépense assez long", "identifier": "C-2015-12",
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=EXAMPLES)
@given(column=COLUMN)
@example(column=[("0.000", 0, Kind.TEXT), ("1.000", 0, Kind.BLANK)])
def test_a_long_column_reads_each_cell_as_a_short_one_does(kind, column):
    """Beyond some hundred cells the plain ones are read at once: the way must not change what is read."""
    texts, groups, kinds = ([cell[n] for cell in column] for n in range(3))
    padding = 600
    short = parsed(kind, texts, groups=groups, cell_kinds=kinds, **CODES)
    long = parsed(
        kind, [*texts, *[PLAIN[kind]] * padding], groups=[*groups, *[9] * padding],
        cell_kinds=[*kinds, *[Kind.NUMBER] * padding], **CODES,
    )  # fmt: skip
    assert cells(long)[: len(texts)] == cells(short)


@pytest.mark.parametrize("kind", ["date", "eur", "postcode"])
@settings(max_examples=EXAMPLES)
@given(column=COLUMN, seed=st.randoms())
def test_the_order_of_the_rows_changes_nothing(kind, column, seed):
    shuffled = list(range(len(column)))
    seed.shuffle(shuffled)
    texts, groups, kinds = ([cell[n] for cell in column] for n in range(3))
    straight = cells(parsed(kind, texts, groups=groups, cell_kinds=kinds))
    mixed = parsed(
        kind, [texts[n] for n in shuffled], groups=[groups[n] for n in shuffled],
        cell_kinds=[kinds[n] for n in shuffled],
    )  # fmt: skip
    assert cells(mixed) == [straight[n] for n in shuffled]


def test_the_kinds_of_cells_are_asked_for_only_in_doubt():
    """Asking costs a second pass over the file."""
    asked = []

    def kinds() -> pl.Series:
        asked.append(True)
        return pl.Series([int(Kind.TEXT)] * 3, dtype=pl.UInt8)

    groups = pl.Series([0, 0, 0], dtype=pl.UInt32)
    parse(pl.Series(["1234.5", "1 234,56 €", "NC"]), ValueSpec("eur"), groups, kinds)
    parse(pl.Series(["26000", "26 200", "bonjour"]), ValueSpec("postcode"), groups, kinds)
    assert not asked
    parse(pl.Series(["1234.5", "1.234", "NC"]), ValueSpec("eur"), groups, kinds)
    assert asked


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"text", "identifier"}))
@pytest.mark.parametrize("pattern", ["0", "1 ", "01/", "+0", "1er sept 2015 ", "K2111 ", "(", "é", "\u00a0"])
def test_the_longest_cell_that_excel_allows_holds_no_value(kind, pattern):
    assert one(kind, (pattern * 32_767)[:32_766] + "!")[0] is None
