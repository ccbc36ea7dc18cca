"""What may be asked of a run, typed: the form of the UI is made of it, and a wrong value is refused there."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ParamSpec, TypeVar

from pydantic import Field

from flows.read_configuration import load_configuration
from flows.settings import read_settings
from schemas.forms import FORM

P = ParamSpec("P")
R = TypeVar("R")

if TYPE_CHECKING:
    Espace = str
else:
    Espace = StrEnum("Espace", [(epi.id, epi.id) for epi in load_configuration(read_settings()).epis])


Epis = list[Espace] | None
SomeEpis = Annotated[list[Espace], Field(min_length=1)]
DeliveryId = Annotated[str, Field(pattern="^[0-9a-f]{8,64}$")]


def with_form(function: Callable[P, R]) -> Callable[P, R]:
    """Add to a flow's docstring what its parameters mean, in French: Prefect shows that in the form."""
    told = (
        f"    {name}: {FORM.get(f'{function.__name__}.{name}') or FORM[name]}"
        for name in inspect.signature(function).parameters
    )
    function.__doc__ = "\n".join((function.__doc__ or "", "", "Args:", *told))
    return function
