"""What is kept of a verdict, held to the Pandera model of its table once more before it is stored."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import polars as pl

from schemas import TABLES


class UnsoundFrameError(Exception):
    """Rows were accepted that their own declaration refuses: our bug. Names the table and its checks, never a value."""


def assert_sound(frames: Mapping[str, pl.DataFrame]) -> None:
    """Raise UnsoundFrameError where a frame, by the name of its table, breaks its model; validated once a table.

    What rules that only warn say is in the findings already.
    """
    # Pandera costs its import, which a night without a new file need not pay.
    from pandera.errors import SchemaError

    from schemas.stored_model import stored_schema

    for name, frame in frames.items():
        if frame.is_empty():
            continue
        try:
            stored_schema(TABLES[name]).validate(frame)
        except SchemaError:
            raise UnsoundFrameError(f"{name}: {', '.join(_broken(name, frame))}") from None


def _broken(name: str, frame: pl.DataFrame) -> list[str]:
    """The checks of its model that a frame breaks."""
    from pandera.errors import SchemaErrors

    from schemas.stored_model import stored_model

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            stored_model(TABLES[name].model).validate(frame, lazy=True)  # type: ignore[arg-type]  # a class can be hashed
        except SchemaErrors as error:
            return sorted({f"{one.schema.name} {_name(one.check)}" for one in error.schema_errors})
    return ["declared"]


def _name(check: Any) -> str:
    return str(getattr(check, "name", check))
