"""What is asked of annotating, and what it gives back: all that the process which only asks need import."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.verdict import Verdict


@dataclass(frozen=True)
class Task:
    """One received file to annotate with its verdict."""

    content: bytes
    filename: str
    verdict: Verdict


@dataclass(frozen=True)
class Annotated:
    """A workbook to give back, and the name of its file."""

    filename: str
    content: bytes
