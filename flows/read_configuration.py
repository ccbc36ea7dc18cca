"""From the text of `epis.toml` to a `Configuration`, or to one sentence a fault."""

import difflib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from flows.configuration import Configuration
from flows.parse_toml import key_of, parse_toml
from flows.read_calendar import NAME as CALENDAR
from flows.read_calendar import read_calendar
from flows.settings import ConfigurationError, Settings
from flows.sources.kinds import KINDS
from schemas import DELIVERED
from transforms.headings import confirmed_columns

_LITERAL_SECRETS = {"password", "passwd", "secret", "token", "api_key", "apikey", "authorization", "headers"}
_TOLD_OF_SOURCES = {"name", "kind", "files", "take", "tables", "format", "dataset", "table", "allow_private"}
_NEVER_HERE = (
    "a secret is never written here, only its name, in capitals as in NEXTCLOUD_DIE; "
    "its value is in EPI_SECRET_NEXTCLOUD_DIE or in restricted/secrets.toml"
)
_EXPECTED = {
    "insee_code": "an INSEE commune code is expected, 5 characters as in 26113",
    "postcode": "a postcode is expected, 5 digits as in 26150",
    "siret": "a SIRET is expected, 14 digits",
    "id": "a short name in lower case is expected, as in livron-loriol",
    "name": "a name is expected",
    "password_secret": _NEVER_HERE,
    "token_secret": _NEVER_HERE,
    "files": "the name of a file is expected, or a pattern as in *.xlsx",
    "take": 'either "newest" or "all" is expected',
    "path": "the path of a file or a folder is expected",
    "contact": "one mail address is expected, as in accueil@epi.example",
    "coordinator": "one mail address is expected, as in accueil@epi.example",
    "sources.name": "a short name in lower case is expected, as in suivi-fse",
    "headings.*": 'a column is expected, as in "contracts.contract_id", or false',
}
_LISTS = {
    "epis": "each EPI has a block of its own, under [[epis]] in two brackets",
    "sources": "each source has a block of its own, under [[epis.sources]] in two brackets",
    "tables": 'a list is expected, as in ["contracts"]',
}


def read_configuration(path: Path, columns: Mapping[str, Collection[str]]) -> Configuration:
    """The network of this `epis.toml`; `columns` are the columns that each declared table can receive.

    Raises ConfigurationError with every fault found: file, key, reason.
    """
    content = parse_toml(path)
    try:
        configuration = Configuration.model_validate({**content, "folder": path.absolute().parent})
    except ValidationError as error:
        faults = [*dict.fromkeys(_sentence(fault, content) for fault in error.errors(include_url=False))]
    else:
        faults = [*_twice(configuration), *_unknown_names(configuration, columns)]
    faults += [f"{key}: unknown key" for key in ("folder", "calendar") if key in content]
    if faults:
        raise ConfigurationError(*(f"{path}: {fault}" for fault in faults))
    return configuration


def load_configuration(settings: Settings) -> Configuration:
    """The network that the settings name, checked against the declared tables, with its calendar."""
    columns = {name: table.read_columns for name, table in DELIVERED.items()}
    configuration = read_configuration(settings.config, columns)
    path = configuration.folder / CALENDAR
    return configuration.model_copy(update={"calendar": read_calendar(path, [epi.id for epi in configuration.epis])})


def _sentence(fault: Any, content: Mapping[str, Any]) -> str:
    """A fault as pydantic tells it, with its key written as in TOML."""
    kind = _kind_of_source(fault["loc"])
    written = fault["loc"][:4] + fault["loc"][5:] if kind else fault["loc"]
    location = [part for part in written if not _is_union_branch(part)]
    key, last = key_of(location) or "epis.toml", str(location[-1])
    if fault["type"] == "extra_forbidden" and kind and last in _LITERAL_SECRETS:
        return f"{key}: {_NEVER_HERE}{_of_epi(location, content)}"
    if fault["type"] == "extra_forbidden":
        return f"{key}: unknown key{_suggestion(last, _known_keys(location, kind))}"
    if fault["type"] == "missing":
        return f"{key}: missing"
    if fault["type"] == "union_tag_not_found":
        return f"{key}: a source has either a path or a url{_of_epi(location, content)}"
    if fault["type"] == "union_tag_invalid":
        return f"{key}.kind: unknown kind{_suggestion(fault['ctx']['tag'], KINDS)}{_of_epi(location, content)}"
    said = fault["msg"].removeprefix("Value error, ")
    expected = _LISTS if fault["type"] == "tuple_type" else _EXPECTED
    reason = said if fault["type"] == "unknown_commune" else expected.get(_place(location), said)
    told = f" (read: {fault['input']!r})" if _is_tellable(fault["input"], location) else ""
    return f"{key}: {reason}{told}{_of_epi(location, content)}"


