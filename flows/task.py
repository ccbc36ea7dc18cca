"""One file to judge, as it is sent to a worker process."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.verdict import Submission


@dataclass(frozen=True)
class Task:
    """One file to judge, with the key of the pseudonyms and the version of the rules."""

    submission: Submission
    secret: bytes
    rules_version: str
