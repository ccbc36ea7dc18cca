"""The answers of an API, in JSON."""

import json
from typing import Any

from flows.sources.call import Call
from flows.sources.errors import SourceError
from flows.sources.fetched import Limits
from flows.sources.http import read


def read_json(call: Call, limits: Limits) -> dict[str, Any]:
    """The object that the API answers with; raises SourceError, also for anything else in its place."""
    try:
        answer = json.loads(read(call, limits))
    except (ValueError, RecursionError):
        raise SourceError("unexpected", "not JSON") from None
    if not isinstance(answer, dict):
        raise SourceError("unexpected", "not a JSON object")
    return answer
