"""The verdict in French, as the staff of an EPI read it."""

from __future__ import annotations

import re
from functools import cache, partial
from typing import Any

import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined

from flows.told import SENTENCES_AT_MOST, address, decision, told
from schemas import TABLES
from schemas.rules import RULES
from schemas.rules.rule import Rule
from schemas.wording import FAMILIES, ROWS, SEVERITIES, counted, french_euros
from transforms.verdict import Verdict
from transforms.visible import visible

LONGEST_QUOTE, LONGEST_SENTENCE = 300, 1200
"""Of the sender's text, and of a sentence that may quote it: as long as the longest of our lists of values."""
_LINE_BREAKS = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+\s*")


def check_letter(verdict: Verdict, rules_version: str) -> str:
    """The verdict on one file as text: the decision first, then what to correct, to verify and to know."""
    tables = [row | {"title": TABLES[row["table_name"]].title} for row in verdict.tables.iter_rows(named=True)]
    return (
        _environment()
        .get_template("check.txt.j2")
        .render(
            decision=decision(verdict.files.row(0, named=True)), tables=tables, severities=SEVERITIES,
            found={severity: _found(verdict.findings, severity) for severity in SEVERITIES},
            rules_version=rules_version,
        )
    )  # fmt: skip


def mail_text(template: str, **facts: Any) -> str:
    """The text of a letter, lines that only hold a tag left out."""
    return _environment(trimmed=True).get_template(template).render(**facts)


def errors_page() -> str:
    """Every rule of the catalogue under its own heading, as Markdown for the staff."""
    families: dict[str, list[Rule]] = {family: [] for family in FAMILIES}
    for rule in RULES.values():
        families[rule.family].append(rule)
    told = {family: sorted(rules, key=lambda rule: rule.code) for family, rules in families.items() if rules}
    page = _environment().get_template("errors.md.j2")
    return page.render(families=told.items(), titles=FAMILIES, severities=SEVERITIES)


def _found(findings: pl.DataFrame, severity: str) -> dict[str, Any]:
    sentences = list(told(findings, severity))
    return {
        "n": sum(one.n for one in sentences),
        "sentences": sentences[:SENTENCES_AT_MOST],
        "n_more": len(sentences[SENTENCES_AT_MOST:]),
    }


@cache
def _environment(*, trimmed: bool = False) -> Environment:
    loader = PackageLoader("flows")  # plain text for a terminal or a mail: nothing to escape
    environment = Environment(
        loader=loader, undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True,  # noqa: S701
        trim_blocks=trimmed, lstrip_blocks=trimmed,
    )  # fmt: skip
    environment.filters |= {
        "address": address,
        "euros": french_euros,
        "lines": _lines,
        "blanks": _blanks,
        "one_line": _one_line,
        "sentence": partial(_one_line, longest=LONGEST_SENTENCE),
    }
    return environment


def _blanks(sentence: str) -> str:
    """A sentence of the catalogue with three dots for each parameter."""
    return re.sub(r"\{\w+\}", "…", sentence)


def _one_line(text: str, longest: int = LONGEST_QUOTE) -> str:
    """A text of the sender's on one line, cut when it is long: neither obeyed nor taken for a line of ours."""
    line = visible(_LINE_BREAKS.sub(" ", text[: 4 * longest]))
    return line if len(line) <= longest else f"{line[:longest]}…"


def _lines(number: int) -> str:
    return counted(number, ROWS)
