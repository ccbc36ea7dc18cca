import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.templates.verify import Json

scalars = st.none() | st.booleans() | st.integers() | st.text() | st.decimals(allow_nan=False).map(str)
items = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)
members = st.recursive(
    scalars | st.lists(items), lambda inner: st.dictionaries(st.text(), inner, max_size=3), max_leaves=8
)


def flat(value: Any, *path: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """What is expected of each value under its keys, from the whole of it."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from flat(one, *path, key)
    elif isinstance(value, list):
        yield from ((path, one) for one in value)
    else:
        yield path, value


@given(st.dictionaries(st.text(), members, max_size=4), st.integers(1, 40), st.sampled_from([None, 1]))
def test_values_are_those_of_the_whole_wherever_the_pieces_end(
    value: dict[str, Any], piece: int, indent: int | None
) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=indent).encode("utf-8", "surrogatepass")
    assert list(Json(BytesIO(text), piece).values()) == list(flat(value))


@pytest.mark.parametrize(
    "text", ['{"a": 1} {', '{"a": 1', '{"a" 1}', '{"a": [1, ]}', '{"a": [1}', "[1]", "", '{"a": 1,}']
)
def test_what_is_no_json_object_whole_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"JSON|Expecting|Illegal|Unterminated"):
        list(Json(BytesIO(text.encode()), 3).values())
