"""What is kept of a verdict, held to the Pandera model of its table once more before it is stored."""

from __future__ import annotations

import importlib
import sys
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
    _prepare_pandera()
    from pandera.errors import SchemaErrors

    from schemas.stored_model import stored_model

    for name, frame in frames.items():
        if frame.is_empty():
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                model = stored_model(TABLES[name].model)  # type: ignore[arg-type]  # a class can be hashed
                model.validate(frame, lazy=True)
            except SchemaErrors as error:
                broken = sorted({f"{one.schema.name} {_name(one.check)}" for one in error.schema_errors})
                raise UnsoundFrameError(f"{name}: {', '.join(broken)}") from None


def _prepare_pandera() -> None:
    """Import Pandera without Hypothesis, half of its cost: it takes it where it finds it, to invent data."""
    found = "hypothesis" in sys.modules
    if not found:
        sys.modules["hypothesis"] = None  # type: ignore[assignment]  # what makes an import fail
    try:
        importlib.import_module("pandera.strategies.base_strategies")
    finally:
        if not found:
            del sys.modules["hypothesis"]


def _name(check: Any) -> str:
    return str(getattr(check, "name", check))
