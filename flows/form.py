"""What the form of the UI tells of a flow and its parameters, in French."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from schemas.forms import FORM

P = ParamSpec("P")
R = TypeVar("R")


def with_form(function: Callable[P, R]) -> Callable[P, R]:
    """Add to a flow's docstring what its parameters mean, in French: Prefect shows that in the form."""
    told = (
        f"    {name}: {FORM.get(f'{function.__name__}.{name}') or FORM[name]}"
        for name in inspect.signature(function).parameters
    )
    function.__doc__ = "\n".join((function.__doc__ or "", "", "Args:", *told))
    return function
