import json
from collections.abc import Iterator
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from flows.json_pieces import json_pieces

SCALARS = st.none() | st.booleans() | st.integers() | st.text()
OBJECTS = st.recursive(
    st.dictionaries(st.text(), SCALARS | st.lists(SCALARS)),
    lambda inner: st.dictionaries(st.text(), SCALARS | inner),
)


@given(OBJECTS)
def test_the_pieces_together_are_the_object(value: dict[str, object]) -> None:
    assert json.loads("".join(json_pieces(value))) == value


@given(st.lists(st.dictionaries(st.text(), SCALARS)))
def test_rows_given_one_by_one_are_a_list_with_a_line_each(rows: list[dict[str, object]]) -> None:
    told = "".join(json_pieces({"before": {}, "rows": lambda: iter(rows), "after": 1}))
    assert json.loads(told) == {"before": {}, "rows": rows, "after": 1}
    assert told.count("\n  {") == len(rows)


def test_a_row_is_asked_for_when_the_one_before_it_is_written() -> None:
    asked: list[int] = []

    def rows() -> Iterator[dict[str, int]]:
        for number in range(1_000):
            asked.append(number)
            yield {"number": number}

    pieces = json_pieces({"rows": rows})
    while "0}" not in next(pieces):
        assert len(asked) <= 1
    assert asked == [0]


def test_amounts_are_text_so_that_no_cent_is_lost() -> None:
    assert json.loads("".join(json_pieces({"eur": Decimal("176370.50")}))) == {"eur": "176370.50"}