def _place(location: list[str | int]) -> str:
    """The key, whichever its item, as what is expected there is told by."""
    match location:
        case [*_, "sources", int(), "name"]:
            return "sources.name"
        case [*_, "headings", _]:
            return "headings.*"
    return str(location[-1])


def _kind_of_source(location: tuple[str | int, ...]) -> str | None:
    """The kind of source that pydantic puts into a location, `("epis", 0, "sources", 1, "grist", "url")`."""
    match location:
        case ("epis", int(), "sources", int(), str(kind), *_) if kind in KINDS:
            return kind
    return None


def _is_tellable(given: Any, location: list[str | int]) -> bool:
    """Whether what was read may be repeated: of a source, nothing that may hold a secret."""
    is_plain = isinstance(given, str | int | float | Decimal)
    return is_plain and ("sources" not in location or location[-1] in _TOLD_OF_SOURCES)


def _is_union_branch(part: str | int) -> bool:
    return isinstance(part, str) and part.startswith(("constrained-str", "literal[", "str", "Heading", "tuple["))


def _of_epi(location: list[str | int], content: Mapping[str, Any]) -> str:
    """Which EPI a fault is about, where its id can be read."""
    match location:
        case ["epis", int(position), _, *_] if location[2] != "id":
            epi = content["epis"][position]
            return f", EPI {epi['id']!r}" if isinstance(epi, dict) and isinstance(epi.get("id"), str) else ""
    return ""


def _known_keys(location: list[str | int], kind: str | None) -> list[str]:
    """The keys that may stand where the last part of `location` does."""
    if kind is not None:
        return list(KINDS[kind].model_fields)
    model: type[BaseModel] = Configuration
    for part in location[:-1]:
        if isinstance(part, str) and part in model.model_fields:
            model = _model_within(model.model_fields[part].annotation) or model
    return [name for name in model.model_fields if name not in ("folder", "calendar")]


def _model_within(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_within, get_args(annotation))), None)


def _suggestion(word: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else f"; known here: {', '.join(sorted(known))}"


def _twice(configuration: Configuration) -> Iterator[str]:
    """Ids of EPI, and names of the sources of one EPI, that stand more than once."""
    for epi_id, count in Counter(epi.id for epi in configuration.epis).items():
        if count > 1:
            yield f"epis: {count} EPI have the id {epi_id!r}"
    for position, epi in enumerate(configuration.epis):
        for name, count in Counter(source.name for source in epi.sources).items():
            if count > 1:
                yield f"epis[{position}].sources: {count} sources have the name {name!r}, EPI {epi.id!r}"


def _unknown_names(configuration: Configuration, columns: Mapping[str, Collection[str]]) -> Iterator[str]:
    """Tables and columns that are not declared."""
    for section in ("thresholds", "bands"):
        for name in getattr(configuration, section):
            if name not in columns:
                yield f"{section}.{name}: unknown table{_suggestion(name, columns)}"
    for position, epi in enumerate(configuration.epis):
        for number, source in enumerate(epi.sources):
            for name in source.tables or ():
                if name not in columns:
                    key = f"epis[{position}].sources[{number}].tables"
                    yield f"{key}: unknown table {name!r}{_suggestion(name, columns)}"
        targets = {f"{table}.{column}" for table, names in columns.items() for column in names}
        told_of = [(heading, one) for heading in epi.headings for one in confirmed_columns(heading, epi.overrides)]
        for heading, target in told_of:
            if target not in targets:
                near = difflib.get_close_matches(target, targets, n=1)
                told = f"; did you mean {near[0]!r}?" if near else ""
                yield f"epis[{position}].headings.{heading!r}: unknown column {target!r}{told}"
