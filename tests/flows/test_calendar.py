"""`calendar.toml`: what it says of each EPI, and the sentence that each fault gives."""

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.calendar import Calendar, calendar_frames, merged
from flows.read_calendar import read_calendar
from flows.settings import ConfigurationError

RIGHT = """
[[deliveries]]
table = "fse_spending"
every = "month"
first = 2015-01-01
due_days = 15

[[epis]]
id = "die"
opened = 2015-03-01
closed = 2015-12-31
pauses = [{ from = 2015-07-01, to = 2015-07-31 }]
exemptions = [{ table = "fse_spending", from = 2015-08-01, to = 2015-08-31 }]
nothing = [{ table = "fse_spending", from = 2015-05-01, to = 2015-05-31 }]
"""
DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2015, 3, 1))


def read(folder: Path, text: str) -> Calendar:
    path = folder / "calendar.toml"
    path.write_text(text, encoding="utf-8")
    return read_calendar(path, ["die", "crest"])


def test_without_a_calendar_nothing_is_due(tmp_path: Path) -> None:
    frames = calendar_frames(read_calendar(tmp_path / "calendar.toml", ["die"]), ("die",))
    assert [frame.height for frame in frames.values()] == [0, 0]


def test_a_pause_and_an_exemption_that_touch_are_one_stretch(tmp_path: Path) -> None:
    frames = calendar_frames(read(tmp_path, RIGHT), ("die", "crest"))
    assert frames["due_tables"].select("epi_id", "period_months", "due_days").rows() == [
        ("die", 1, 15),
        ("crest", 1, 15),
    ]
    assert frames["exemptions"].select("exemption_code", "from_date", "to_date").rows() == [
        ("pas_attendu", dt.date(1, 1, 1), dt.date(2015, 2, 28)),
        ("pas_attendu", dt.date(2015, 7, 1), dt.date(2015, 8, 31)),
        ("pas_attendu", dt.date(2016, 1, 1), dt.date(9999, 12, 31)),
        ("neant_declare", dt.date(2015, 5, 1), dt.date(2015, 5, 31)),
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (('"fse_spending"\nevery', '"spending"\nevery'), "deliveries[0].table: one of these tables is expected"),
        (("due_days = 15", "due_days = -1"), "deliveries[0].due_days: Input should be greater than or equal to 0 (read: -1)"),
        (('"month"', '"week"'), "deliveries[0].every: Input should be 'month', 'quarter', 'half_year' or 'year' (read: 'week')"),
        (("first = 2015-01-01", "first = 2015-01-02"), "deliveries[0]: first: the first day of a period is expected"),
        (('id = "die"', 'id = "dye"'), "epis[0].id: no EPI has the id 'dye'; known: crest, die"),
        (("to = 2015-07-31", "to = 2015-06-30"), "epis[0].pauses[0]: to: a day before from"),
        (("closed = 2015", "closed = 2014"), "epis[0]: closed: a day before opened"),
        (("opened", "open"), "epis[0].open: unknown key"),
        (("due_days = 15", ""), "deliveries[0].due_days: missing"),
    ],
)  # fmt: skip
def test_a_fault_names_the_file_and_the_key(tmp_path: Path, change: tuple[str, str], sentence: str) -> None:
    with pytest.raises(ConfigurationError) as told:
        read(tmp_path, RIGHT.replace(*change, 1))
    assert f"{tmp_path / 'calendar.toml'}: {sentence}" in str(told.value)


def test_a_table_asked_for_twice_is_a_fault(tmp_path: Path) -> None:
    first = RIGHT[: RIGHT.index("[[epis]]")]
    with pytest.raises(ConfigurationError, match="'fse_spending' is asked for twice"):
        read(tmp_path, first + first)


def test_the_example_can_be_read() -> None:
    path = Path(__file__).parents[2] / "samples" / "calendar.example.toml"
    assert read_calendar(path, ["die", "crest", "nyons"]).deliveries[0].table == "fse_spending"


@given(st.lists(st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair)))))
def test_merging_keeps_every_day_and_no_other(spans: list[tuple[dt.date, dt.date]]) -> None:
    def days(some: list[tuple[dt.date, dt.date]]) -> set[int]:
        return {day for start, end in some for day in range(start.toordinal(), end.toordinal() + 1)}

    found = merged(iter(spans))
    assert days(found) == days(spans)
    assert all((later[0] - earlier[1]).days > 1 for earlier, later in pairwise(found))
