"""What may be asked of a run, typed: the form of the UI is made of it, and a wrong value is refused there."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from flows.read_configuration import load_configuration
from flows.settings import read_settings

if TYPE_CHECKING:
    Espace = str
else:
    Espace = StrEnum("Espace", [(epi.id, epi.id) for epi in load_configuration(read_settings()).epis])


Epis = list[Espace] | None
SomeEpis = Annotated[list[Espace], Field(min_length=1)]
DeliveryId = Annotated[str, Field(pattern="^[0-9a-f]{8,64}$")]
