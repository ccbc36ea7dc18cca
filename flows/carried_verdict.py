"""A verdict on its way from a worker process: each frame compressed, a fifth of what pickling makes of it."""

from __future__ import annotations

from dataclasses import fields
from io import BytesIO

import polars as pl

from transforms.verdict import EMPTY, Verdict

Carried = dict[str, bytes]
"""By name of the frame of a verdict, or of the table whose accepted rows it holds; without the empty ones."""

_FRAMES = tuple(field.name for field in fields(Verdict) if field.name != "accepted")


def carried(verdict: Verdict) -> Carried:
    """The verdict as bytes to send."""
    frames = verdict.accepted | {name: getattr(verdict, name) for name in _FRAMES}
    return {name: _written(frame) for name, frame in frames.items() if frame.height}


def verdict_from(sent: Carried) -> Verdict:
    """The verdict that was sent."""
    frames = EMPTY.accepted | {name: getattr(EMPTY, name) for name in _FRAMES}
    frames |= {name: _read(written, frames[name].schema) for name, written in sent.items()}
    return Verdict(accepted={name: frames[name] for name in EMPTY.accepted}, **{name: frames[name] for name in _FRAMES})


def _written(frame: pl.DataFrame) -> bytes:
    """The columns that hold something: half of those of a table are never asked for by a given EPI."""
    buffer = BytesIO()
    held = [column for column in frame.iter_columns() if column.null_count() < frame.height]
    pl.DataFrame(held).write_ipc_stream(buffer, compression="lz4")
    return buffer.getvalue()


def _read(written: bytes, schema: pl.Schema) -> pl.DataFrame:
    frame = pl.read_ipc_stream(written)
    missing = [pl.lit(None, dtype=dtype).alias(name) for name, dtype in schema.items() if name not in frame.columns]
    return frame.with_columns(missing).select(schema.names())
