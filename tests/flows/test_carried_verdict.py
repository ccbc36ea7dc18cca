"""A verdict that crosses from a worker process arrives as it was."""

import hashlib
from dataclasses import fields
from pathlib import Path

import pytest
from polars.testing import assert_frame_equal

from flows.carried_verdict import carried, verdict_from
from transforms.judge import judge
from transforms.verdict import EMPTY, Profile, Verdict

DELIVERIES = sorted(path for path in Path("samples").rglob("*") if path.suffix in {".xlsx", ".ods", ".csv"})


@pytest.mark.parametrize("path", DELIVERIES, ids=lambda path: path.name)
def test_every_frame_of_a_verdict_arrives_as_it_was(path: Path) -> None:
    content = path.read_bytes()
    verdict = judge(content, path.name, Profile("crest"), hashlib.sha256(content).hexdigest(), b"k" * 32, "1")
    assert verdict.files.height == 1
    assert_same(verdict_from(carried(verdict)), verdict)


def test_an_empty_verdict_takes_no_byte_and_keeps_its_shape() -> None:
    assert carried(EMPTY) == {}
    assert_same(verdict_from({}), EMPTY)


def assert_same(one: Verdict, other: Verdict) -> None:
    assert list(one.accepted) == list(EMPTY.accepted)
    for name, frame in other.accepted.items():
        assert_frame_equal(one.accepted[name], frame)
    for field in fields(Verdict):
        if field.name != "accepted":
            assert_frame_equal(getattr(one, field.name), getattr(other, field.name))
