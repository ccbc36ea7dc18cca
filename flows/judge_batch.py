"""What runs in a worker process: the judging of one batch of files. Imports no more than that takes."""

from __future__ import annotations

from collections.abc import Sequence

from flows.carried_verdict import Carried, carried
from flows.task import Task
from transforms.judge import judge_many


def judge_tasks(tasks: Sequence[Task]) -> Carried:
    """The verdict on a batch, whose tasks share their key and version."""
    return carried(judge_many([task.submission for task in tasks], tasks[0].secret, tasks[0].rules_version))
