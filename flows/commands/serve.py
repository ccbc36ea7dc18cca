"""`epi serve`: the Prefect UI and the nightly schedule."""

from __future__ import annotations

import click

from flows.commands.options import exits
from flows.read_configuration import load_configuration
from flows.report import ExitCode
from flows.settings import read_settings


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=4200, show_default=True, help="Port of the UI.")
@exits
def serve(port: int) -> ExitCode:
    """Serve the Prefect UI and run every night at 04:00, Europe/Paris, until stopped."""
    from flows.serve import serve_forever

    settings = read_settings()
    load_configuration(settings)
    return ExitCode(serve_forever(settings, port))
