"""A verdict on its way from a worker process: each frame compressed, a tenth of what pickling makes of it."""

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
    frames |= {name: pl.read_ipc_stream(written) for name, written in sent.items()}
    return Verdict(accepted={name: frames[name] for name in EMPTY.accepted}, **{name: frames[name] for name in _FRAMES})


def _written(frame: pl.DataFrame) -> bytes:
    buffer = BytesIO()
    frame.write_ipc_stream(buffer, compression="lz4")
    return buffer.getvalue()
