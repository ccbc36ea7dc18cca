"""Views and checks: one SQL file each, whose header says what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# In the order of creation: a view stands after those it reads.
VIEWS = (
    "core.siret_successors",
    "core.contract_employers",
    "core.contract_terms",
    "core.pay_in_parts",
    "core.report_limits",
    "core.operation_rows_set_aside",
    "mart.operation_terms",
    "mart.spending_lines",
    "mart.contract_chains",
    "mart.outcome_overview",
    "mart.contract_overview",
    "core.exit_counts",
    "mart.epi_overview",
    "mart.answers",
    "mart.deliveries_board",
    "mart.fse_rules",
    "mart.workforce_by_month",
    "core.operation_participants",
    "mart.followup_overview",
    "core.participant_measures",
    "mart.fse_indicators",
    "mart.operation_claims",
    "mart.operation_posts",
    "mart.operation_finance",
    "mart.operation_budget",
    "mart.unit_costs",
    "mart.operation_results",
    "mart.cost_per_outcome",
    "mart.renewal_case",
    "mart.fse_cells_to_complete",
    "mart.fse_alerts",
)


NAME = re.compile(r"\b(?:mart|core)\.\w+")
READ = re.compile(r"\b(?:core|mart|quality|ledger|history)\.[a-z_]+\b")
EFFECTS = ("reject", "warn", "fail")


@dataclass(frozen=True)
class Origin:
    """What feeds a view: a table or view, and the pairs of columns (view, origin) that are equal; none is all rows."""

    name: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class View:
    """A view: its words, from the header of its file, and its SELECT.

    ``lineage`` names what its rows are made of: core tables and other views, each with the columns that find theirs.
    """

    name: str
    title: str
    description: str
    grain: str
    columns: dict[str, str]
    sql: str
    lineage: tuple[Origin, ...] = ()


@dataclass(frozen=True)
class Check:
    """A check: ``fail`` stops publication, ``reject`` sets rows aside, ``warn`` makes findings.

    ``of`` is the core table that all the rows it finds are of, where its file says so: of an empty one it finds none.
    """

    name: str
    effect: str
    code: str
    sql: str
    of: str = ""


@dataclass(frozen=True)
class Example:
    """A query for analysts, and the question that it answers."""

    question: str
    sql: str


@cache
def examples() -> tuple[Example, ...]:
    """The queries to begin with, by question."""
    texts = [path.read_text(encoding="utf-8") for path in files("warehouse").joinpath("examples").iterdir()]
    found = [(re.search(r"^-- question: (.+)$", text, re.MULTILINE), text) for text in texts]
    return tuple(sorted((Example(told.group(1), _body(text)) for told, text in found if told), key=str))


@cache
def views() -> tuple[View, ...]:
    """Every view, in the order of creation."""
    return tuple(_view(name) for name in VIEWS)


@cache
def checks(effect: str) -> tuple[Check, ...]:
    """The checks of one effect, by name."""
    found = []
    for entry in sorted(files("warehouse").joinpath("checks").iterdir(), key=lambda e: e.name):
        if entry.name.startswith(f"{effect}_") and entry.name.endswith(".sql"):
            text = entry.read_text(encoding="utf-8")
            header = dict(re.findall(r"^-- (code|of): (\S+)", text, re.MULTILINE))
            name = entry.name.removesuffix(".sql")
            found.append(Check(name, effect, header.get("code", ""), _body(text), header.get("of", "")))
    return tuple(found)


def named(sql: str) -> set[str]:
    """The views that a query names."""
    return set(NAME.findall(sql)) & set(VIEWS)


def origins(view: View) -> list[str]:
    """The tables and views that a view is made of: as its header names them, then those that its SQL alone names."""
    return list(dict.fromkeys((*(origin.name for origin in view.lineage), *READ.findall(view.sql))))


def _view(name: str) -> View:
    schema, _, stem = name.partition(".")
    text = files("warehouse").joinpath("views", schema, f"{stem}.sql").read_text(encoding="utf-8")
    header = dict(re.findall(r"^-- (\w+): (.+)$", text, re.MULTILINE))
    title, description, grain = header.pop("title"), header.pop("description"), header.pop("grain")
    lineage = tuple(_origin(one) for one in header.pop("lineage", "").split("; ") if one)
    columns = {column: _comment(words) for column, words in header.items()}
    return View(name, title, description, grain, columns, _body(text), lineage)


def _origin(text: str) -> Origin:
    """``core.contracts by epi_id, contract_id`` or ``… by chain_id = contract_id``."""
    name, _, by = text.partition(" by ")
    pairs = [pair.partition(" = ") for pair in by.split(", ") if pair]
    return Origin(name, tuple((ours, theirs or ours) for ours, _, theirs in pairs))


def _comment(words: str) -> str:
    english, _, french = words.partition(" | ")
    return f"{english} ({french})"


def _body(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("--")).strip().rstrip(";")
