"""The network of EPI as `epis.toml` declares it, read and checked before anything is touched."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from flows.calendar import Calendar
from flows.declared import Declared, Slug
from flows.sources.kinds import AnySource
from schemas.codelist import CodeList
from schemas.codes.communes import is_code_of_a_commune
from schemas.codes.employers import LEGAL_NATURES, STRUCTURE_TYPES
from schemas.rules import RULES
from schemas.rules.rule import Severity

PARIS = ZoneInfo("Europe/Paris")

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Postcode = Annotated[str, StringConstraints(pattern=r"^\d{5}$")]
Siret = Annotated[str, StringConstraints(pattern=r"^\d{14}$")]
Mail = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$", max_length=200)]
Item = TypeVar("Item")
TableColumn = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]


def _one_of(codes: CodeList) -> AfterValidator:
    known = list(codes.by_code)

    def check(code: str) -> str:
        if code not in known:
            raise ValueError(f"one of these codes is expected: {', '.join(known)}")
        return code

    return AfterValidator(check)


def _known_commune(code: str) -> str:
    if not is_code_of_a_commune(code):
        raise PydanticCustomError("unknown_commune", "no commune of this department has this INSEE code")
    return code


InseeCode = Annotated[str, StringConstraints(pattern=r"^(\d{2}|2[AB])\d{3}$"), AfterValidator(_known_commune)]


def _at_least_one(items: tuple[Item, ...]) -> tuple[Item, ...]:
    if not items:
        raise ValueError("at least one is expected")
    return items


class Heading(Declared):
    """What a heading of an EPI stands for, one column or one a table (`False`: known, and not read), and since when."""

    column: TableColumn | tuple[TableColumn, ...] | Literal[False]
    confirmed_on: dt.date


class Epi(Declared):
    """One espace public internet, its files, its own headings (`False`: known, and not read), and who is written to."""

    id: Slug
    name: Words
    commune: Words
    insee_code: InseeCode
    postcode: Postcode
    siret: Siret | None = None
    legal_nature_code: Annotated[str, _one_of(LEGAL_NATURES)] | None = None
    structure_type_code: Annotated[str, _one_of(STRUCTURE_TYPES)] | None = None
    address: Words | None = None
    latitude: Annotated[Decimal, Field(ge=-90, le=90, decimal_places=6)] | None = None
    longitude: Annotated[Decimal, Field(ge=-180, le=180, decimal_places=6)] | None = None
    website: Words | None = None
    parent_structure: Words | None = None
    contact: Mail | None = None
    headings: Mapping[str, TableColumn | Literal[False] | Heading] = {}
    sources: Annotated[tuple[AnySource, ...], AfterValidator(_at_least_one)]

    @property
    def overrides(self) -> dict[str, str | bool | tuple[str, ...]]:
        """The headings as the verdict needs them: what each stands for, whenever it was confirmed."""
        return {name: one.column if isinstance(one, Heading) else one for name, one in self.headings.items()}


class Threshold(Declared):
    """What may be set aside of a table before its file is refused: share of rows, rows, euros."""

    rate: Annotated[float, Field(ge=0, le=1)] | None = None
    count: Annotated[int, Field(ge=0)] | None = None
    eur: Annotated[Decimal, Field(ge=0)] | None = None


class Band(Declared):
    """How far a table of an EPI may move in one night before publication is held back; see `warehouse.bands`."""

    fall: Annotated[Decimal, Field(ge=0, le=1)] | None = None
    rise: Annotated[Decimal, Field(ge=0)] | None = None
    rows: Annotated[int, Field(ge=0)] | None = None
    eur: Annotated[Decimal, Field(ge=0)] | None = None
    nights: Annotated[int, Field(ge=1)] | None = None


class Network(Declared):
    """The network; `as_of` holds the answers to one day, as the samples need; `coordinator` is written to when late."""

    name: Words
    coordinator: Mail | None = None
    as_of: dt.date | None = None

    @field_validator("as_of", mode="before")
    @classmethod
    def _day_only(cls, value: Any) -> Any:
        try:
            day = dt.date.fromisoformat(value) if isinstance(value, str) else value
        except ValueError:
            day = None
        if not isinstance(day, dt.date) or isinstance(day, dt.datetime):
            raise ValueError("a day is expected, as in 2015-07-31, without an hour")  # noqa: TRY004
        return day


class Configuration(Declared):
    """All that `epis.toml` says; `folder` is where it lies, and what paths are relative to; `calendar` lies beside it.

    `rules` sets the severity of rules, by code, whose source has not been read; the others are as the source says.
    """

    network: Network
    epis: Annotated[tuple[Epi, ...], AfterValidator(_at_least_one)]
    thresholds: Mapping[str, Threshold] = {}
    bands: Mapping[str, Band] = {}
    rules: Mapping[str, Severity] = {}
    folder: Path = Field(Path(), exclude=True)
    calendar: Calendar = Field(Calendar(), exclude=True)

    @field_validator("rules")
    @classmethod
    def _may_be_set(cls, rules: Mapping[str, Severity]) -> Mapping[str, Severity]:
        settable = [code for code, rule in RULES.items() if not rule.is_verified]
        for code in rules:
            if code not in settable:
                raise ValueError(f"the severity of {code!r} cannot be set; that of these can: {', '.join(settable)}")
        return rules

    def epi(self, epi_id: str) -> Epi:
        """The EPI of this id; KeyError when there is none."""
        return self._by_id[epi_id]

    @cached_property
    def _by_id(self) -> dict[str, Epi]:
        return {epi.id: epi for epi in self.epis}

    def day(self, night: dt.datetime) -> dt.date:
        """The day the answers tell of: the configured one, or that of `night` (aware) in Paris."""
        return self.network.as_of or night.astimezone(PARIS).date()
