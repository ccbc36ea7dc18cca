"""The command `epi`: its commands, in the order of the help."""

from __future__ import annotations

import click

from flows.commands.board import board
from flows.commands.check import check
from flows.commands.confirm import confirm
from flows.commands.decide import decide
from flows.commands.dictionary import dictionary
from flows.commands.erase import erase
from flows.commands.errors import errors
from flows.commands.evidence import evidence
from flows.commands.explain import explain
from flows.commands.export import export
from flows.commands.export_participants import export_participants
from flows.commands.fse import fse
from flows.commands.identity import identity
from flows.commands.inspect import inspect
from flows.commands.list_operations import list_operations
from flows.commands.open_data import open_data
from flows.commands.publish import publish
from flows.commands.receive import receive
from flows.commands.rollback import rollback
from flows.commands.run import run
from flows.commands.serve import serve
from flows.commands.sql import sql
from flows.commands.status import status
from flows.commands.template import template
from flows.commands.trace import trace
from flows.commands.versions import versions


class InOrder(click.Group):
    """A group whose help lists the commands as they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names, in that order."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The first sentence of each, whole: click cuts it to a line."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, one.get_short_help_str(limit=300)) for name, one in self.commands.items()])


@click.group(cls=InOrder)
@click.version_option(package_name="epi-fse")
def main() -> None:
    """The EPI–FSE warehouse: pull, judge, load and answer. EPI_CONFIG and EPI_HOME say where.

    Exit codes: 0 done, 1 a file was refused, 2 wrong command or configuration, 3 a source could not be reached, 4 our
    fault, 5 publication held back by a check.
    """


for _command in (
    run, check, confirm, template, inspect, receive, status, board, serve, versions, rollback, publish, explain,
    identity, fse, sql, export, export_participants, open_data, list_operations, trace, evidence, decide, erase,
    dictionary, errors,
):  # fmt: skip
    main.add_command(_command)
