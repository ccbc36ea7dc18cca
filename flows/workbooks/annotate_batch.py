"""What runs in a worker process: the annotating of some files."""

from __future__ import annotations

from collections.abc import Sequence

from flows.workbooks.annotate import annotate
from flows.workbooks.annotated import Annotated, Task


def annotate_tasks(tasks: Sequence[Task]) -> list[Annotated | None]:
    """Each file with its verdict written in, where it can be."""
    return [annotate(task.content, task.filename, task.verdict) for task in tasks]
